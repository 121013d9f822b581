import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RefusedError } from '../connection/refusal.ts';
import { fields } from '../base/fields.ts';
import { createDeskStore, receive, type DeskStore } from '../store/desk-store.ts';
import { conversation, NOW } from '../testing/people.ts';
import { fillGaps } from './fill-gaps.ts';

const MARIA = conversation('Maria', { said: [['c', 20, 'Hello']] });
const HEAD = MARIA.transcript.head;

let store: DeskStore;
let stop: () => void;
let asked: { afterSeq: unknown; answer: (answer: object) => void; fail: () => void }[];

function wire(seq: number): object {
  return {
    id: `e${seq}`,
    seq,
    name: 'CUSTOMER_MESSAGE',
    timestamp: NOW,
    data: { id: `e${seq}`, header: {}, body: { type: 'PLAIN', markdownText: `message ${seq}` } },
  };
}

/** The server says something live; what is before it may be missing. */
function hear(seq: number): void {
  receive(store, {
    type: 'event',
    at: NOW,
    conversationId: MARIA.id,
    actions: null,
    event: {
      id: `e${seq}`,
      seq,
      skipped: 0,
      at: NOW,
      what: {
        type: 'message',
        messageId: `e${seq}`,
        author: { kind: 'customer', id: 'c', name: 'Maria' },
        whisper: false,
        body: { type: 'PLAIN', text: `message ${seq}`, fields: {} },
        replyTo: null,
      },
    },
  });
}

function head(): number {
  return store.getState().conversations[MARIA.id]!.transcript.head;
}

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  store = createDeskStore({
    conversations: { [MARIA.id]: MARIA },
    link: { status: 'online', since: NOW, caughtUp: null },
  });
  stop = fillGaps(
    store,
    {
      ask: (_event, payload) =>
        new Promise((resolve, reject) => {
          asked.push({
            afterSeq: fields(payload).afterSeq,
            answer: (answer) => {
              resolve({ status: 'ok', ...answer });
            },
            fail: () => {
              reject(new RefusedError('NO_ANSWER', ''));
            },
          });
        }),
    },
    () => NOW,
  );
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

describe('what is missing', () => {
  it('is fetched, also a gap that appears while another is being fetched', async () => {
    hear(HEAD + 2);
    await vi.advanceTimersByTimeAsync(150);
    expect(asked.map(({ afterSeq }) => afterSeq)).toEqual([HEAD]);
    hear(HEAD + 5);
    await vi.advanceTimersByTimeAsync(1000);
    asked[0]!.answer({ events: [wire(HEAD + 1), wire(HEAD + 2)], seq: HEAD + 2 });
    await vi.advanceTimersByTimeAsync(150);
    expect(asked.map(({ afterSeq }) => afterSeq)).toEqual([HEAD, HEAD + 2]);
    asked[1]!.answer({ events: [wire(HEAD + 3), wire(HEAD + 4)], seq: HEAD + 4 });
    await vi.advanceTimersByTimeAsync(0);
    expect(head()).toBe(HEAD + 5);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(asked).toHaveLength(2);
  });

  it('is asked for ever more rarely when no answer closes the gap', async () => {
    hear(HEAD + 2);
    for (let minute = 0; minute < 60; minute += 1) {
      for (const question of asked) {
        question.fail();
        question.answer({ events: [], seq: HEAD });
      }
      await vi.advanceTimersByTimeAsync(60_000);
    }
    expect(asked.length).toBeGreaterThan(30);
    expect(asked.length).toBeLessThan(80);
    asked.at(-1)!.answer({ events: [wire(HEAD + 1)], seq: HEAD + 1 });
    await vi.advanceTimersByTimeAsync(0);
    asked.at(-1)!.answer({ events: [wire(HEAD + 1)], seq: HEAD + 1 });
    await vi.advanceTimersByTimeAsync(60_000);
    asked.at(-1)!.answer({ events: [wire(HEAD + 1)], seq: HEAD + 1 });
    await vi.advanceTimersByTimeAsync(0);
    expect(head()).toBe(HEAD + 2);
  });
});
