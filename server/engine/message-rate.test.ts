/** How many messages a contact centre may write, wherever they come in. */
import { afterAll, describe, expect, it } from 'vitest';
import { storyteller, writeAs } from '../testing/stories.ts';
import { testConfig } from '../testing/test-config.ts';
import { openTestFollower } from '../testing/test-follower.ts';
import { MessageRate } from './message-rate.ts';

it('gives as many at once as in a second, and then as time passes', () => {
  const rate = new MessageRate();
  const taken = (count: number, now: number) =>
    Array.from({ length: count }, () => rate.take(10, now)).filter(Boolean).length;
  expect(taken(20, 1_000)).toBe(10);
  expect(taken(20, 1_500)).toBe(5);
  // A clock that goes back gives none.
  expect(taken(5, 1_000)).toBe(0);
  expect(taken(20, 60_000)).toBe(10);
  expect(rate.take(undefined, 60_000)).toBe(true);
});

describe('the quota of a contact centre', () => {
  const open: { close(): Promise<void> }[] = [];
  afterAll(async () => {
    for (const one of open) await one.close();
  });

  it('holds for messages at the owner and at a follower together; a refused one is taken later under its id', async () => {
    let now = Date.UTC(2026, 0, 5);
    const pair = await openTestFollower({
      engine: { now: () => now, config: { ...testConfig(), quotas: { messagesPerSecond: 3 } } },
    });
    open.push(pair);
    const { owner, follower } = pair;
    await storyteller(follower).begin();
    const write = async (engine: typeof owner | typeof follower, id: string): Promise<string> => {
      const outcome = await writeAs(engine, id, 'hello');
      return outcome.ok ? 'ok' : outcome.rejection.code;
    };
    expect(await write(owner, 'm1')).toBe('ok');
    expect(await write(follower, 'm2')).toBe('ok');
    expect(await write(owner, 'm3')).toBe('ok');
    expect(await write(follower, 'm4')).toBe('QUOTA_MESSAGES');
    expect(await write(owner, 'm5')).toBe('QUOTA_MESSAGES');
    now += 1_000;
    expect(await write(follower, 'm4')).toBe('ok');
    const stored = await owner.read(({ world }) => Object.keys(world.state.conversations.c1?.messages ?? {}));
    expect(stored).toEqual(['m1', 'm2', 'm3', 'm4']);
  });
});
