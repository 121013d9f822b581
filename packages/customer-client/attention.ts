import { CUSTOMER_EVENTS, CUSTOMER_NOTIFICATIONS } from '../../protocol/customer-channel/names.ts';
import type { ChatMemory } from './memory.ts';
import { randomId } from './random-id.ts';
import type { Wire } from './wire.ts';

type Attention = {
  /** Whether a person is looking: messages then count as read, else as delivered. */
  setAttentive: (attentive: boolean) => void;
  /** A message of somebody else has arrived. */
  arrived: (messageId: string) => void;
  typing: () => void;
  stopTyping: () => void;
  reset: () => void;
};

const TYPING_EVERY_MS = 3_000;
const RECEIPT_AFTER_MS = 150;

/** Sends receipts, for the newest message only, and typing, at intervals. */
export function createAttention(
  memory: ChatMemory,
  wire: () => Wire,
  ready: () => boolean,
  now: () => number,
): Attention {
  let attentive = false;
  let newest: string | null = null;
  let delivered: string | null = null;
  let typedAt = 0;
  let due: ReturnType<typeof setTimeout> | undefined;

  const receipt = (messageId: string, status: 'DELIVERED' | 'READ'): void => {
    wire().send(CUSTOMER_EVENTS.message, {
      id: randomId(),
      header: {},
      body: { type: 'DELIVERYNOTIFICATION', messageId, status, reasonCode: '200' },
    });
  };
  const report = (): void => {
    due = undefined;
    if (newest === null || !ready()) return;
    const tab = memory.tab();
    if (attentive && tab.read !== newest) {
      memory.saveTab({ ...tab, read: newest });
      receipt(newest, 'READ');
    } else if (!attentive && tab.read !== newest && delivered !== newest) {
      delivered = newest;
      receipt(newest, 'DELIVERED');
    }
  };
  const soon = (): void => {
    due ??= setTimeout(report, RECEIPT_AFTER_MS);
  };
  const typingNotification = (notificationType: string): void => {
    wire().send(CUSTOMER_EVENTS.message, {
      id: randomId(),
      header: {},
      body: { type: 'NOTIFICATION', notificationType },
    });
  };

  return {
    setAttentive: (next) => {
      attentive = next;
      soon();
    },
    arrived: (messageId) => {
      newest = messageId;
      soon();
    },
    typing: () => {
      if (!ready() || now() - typedAt < TYPING_EVERY_MS) return;
      typedAt = now();
      typingNotification(CUSTOMER_NOTIFICATIONS.typingStarted);
    },
    stopTyping: () => {
      if (typedAt === 0) return;
      typedAt = 0;
      if (ready()) typingNotification(CUSTOMER_NOTIFICATIONS.typingStopped);
    },
    reset: () => {
      clearTimeout(due);
      due = undefined;
      newest = null;
      delivered = null;
      typedAt = 0;
    },
  };
}
