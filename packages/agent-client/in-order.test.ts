import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type {
  OnCimEvent,
  OnTopicData,
  TopicEventsAnswer,
} from '../../protocol/agent-manager/server-events.ts';
import type { CimEvent } from '../../protocol/cim/event.ts';
import { inOrder } from './in-order.ts';

const ID = 'c1';

const cimEvent = (seq: number) => ({ id: `e${seq}`, seq }) as unknown as CimEvent;
const happened = (seq: number, skipped = 0) =>
  ({ conversationId: ID, cimEvent: cimEvent(seq), seq, skipped }) as unknown as OnCimEvent<CimEvent>;
const topic = (seqs: readonly number[], seq: number) =>
  ({ conversationId: ID, topicData: { topicEvents: seqs.map(cimEvent), seq } }) as unknown as OnTopicData;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** The server's conversation, and how it can be asked for what is missing. */
function conversation(seqs: readonly number[]) {
  const delivered: number[] = [];
  const failures = { left: 0 };
  const order = inOrder({
    deliver: ({ seq }) => delivered.push(seq ?? -1),
    fetch: (_id, afterSeq): Promise<TopicEventsAnswer> => {
      if (failures.left > 0) {
        failures.left -= 1;
        return Promise.reject(new Error('no answer'));
      }
      const events = seqs.filter((seq) => seq > afterSeq).map(cimEvent);
      return Promise.resolve({ conversationId: ID, events, seq: Math.max(...seqs), truncated: false });
    },
    askForTopic: () => {
      order.topic(topic(seqs, Math.max(...seqs)));
      return Promise.resolve();
    },
  });
  return { delivered, order, failures };
}

describe('what happens in a conversation', () => {
  it('comes once and in its order, whatever the network does', async () => {
    const chance = fc.record({
      count: fc.integer({ min: 1, max: 12 }),
      begin: fc.integer({ min: 0, max: 3 }),
      steps: fc.array(fc.nat({ max: 11 }), { maxLength: 40 }),
      failures: fc.nat({ max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(chance, async ({ count, begin, steps, failures }) => {
        const seqs = Array.from({ length: count }, (_, index) => index + 1);
        const start = Math.min(begin, count);
        const world = conversation(seqs);
        world.failures.left = failures;
        world.order.topic(topic(seqs.slice(0, start), start));
        // Any of them, in any order, again and again; the last one arrives at last.
        for (const step of steps) world.order.happened(happened(seqs[step % count]!));
        world.order.happened(happened(count));
        await vi.advanceTimersByTimeAsync(120_000);
        expect(world.delivered).toEqual(seqs);
      }),
    );
  });

  it('does not ask for sequences that hold nothing for this desk', () => {
    const { delivered, order } = conversation([1, 2, 5]);
    order.topic(topic([1], 1));
    order.happened(happened(2));
    order.happened(happened(5, 2));
    expect(delivered).toEqual([1, 2, 5]);
  });

  it('L-M1: takes what a reconnect tells anew as known, and what it tells besides as new', () => {
    const { delivered, order } = conversation([1, 2, 3]);
    order.topic(topic([1, 2], 2));
    order.topic(topic([1, 2, 3], 3));
    expect(delivered).toEqual([1, 2, 3]);
  });

  it('gives what has no place in the order at once', () => {
    const typed: CimEvent[] = [];
    const order = inOrder({
      deliver: (event) => typed.push(event),
      fetch: () => Promise.reject(new Error('not asked')),
      askForTopic: () => Promise.reject(new Error('not asked')),
    });
    const typing = { id: 't' } as unknown as CimEvent;
    order.happened({ conversationId: ID, cimEvent: typing, roomInfo: { id: ID, mode: 'CONTACT_CENTER' } });
    expect(typed).toEqual([typing]);
  });

  it('does not ask without a pause where the answer closes no gap', async () => {
    const delivered: number[] = [];
    let asked = 0;
    const order = inOrder({
      deliver: ({ seq }) => delivered.push(seq ?? -1),
      fetch: () => {
        asked += 1;
        return Promise.resolve({ conversationId: ID, events: [], seq: 1, truncated: false });
      },
      askForTopic: () => Promise.resolve(),
    });
    order.topic(topic([1], 1));
    order.happened(happened(5));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toBe(3);
    expect(delivered).toEqual([1]);
    order.close();
  });

  it('begins anew after the agent has left', async () => {
    const { delivered, order } = conversation([1, 2]);
    order.topic(topic([1, 2], 2));
    order.forget(ID);
    order.topic(topic([1, 2], 2));
    await vi.advanceTimersByTimeAsync(1);
    expect(delivered).toEqual([1, 2, 1, 2]);
  });
});
