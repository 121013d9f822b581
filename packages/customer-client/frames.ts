import type {
  MessageFrame,
  NotificationBody,
  QueuePosition,
  ReceiptBody,
} from '../../protocol/customer-channel/frames.ts';
import { CUSTOMER_NOTIFICATIONS } from '../../protocol/customer-channel/names.ts';
import type { ChatNotice, ChatState } from './state.ts';
import { place, receive, update } from './transcript.ts';
import type { Transcript } from './transcript.ts';

type Step = { transcript: Transcript; change: Partial<ChatState> };

/** What a frame that is no message of a person means for the chat: receipts, typing, the queue, who is there. */
export function applyFrame(state: ChatState, transcript: Transcript, frame: MessageFrame): Step {
  if (frame.body.type === 'DELIVERYNOTIFICATION') {
    const { messageId, status } = frame.body as ReceiptBody;
    const next =
      status === 'FAILED'
        ? update(transcript, messageId, { status: 'failed', error: 'DELIVERY_FAILED' })
        : receive(transcript, status, messageId);
    return { transcript: next, change: {} };
  }
  const body = frame.body as NotificationBody;
  const { sender } = frame.header;
  switch (body.notificationType) {
    case CUSTOMER_NOTIFICATIONS.typingStarted:
      return { transcript, change: { typing: sender.senderName } };
    case CUSTOMER_NOTIFICATIONS.typingStopped:
      return { transcript, change: { typing: null } };
    case CUSTOMER_NOTIFICATIONS.queuePosition:
      return { transcript, change: { queue: queueOf(body.notificationData) } };
    case CUSTOMER_NOTIFICATIONS.agentJoined: {
      const others = state.agents.filter((agent) => agent.id !== sender.id);
      return {
        transcript: place(transcript, notice(frame, 'joined')),
        change: { agents: [...others, { id: sender.id, name: sender.senderName }], queue: null },
      };
    }
    case CUSTOMER_NOTIFICATIONS.agentLeft:
      return {
        transcript: place(transcript, notice(frame, 'left')),
        change: { agents: state.agents.filter((agent) => agent.id !== sender.id), typing: null },
      };
    case CUSTOMER_NOTIFICATIONS.paused:
      return { transcript: place(transcript, notice(frame, 'paused')), change: { typing: null } };
    case CUSTOMER_NOTIFICATIONS.resumed:
      return { transcript: place(transcript, notice(frame, 'resumed')), change: {} };
    case CUSTOMER_NOTIFICATIONS.transferred: {
      const queue = body.notificationData?.queueName;
      const told =
        typeof queue === 'string' && queue !== ''
          ? { ...notice(frame, 'transferredTo'), name: queue }
          : notice(frame, 'transferred');
      return { transcript: place(transcript, told), change: {} };
    }
    case CUSTOMER_NOTIFICATIONS.noAgentAvailable:
      return { transcript: place(transcript, notice(frame, 'noAgent')), change: { queue: null } };
    default:
      return { transcript, change: {} };
  }
}

function notice(frame: MessageFrame, what: ChatNotice['what']): ChatNotice {
  return {
    kind: 'notice',
    id: frame.id,
    seq: frame.seq ?? null,
    what,
    name: frame.header.sender.senderName,
    at: frame.header.timestamp,
  };
}

function queueOf(data: Record<string, unknown> | undefined): QueuePosition | null {
  const { position, expectedWaitSeconds } = data ?? {};
  if (typeof position !== 'number') return null;
  return {
    position,
    expectedWaitSeconds: typeof expectedWaitSeconds === 'number' ? expectedWaitSeconds : null,
  };
}
