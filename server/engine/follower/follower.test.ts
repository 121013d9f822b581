import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../store/database.ts';
import { ADA, ADAS_SESSION, storyteller, writeAs } from '../../testing/stories.ts';
import { openTestDatabase } from '../../testing/test-database.ts';
import { openTestFollower } from '../../testing/test-follower.ts';
import type { TestFollower, TestFollowerOptions } from '../../testing/test-follower.ts';

let database: Database;
const open: TestFollower[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterEach(async () => {
  for (const pair of open.splice(0)) await pair.close();
});
afterAll(() => database.close());

const start = async (options: TestFollowerOptions = {}) => {
  const pair = await openTestFollower({ ...options, database });
  open.push(pair);
  return { ...pair, ...storyteller(pair.follower) };
};
type Started = Awaited<ReturnType<typeof start>>;
const stateOf = (engine: Started['owner'] | Started['follower']) =>
  engine.read(({ world }) => JSON.stringify(world.state));
const messagesOf = (engine: Started['owner'] | Started['follower']) =>
  engine.read(({ world }) => Object.keys(world.state.conversations.c1?.messages ?? {}));

describe('a follower', () => {
  it('shows the effect of what was acknowledged in the next read, and its records', async () => {
    const { follower, ready, begin, accept, owner } = await start();
    await ready('agent1');
    await begin();
    expect(await follower.read(({ records }) => records.customer('p1'))).toEqual(ADA);
    expect(await follower.read(({ records }) => records.session('s1'))).toEqual(ADAS_SESSION);
    const events = await accept('agent1');
    expect(events.map(({ type }) => type)).toContain('task.accepted');
    for (let n = 0; n < 50; n += 1) {
      await writeAs(follower, `m${n}`, 'hello');
      expect(await messagesOf(follower)).toContain(`m${n}`);
    }
    expect(await stateOf(follower)).toBe(await stateOf(owner));
  });

  it('tells a refusal when it knows the state in which it was refused', async () => {
    const { follower, owner, begin } = await start();
    await begin();
    const outcome = await follower.submit({
      type: 'session.start',
      id: randomUUID(),
      sessionId: 's2',
      conversationId: 'c2',
      customerId: 'p2',
      channelId: 'nowhere',
      queueId: null,
      priority: 1,
      connectionBound: true,
    });
    expect(outcome).toMatchObject({ ok: false, rejection: { code: 'CHANNEL_NOT_FOUND' } });
    expect(await stateOf(follower)).toBe(await stateOf(owner));
    expect(await writeAs(follower, 'm\0', 'x')).toMatchObject({
      ok: false,
      rejection: { code: 'VALIDATION' },
    });
  });

  it('keeps the order of what it asked for at once', async () => {
    const { follower, begin } = await start();
    await begin();
    const ids = Array.from({ length: 200 }, (_, n) => `m${n}`);
    await Promise.all(ids.map((id) => writeAs(follower, id, 'hello')));
    expect(await messagesOf(follower)).toEqual(ids);
  });

  it('delivers every turn of the owner once and in order, before whoever asked is answered', async () => {
    const { follower, owner, begin } = await start({ faults: { lost: 0.1, doubled: 0.2 } });
    await begin();
    const seen: string[] = [];
    follower.onTurn(({ events }) => () => {
      for (const event of events) if (event.type === 'message.sent') seen.push(event.messageId);
    });
    const ids = Array.from({ length: 300 }, (_, n) => `m${n}`);
    for (const id of ids)
      await (Number(id.slice(1)) % 3 === 0
        ? writeAs(owner, id, 'x')
        : writeAs(follower, id, 'x').then(() => expect(seen).toContain(id)));
    await writeAs(follower, 'last', 'x');
    expect(seen).toEqual([...ids, 'last']);
  });

  it('passes on signals, which no journal has', async () => {
    const { follower, owner, begin } = await start();
    await begin();
    const seen: string[] = [];
    follower.onTurn(
      ({ signals }) =>
        () =>
          seen.push(...signals.map(({ type }) => type)),
    );
    const by = { kind: 'CUSTOMER', sessionId: 's1' } as const;
    const typing = { type: 'typing.indicate', conversationId: 'c1', by, on: true } as const;
    await follower.submit({ ...typing, id: randomUUID() });
    expect(seen).toEqual(['typing']);
    await owner.submit({ ...typing, id: randomUUID() });
    await follower.submit({ ...typing, id: randomUUID() });
    expect(seen).toEqual(['typing', 'typing', 'typing']);
  });

  it('follows the time of the owner', async () => {
    let time = 1_700_000_000_000;
    const { follower, owner } = await start({ engine: { now: () => time } });
    expect(Math.abs(follower.now() - owner.now())).toBeLessThan(1_000);
    time += 3_600_000;
    const heard = new Promise<void>((resolve) => follower.onTurn(() => resolve));
    await owner.submit({ type: 'tick', id: randomUUID() });
    await heard;
    expect(Math.abs(follower.now() - time)).toBeLessThan(1_000);
  });
});
