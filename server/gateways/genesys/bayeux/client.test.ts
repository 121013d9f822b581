import { afterEach, expect, it } from 'vitest';
import { BayeuxClient } from './client.ts';
import { DEFAULT_TIMING } from './timing.ts';

const nothing = () => {};
const client = new BayeuxClient(DEFAULT_TIMING, 1_000_000, { away: nothing, back: nothing, ended: nothing });
const poll = () => client.hold(5_000, () => nothing);
const message = { channel: '/v2/me', data: { text: 'x'.repeat(1_000) } };

afterEach(() => client.end());

it('an answer that nobody has read is cut by the next poll, so that never more than one waits', async () => {
  client.acknowledges = true;
  const cut: number[] = [];
  client.say(message);
  for (const number of [1, 2, 3]) {
    // Nothing is acknowledged: all of it is taken again for each poll.
    expect(await poll()).toBe('something');
    expect(client.take().messages).toHaveLength(1);
    client.answering(() => cut.push(number));
  }
  expect(cut).toEqual([1, 2]);
  client.answering(() => cut.push(4))();
  void poll();
  expect(cut).toEqual([1, 2]);
});
