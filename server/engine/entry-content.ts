import type { DomainEvent } from '../core/events.ts';
import { lookup } from '../core/lookup.ts';
import type { EnteredWrapup } from '../store/entered-wrapups.ts';
import { messageKey } from '../store/journal-writer.ts';
import type { JournalBatch } from '../store/journal-writer.ts';
import type { Entry } from './commit-queue.ts';
import type { Content, Origin } from './contract.ts';

const CONVERSATION = 'conversation:';

/** The personal parts of an entry. */
type EntryContent = Pick<Entry, 'messages' | 'customers' | 'sessions' | 'enteredWrapups' | 'origins'>;

/** For entries that bring nothing personal. */
export const NO_CONTENT: EntryContent = {
  messages: null,
  customers: [],
  sessions: [],
  enteredWrapups: [],
  origins: null,
};

/**
 * What of a command's content belongs to what happened: bodies of the messages that were sent, and its records.
 * A command that changed nothing (a repeated id) stores nothing.
 */
export function contentOf(events: readonly DomainEvent[], content: Content): EntryContent {
  if (events.length === 0) return NO_CONTENT;
  const bodies = new Map(Object.entries(content.messages ?? {}));
  const messages = new Map<string, string>();
  const conversationOf = new Map<string, string>();
  const enteredWrapups: EnteredWrapup[] = [];
  const origins = new Map<number, Origin>();
  for (const event of events) {
    if (
      event.type === 'message.sent' ||
      event.type === 'message.edited' ||
      event.type === 'message.deleted'
    ) {
      const body = bodies.get(event.messageId);
      if (body) messages.set(messageKey(event.conversationId, event.messageId), JSON.stringify(body));
    } else if (event.type === 'session.started') {
      conversationOf.set(event.sessionId, event.conversationId);
    } else if (event.type === 'participant.joined') {
      const origin = lookup(content.origins ?? {}, event.participant.ref);
      if (origin !== undefined) origins.set(event.seq, origin);
    } else if (event.type === 'agent.callMonitored') {
      const origin = lookup(content.origins ?? {}, event.supervisorId);
      if (origin !== undefined) origins.set(event.seq, origin);
    } else if (event.type === 'task.wrapupEntered') {
      const { taskId, agentId, messageId } = event;
      const body = messageId === null ? null : (bodies.get(messageId) ?? null);
      const conversationId = event.stream.slice(CONVERSATION.length);
      enteredWrapups.push({ taskId, conversationId, agentId, messageId, content: body });
    }
  }
  return {
    messages: messages.size > 0 ? messages : null,
    customers: Object.values(content.customers ?? {}),
    sessions: Object.values(content.sessions ?? {}).map((session) => ({
      ...session,
      conversationId: conversationOf.get(session.id) ?? null,
    })),
    enteredWrapups,
    origins: origins.size > 0 ? origins : null,
  };
}

/** The entries of one commit as the journal takes them. */
export function toBatch(entries: readonly Entry[]): JournalBatch {
  const messages = new Map<string, string>();
  for (const entry of entries) {
    for (const [key, body] of entry.messages ?? []) messages.set(key, body);
  }
  return {
    entries: entries.flatMap(({ events, cause }) => events.map((event) => ({ event, cause }))),
    messages,
    customers: entries.flatMap(({ customers }) => customers),
    sessions: entries.flatMap(({ sessions }) => sessions),
    enteredWrapups: entries.flatMap((entry) => entry.enteredWrapups),
    origins: new Map(entries.flatMap(({ origins }) => [...(origins ?? [])])),
  };
}
