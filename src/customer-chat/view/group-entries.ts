import type { ChatEntry, ChatMessage, ChatNotice } from '../../../packages/customer-client/state.ts';
import { startOfDay } from './format.ts';

/** Messages of one sender that follow each other closely, or one notice. */
export type EntryGroup = {
  key: string;
  at: number;
  /** Whether the first entry begins a day. */
  newDay: boolean;
  mine: boolean;
  senderName: string;
  messages: ChatMessage[];
  notice: ChatNotice | null;
};

const CLOSE_MS = 3 * 60_000;

/** Puts entries together as they are drawn: by sender, day and time. */
export function groupEntries(entries: readonly ChatEntry[]): EntryGroup[] {
  const groups: EntryGroup[] = [];
  let day = 0;
  for (const entry of entries) {
    const entryDay = startOfDay(entry.at);
    const last = groups[groups.length - 1];
    if (entry.kind === 'message' && last !== undefined && entryDay === day && continues(last, entry)) {
      last.messages.push(entry);
      continue;
    }
    groups.push({
      key: entry.id,
      at: entry.at,
      newDay: entryDay !== day,
      mine: entry.kind === 'message' && entry.mine,
      senderName: entry.kind === 'message' ? entry.senderName : '',
      messages: entry.kind === 'message' ? [entry] : [],
      notice: entry.kind === 'notice' ? entry : null,
    });
    day = entryDay;
  }
  return groups;
}

function continues(group: EntryGroup, message: ChatMessage): boolean {
  const last = group.messages[group.messages.length - 1];
  if (last?.mine !== message.mine) return false;
  return last.senderName === message.senderName && message.at - last.at < CLOSE_MS;
}
