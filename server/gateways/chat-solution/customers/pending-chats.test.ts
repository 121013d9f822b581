import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DirectoryChannel } from '../../../configuration/directory.ts';
import { PendingChats } from './pending-chats.ts';

const channel = {} as DirectoryChannel;
const wanted = (customerId: string, text = '') => ({ customerId, channel, info: { text } });

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('chats that nobody has joined yet', () => {
  it('are the same for the same customer until they have begun', () => {
    const pending = new PendingChats();
    const chat = pending.open(wanted('zoe'));
    expect(pending.open(wanted('zoe'))).toBe(chat);
    expect(pending.of(chat.conversationId)).toBe(chat);
    pending.begun(chat);
    expect(pending.of(chat.conversationId)).toBeUndefined();
    expect(pending.open(wanted('zoe')).conversationId).not.toBe(chat.conversationId);
  });

  it('are forgotten after a minute', () => {
    const pending = new PendingChats();
    const chat = pending.open(wanted('zoe'));
    const later = performance.now() + 61_000;
    vi.spyOn(performance, 'now').mockReturnValue(later);
    vi.advanceTimersByTime(61_000);
    expect(pending.of(chat.conversationId)).toBeUndefined();
    expect(pending.open(wanted('zoe')).conversationId).not.toBe(chat.conversationId);
  });

  it('make room by their size, the oldest first', () => {
    const pending = new PendingChats();
    const text = 'x'.repeat(1_000_000);
    const chats = Array.from({ length: 40 }, (_, index) => pending.open(wanted(`customer ${index}`, text)));
    expect(chats.filter(({ conversationId }) => pending.of(conversationId) !== undefined)).toEqual(
      chats.slice(-31),
    );
  });
});
