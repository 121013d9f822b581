import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { under } from '../base/fields.ts';
import { createDeskStore, receive } from '../store/desk-store.ts';
import * as local from '../store/local.ts';
import type { Happening } from '../store/events.ts';
import { conversation, ME, NOW } from '../testing/people.ts';
import { sendReceipts } from './receipts.ts';

const MARIA = conversation('Maria', { said: [['c', 30, 'Hello']] });
const ID = MARIA.id;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function desk(role = 'PRIMARY') {
  const store = createDeskStore({
    me: ME,
    link: { status: 'online', since: 0, caughtUp: null },
    conversations: { [ID]: { ...MARIA, role } },
  });
  const said: string[] = [];
  let ids = 0;
  sendReceipts({
    store,
    now: () => NOW,
    newId: () => String((ids += 1)),
    say: (_event, payload) => {
      const { status, messageId } = under(payload, 'cimEvent', 'data', 'body');
      said.push(`${String(status)} ${String(messageId)}`);
    },
  });
  let seq = MARIA.transcript.head;
  const happens = (what: Happening) => {
    seq += 1;
    receive(store, {
      type: 'event',
      at: NOW,
      conversationId: ID,
      actions: null,
      event: { id: `e${seq}`, seq, skipped: 0, at: NOW, what },
    });
  };
  const writes = (messageId: string) => {
    happens({
      type: 'message',
      messageId,
      author: { kind: 'customer', id: 'c', name: 'Maria' },
      whisper: false,
      body: { type: 'PLAIN', text: messageId, fields: {} },
      replyTo: null,
    });
  };
  const sees = () => {
    store.setState((state) => local.seen(state, ID));
  };
  return { store, said, writes, sees, happens };
}

describe('receipts', () => {
  it('tell the customer that messages arrived, a burst in one, and later that they were read', () => {
    const { said, writes, sees } = desk();
    writes('one');
    writes('two');
    vi.runAllTimers();
    expect(said).toEqual(['DELIVERED two']);
    sees();
    vi.runAllTimers();
    expect(said).toEqual(['DELIVERED two', 'READ two']);
  });

  it('say only that a message was read when it is seen at once', () => {
    const { said, writes, sees } = desk();
    writes('one');
    sees();
    vi.runAllTimers();
    expect(said).toEqual(['READ one']);
  });

  it('are sent once, whether the server has confirmed them, or another tab has sent them', () => {
    const { said, writes, happens } = desk();
    writes('one');
    happens({
      type: 'receipt',
      messageId: 'one',
      status: 'DELIVERED',
      author: { kind: 'agent', id: ME.id, name: ME.name },
      reason: null,
    });
    vi.runAllTimers();
    expect(said).toEqual([]);
    writes('two');
    vi.runAllTimers();
    happens({ type: 'queued', queue: 'Support' });
    vi.runAllTimers();
    expect(said).toEqual(['DELIVERED two']);
  });

  it('L-M1: that a lost connection swallowed are sent again', () => {
    const { store, said, writes, sees } = desk();
    writes('one');
    sees();
    vi.runAllTimers();
    receive(store, { type: 'link.down', at: NOW });
    receive(store, { type: 'link.up', at: NOW });
    vi.runAllTimers();
    expect(said).toEqual(['READ one', 'READ one']);
  });

  it('are none of the business of who only looks on', () => {
    const { said, writes, sees } = desk('SILENT_MONITOR');
    writes('one');
    sees();
    vi.runAllTimers();
    expect(said).toEqual([]);
  });
});
