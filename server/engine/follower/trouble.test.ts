/** What happens when the pipe is cut, messages are lost, or another process takes over. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../core/events.ts';
import type { Database } from '../../store/database.ts';
import { storyteller, writeAs } from '../../testing/stories.ts';
import { openTestDatabase } from '../../testing/test-database.ts';
import { openTestEngine } from '../../testing/test-engine.ts';
import { follow, openTestFollower } from '../../testing/test-follower.ts';
import type { TestFollowerOptions } from '../../testing/test-follower.ts';
import type { GatewayEngine } from '../contract.ts';
import type { Archive } from './archive.ts';
import { Publisher } from './publisher.ts';

let database: Database;
const open: { close: () => Promise<void> }[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});
afterAll(() => database.close());

const start = async (options: TestFollowerOptions = {}) => {
  const pair = await openTestFollower({ ...options, database });
  open.push(pair);
  return { ...pair, ...storyteller(pair.follower) };
};
const sent = (events: readonly DomainEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'message.sent' ? [event.messageId] : []));

/** Resolves once such an event is delivered. */
const happens = (engine: GatewayEngine, type: DomainEvent['type']): Promise<DomainEvent> =>
  new Promise((resolve) => {
    const stop = engine.onTurn(({ events }) => {
      const found = events.find((event) => event.type === type);
      if (found === undefined) return undefined;
      return () => {
        stop();
        resolve(found);
      };
    });
  });

/** Texts of messages in the order in which they were delivered; `until` resolves once one is there. */
function listen(engine: GatewayEngine) {
  const texts: unknown[] = [];
  const waiters = new Set<() => void>();
  engine.onTurn(({ events, content }) => () => {
    for (const id of sent(events))
      texts.push((content.messages?.[id]?.body as { markdownText: string }).markdownText);
    for (const wake of waiters) wake();
  });
  const until = (text: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (texts.includes(text)) resolve();
      };
      waiters.add(look);
      look();
    });
  return { texts, until };
}

describe('a pipe that is cut', () => {
  it('fails what is not answered with a coded error, and what comes late does not happen any more', async () => {
    const { follower, owner, pipe, begin } = await start({ settings: { answerMs: 200, staleMs: 400 } });
    await begin();
    pipe.cut();
    await expect(writeAs(follower, 'm1', 'x')).rejects.toMatchObject({ name: 'OwnerUnreachableError' });
    pipe.mend();
    await writeAs(owner, 'm2', 'x');
    await expect.poll(() => follower.read(({ world }) => world.state.seq).catch(() => 0)).toBe(owner.seq);
    expect(
      await owner.read(({ world }) => Object.keys(world.state.conversations.c1?.messages ?? {})),
    ).toEqual(['m2']);
  });

  it('leaves the last state to be read for a while, then says that it is not known', async () => {
    const { follower, owner, pipe, begin } = await start({ settings: { staleMs: 500 } });
    await begin();
    pipe.cut();
    expect(await follower.read(({ world }) => Object.keys(world.state.conversations))).toEqual(['c1']);
    await expect
      .poll(() => follower.read(() => 'known').catch((error: unknown) => (error as Error).name))
      .toBe('ReplicaStaleError');
    await expect(follower.check()).rejects.toMatchObject({ name: 'ReplicaStaleError' });
    await expect(writeAs(follower, 'm1', 'x')).rejects.toMatchObject({ name: 'OwnerUnreachableError' });
    pipe.mend();
    await expect
      .poll(() =>
        follower
          .check()
          .then(() => 'known')
          .catch(() => 'not known'),
      )
      .toBe('known');
    await writeAs(follower, 'm2', 'x');
    expect(await follower.read(({ world }) => world.state.seq)).toBe(owner.seq);
  });

  it.each([
    { from: 'the owner', keptTurns: 1_000 },
    { from: 'the journal', keptTurns: 3 },
  ])('delivers all that was missed from $from, in order, once, with its content', async ({ keptTurns }) => {
    const { follower, owner, pipe, begin } = await start({ settings: { keptTurns, staleMs: 60_000 } });
    await begin();
    const { texts, until } = listen(follower);
    await writeAs(owner, 'before', 'before');
    await until('before');
    pipe.cut();
    const ids = Array.from({ length: 40 }, (_, n) => `m${n}`);
    for (const id of ids) await writeAs(owner, id, id);
    pipe.mend();
    await writeAs(owner, 'after', 'after');
    await until('after');
    expect(texts).toEqual(['before', ...ids, 'after']);
    expect(await follower.read(({ world }) => JSON.stringify(world.state))).toBe(
      await owner.read(({ world }) => JSON.stringify(world.state)),
    );
  });

  it('brings who begins and what is entered meanwhile, when the journal has to tell it', async () => {
    const { follower, owner, pipe } = await start({ settings: { keptTurns: 1, staleMs: 60_000 } });
    pipe.cut();
    const there = storyteller(owner);
    await there.ready('agent1');
    await there.begin();
    await there.accept('agent1');
    pipe.mend();
    await expect.poll(() => follower.read(({ world }) => world.state.seq)).toBe(owner.seq);
    const names = (engine: GatewayEngine) =>
      engine.read(({ records }) => [records.customer('p1'), records.session('s1')]);
    expect(await names(follower)).toEqual(await names(owner));
  });

  it('takes a fresh state when far too much was missed, and says that turns were skipped', async () => {
    const { follower, owner, pipe, begin } = await start({
      settings: { keptTurns: 1, replayedEvents: 10, staleMs: 60_000 },
    });
    await begin();
    const skipped = new Promise<boolean>((resolve) => follower.onReset((reset) => resolve(reset.skipped)));
    pipe.cut();
    for (let n = 0; n < 20; n += 1) await writeAs(owner, `m${n}`, 'x');
    pipe.mend();
    expect(await skipped).toBe(true);
    await writeAs(follower, 'again', 'x');
    expect(await follower.read(({ world }) => world.state)).toEqual(
      await owner.read(({ world }) => world.state),
    );
  });

  it('answers who looks in the middle of a turn that cannot be followed, and goes on from a fresh state', async () => {
    const { follower, owner, begin } = await start();
    await begin();
    const looked = new Promise<unknown>((resolve) => {
      const stop = follower.onTurn(({ records }) => {
        stop();
        Object.defineProperty(records, 'end', {
          value: () => {
            throw new Error('broken');
          },
        });
        follower.read(() => 'seen').then(resolve, resolve);
        return undefined;
      });
    });
    await writeAs(owner, 'm1', 'x');
    expect(await looked).toMatchObject({ name: 'ReplicaStaleError' });
    await expect.poll(() => follower.read(({ world }) => world.state.seq).catch(() => 0)).toBe(owner.seq);
  });

  it('tries the journal again when it cannot be read', async () => {
    let failures = 0;
    const archive = (real: Archive): Archive => ({
      ...real,
      turnsAfter: (seq, limit) => {
        failures += 1;
        return failures < 3 ? Promise.reject(new Error('away')) : real.turnsAfter(seq, limit);
      },
    });
    const { follower, owner, pipe, begin } = await start({ archive, settings: { keptTurns: 1 } });
    await begin();
    pipe.cut();
    for (const id of ['m1', 'm2', 'm3']) await writeAs(owner, id, 'x');
    pipe.mend();
    await expect.poll(() => follower.read(({ world }) => world.state.seq)).toBe(owner.seq);
    expect(failures).toBe(3);
  });
});

describe('a pipe that loses and doubles', () => {
  it('carries every command out once, and answers it', async () => {
    const { follower, owner, begin } = await start({
      faults: { lost: 0.3, doubled: 0.3 },
      settings: { retryMs: 10, pulseMs: 20 },
    });
    await begin();
    const causes: unknown[] = [];
    owner.onTurn(
      ({ cause }) =>
        () =>
          causes.push(cause),
    );
    const ids = Array.from({ length: 60 }, () => randomUUID());
    const by = { kind: 'CUSTOMER', sessionId: 's1' } as const;
    // Typing is not idempotent: each time it is carried out, it is told.
    const outcomes = await Promise.all(
      ids.map((id) => follower.submit({ type: 'typing.indicate', id, conversationId: 'c1', by, on: true })),
    );
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(causes.filter((cause) => ids.some((id) => id === cause))).toEqual(ids);
  });
});

describe('another owner', () => {
  it('is followed, and what was on its way is carried out once', async () => {
    const { follower, owner, pipe, publisher, begin } = await start({ settings: { staleMs: 60_000 } });
    await begin();
    const { texts } = listen(follower);
    await writeAs(follower, 'm0', 'm0');
    // The answer to one is lost with its owner, the other one never got there.
    const carriedOut = happens(owner, 'message.sent');
    const first = writeAs(follower, 'm1', 'm1');
    await carriedOut;
    pipe.cut();
    publisher.close();
    pipe.mend();
    const second = writeAs(follower, 'm2', 'm2');
    const next = await openTestEngine({ tenant: owner.tenant, database, config: null });
    open.push(next);
    const following = await Publisher.open({
      engine: next.engine,
      pipe: pipe.owner,
      settings: { pulseMs: 50 },
    });
    open.push({
      close: () => {
        following.close();
        return Promise.resolve();
      },
    });
    expect((await Promise.all([first, second])).map(({ ok }) => ok)).toEqual([true, true]);
    expect(texts).toEqual(['m0', 'm1', 'm2']);
    expect(await follower.read(({ world }) => world.state)).toEqual(
      await next.engine.read(({ world }) => world.state),
    );
  });
});

describe('connections of a follower', () => {
  const settings = { lostMs: 300, staleMs: 60_000 };

  it('count as there, are noted as gone when the follower is lost, and as back when it is', async () => {
    const { follower, owner, pipe, ready } = await start({ settings });
    follower.presence.watch({ kind: 'agent', has: (agentId) => agentId === 'agent1' });
    await ready('agent1');
    owner.presence.compare();
    const gone = happens(owner, 'agent.disconnected');
    expect(await owner.read(({ world }) => world.state.agents.agent1?.connected)).toBe(true);
    pipe.cut();
    expect(await gone).toMatchObject({ agentId: 'agent1' });
    const back = happens(owner, 'agent.connected');
    pipe.mend();
    expect(await back).toMatchObject({ agentId: 'agent1' });
  });

  it('go with a follower that ends', async () => {
    const { follower, owner, ready } = await start({ settings: { lostMs: 60_000 } });
    follower.presence.watch({ kind: 'agent', has: () => true });
    await ready('agent1');
    const gone = happens(owner, 'agent.disconnected');
    await follower.close();
    expect(await gone).toMatchObject({ agentId: 'agent1' });
  });

  it('are held as long as any process holds one', async () => {
    const { follower, owner, ready } = await start({ settings });
    const here = new Set(['agent1']);
    const there = new Set(['agent1']);
    owner.presence.watch({ kind: 'agent', has: (agentId) => here.has(agentId) });
    follower.presence.watch({ kind: 'agent', has: (agentId) => there.has(agentId) });
    await ready('agent1');
    const goodbye = { type: 'agent.disconnect', agentId: 'agent1', sid: 'sid-agent1' } as const;
    here.delete('agent1');
    owner.presence.tell({ ...goodbye, id: randomUUID() });
    await owner.read(() => null);
    expect(await owner.read(({ world }) => world.state.agents.agent1?.connected)).toBe(true);
    const gone = happens(owner, 'agent.disconnected');
    there.delete('agent1');
    follower.presence.tell({ ...goodbye, id: randomUUID() });
    expect(await gone).toMatchObject({ agentId: 'agent1' });
  });
});

it('two contact centres in one process keep apart, on one store and even on one pipe', async () => {
  const north = await start();
  const south = await start();
  expect(north.owner.tenant).not.toBe(south.owner.tenant);
  const strays: string[] = [];
  south.follower.onTurn(
    ({ events }) =>
      () =>
        strays.push(...sent(events)),
  );
  // What comes to the wrong door is dropped.
  const texts: string[] = [];
  north.pipe.follower.onMessage('spy', (text) => texts.push(text));
  await north.begin();
  await south.begin();
  await writeAs(north.follower, 'm1', 'for the north');
  const other = await follow(south.owner, database, { seed: 'other' });
  open.push({ close: other.stop });
  for (const text of texts) south.pipe.owner.broadcast(text);
  await writeAs(south.follower, 'm2', 'for the south');
  expect(strays).toEqual(['m2']);
  expect(await south.follower.read(({ world }) => world.state)).toEqual(
    await south.owner.read(({ world }) => world.state),
  );
});
