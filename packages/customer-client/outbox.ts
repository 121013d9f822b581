import { CUSTOMER_EVENTS } from '../../protocol/customer-channel/names.ts';
import type { MessageAck } from '../../protocol/customer-channel/frames.ts';
import type { ChatMemory, Unsent } from './memory.ts';
import type { Wire } from './wire.ts';

/** What becomes of a message. */
type OutboxEvents = {
  onSent: (id: string, answer: Extract<MessageAck, { code: 200 }>) => void;
  onFailed: (id: string, code: string) => void;
  /** The server knows no session of this socket. */
  onSessionLost: () => void;
};

type Outbox = {
  add: (message: Unsent) => void;
  /** Sends what waits, one after the other, as soon as the wire may carry it. */
  flush: () => void;
  /** The wire is gone: what was under way is sent again later, under the same id. */
  interrupt: () => void;
  clear: () => void;
};

/** Refusals that pass: the same message is tried again after a pause. */
const PASSING = new Set(['RATE_LIMITED', 'QUOTA_MESSAGES', 'UNAVAILABLE', 'INTERNAL']);
const PAUSE_MS = 2_000;

/**
 * Sends messages in the order they were written and keeps each until the server has confirmed it, over lost
 * connections and reloads. The id makes a repetition harmless.
 */
export function createOutbox(
  memory: ChatMemory,
  wire: () => Wire,
  ready: () => boolean,
  events: OutboxEvents,
): Outbox {
  /** Changes when the wire does: answers to older attempts are late and mean nothing. */
  let attempt = 0;
  let busy = false;
  let pause: ReturnType<typeof setTimeout> | undefined;

  const remove = (id: string): void => {
    const tab = memory.tab();
    memory.saveTab({ ...tab, unsent: tab.unsent.filter((message) => message.id !== id) });
  };

  const flush = (): void => {
    const next = memory.tab().unsent[0];
    if (busy || next === undefined || !ready()) return;
    busy = true;
    const own = ++attempt;
    const payload = {
      id: next.id,
      header: headerOf(next),
      body: { type: 'PLAIN', markdownText: next.text },
    };
    wire().send(CUSTOMER_EVENTS.message, payload, (acknowledgement) => {
      if (own !== attempt) return;
      busy = false;
      const answer = acknowledgement as MessageAck | null;
      if (answer === null) {
        flush();
      } else if (answer.code === 200) {
        remove(next.id);
        events.onSent(next.id, answer as Extract<MessageAck, { code: 200 }>);
        flush();
      } else {
        refused(next.id, 'error' in answer ? answer.error : 'INTERNAL');
      }
    });
  };

  const refused = (id: string, code: string): void => {
    if (PASSING.has(code)) {
      clearTimeout(pause);
      pause = setTimeout(flush, PAUSE_MS * (0.5 + Math.random()));
    } else if (code === 'NO_SESSION') {
      events.onSessionLost();
    } else {
      remove(id);
      events.onFailed(id, code);
      flush();
    }
  };

  return {
    add: (message) => {
      const tab = memory.tab();
      memory.saveTab({ ...tab, unsent: [...tab.unsent, message] });
      flush();
    },
    flush,
    interrupt: () => {
      attempt += 1;
      busy = false;
      clearTimeout(pause);
    },
    clear: () => {
      attempt += 1;
      busy = false;
      clearTimeout(pause);
      memory.saveTab({ ...memory.tab(), unsent: [] });
    },
  };
}

/** A pressed button answers its message, and brings along what the button carries. */
function headerOf({ at, replyTo, payload }: Unsent): Record<string, unknown> {
  if (replyTo === undefined) return { timestamp: at };
  return {
    timestamp: at,
    intent: 'REPLY_TO',
    originalMessageId: replyTo,
    ...(payload != null && { entities: { payload } }),
  };
}
