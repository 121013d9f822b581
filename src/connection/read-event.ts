/** Reads one CIM event into what it means to the desk. */
import { isBlank, withPlainLines } from '../../protocol/shared/visible.ts';
import { wordIn } from '../../protocol/shared/words.ts';
import {
  BODY_TYPES,
  CIM_EVENT_NAMES,
  DELIVERY_STATUSES,
  NOTIFICATION_TYPES,
} from '../../protocol/cim/vocabulary.ts';
import type { AwaitedAnswer } from '../store/awaited.ts';
import type { Body, Happening, TopicEvent } from '../store/events.ts';
import { showsFormatting } from './channel-text.ts';
import { readAgentHere, readAuthor, readCustomer, readSession } from './read-parties.ts';
import {
  fields,
  list,
  number,
  text,
  textOrNull,
  time,
  under,
  unwrapped,
  type Fields,
} from '../base/fields.ts';

const bodyType = wordIn(BODY_TYPES);
const eventName = wordIn(CIM_EVENT_NAMES);
const deliveryStatus = wordIn(DELIVERY_STATUSES);
const notificationType = wordIn(NOTIFICATION_TYPES);

function readBody(value: unknown, asSent: boolean): Body {
  const wire = fields(value);
  const words = text(wire.markdownText);
  return {
    type: bodyType(wire.type) ?? text(wire.type, 'PLAIN'),
    text: isBlank(words) ? '' : withPlainLines(words),
    ...(asSent ? { asSent } : {}),
    fields: wire,
  };
}

/** The message that this one changes or takes back; null: it is one of its own, even if it was taken back since. */
function changedBy(id: string, header: Fields, body: Body): string | null {
  if (body.type === 'DELETEDNOTIFICATION') {
    const taken = textOrNull(body.fields.messageId);
    return taken === id ? null : taken;
  }
  return text(header.intent).toUpperCase() === 'UPDATE' ? textOrNull(header.originalMessageId) : null;
}

/** `session` is the one by which it came or went; what only agents see went by none. */
function readMessage(data: Fields, session: Fields, whisper: boolean): Happening {
  const header = fields(data.header);
  const body = readBody(data.body, !whisper && !showsFormatting(session));
  const changedId = changedBy(text(data.id), header, body);
  if (changedId !== null) return { type: 'changed', messageId: changedId, body };
  return {
    type: 'message',
    messageId: text(data.id),
    author: readAuthor(header.sender, header.customer),
    whisper,
    body,
    replyTo: textOrNull(header.originalMessageId) ?? textOrNull(header.replyToMessageId),
    ...(number(header.editedAt) !== null && { edited: true as const }),
  };
}

/** What a bot suggests is shown as words for colleagues. */
function readSuggestion(data: Fields, session: Fields): Happening {
  const words = list(data.suggestions).map((one) => text(under(one, 'messageBody').markdownText));
  return readMessage(
    { ...data, body: { type: 'PLAIN', markdownText: words.filter((line) => line !== '').join('\n\n') } },
    session,
    true,
  );
}

function readReceipt(data: Fields): Happening {
  const header = fields(data.header);
  const body = fields(data.body);
  const status = deliveryStatus(body.status);
  return {
    type: 'receipt',
    messageId: text(body.messageId),
    status: status === 'READ' || status === 'FAILED' ? status : 'DELIVERED',
    author: readAuthor(header.sender, header.customer),
    reason: textOrNull(body.reasonCode),
  };
}

function readTyping(data: Fields): Happening {
  const header = fields(data.header);
  return {
    type: 'typing',
    on: notificationType(under(data, 'body').notificationType) !== 'TYPING_STOPPED',
    author: readAuthor(header.sender, header.customer),
  };
}

function readSessionChange(change: 'started' | 'ended' | 'updated', data: Fields): Happening {
  return {
    type: 'session',
    change,
    session: readSession(data),
    reason: textOrNull(under(data, 'state').reasonCode),
  };
}

/** The end of a hold timer (`totalDuration` in seconds), epoch ms; null where none runs. */
export function readRest(wire: Fields): number | null {
  const seconds = number(wire.totalDuration);
  const startedAt = time(wire.startTime, NaN);
  return seconds === null || Number.isNaN(startedAt) ? null : startedAt + seconds * 1000;
}

/** Until when an answer is awaited (`totalDuration` in seconds); null where no time runs. */
export function readAwaited(wire: Fields): AwaitedAnswer | null {
  const seconds = number(wire.totalDuration);
  const startedAt = time(wire.startTime, NaN);
  if (seconds === null || Number.isNaN(startedAt)) return null;
  return { startedAt, endsAt: startedAt + seconds * 1000, asks: text(wire.action) === 'SHOW_POPUP' };
}

const CALLS = {
  CALL_LEG_STARTED: 'started',
  CALL_LEG_ENDED: 'ended',
  CALL_HOLD: 'held',
  CALL_RESUME: 'resumed',
  VOICE_ACTIVITY: 'over',
} as const;

function readCall(name: keyof typeof CALLS, data: Fields): Happening {
  const header = fields(data.header);
  const { leg, callId } = fields(data.body);
  return {
    type: 'call',
    change: CALLS[name],
    author: readAuthor(header.sender, header.customer),
    leg: text(leg, text(callId)),
    lasted: number(data.duration),
  };
}

function readHappening(name: string, data: Fields, session: Fields): Happening {
  switch (name) {
    case 'CUSTOMER_MESSAGE':
    case 'AGENT_MESSAGE':
    case 'BOT_MESSAGE':
      return readMessage(data, session, false);
    case 'WHISPER_MESSAGE':
      return readMessage(data, session, true);
    case 'BOT_SUGGESTION':
      return readSuggestion(data, session);
    case 'MESSAGE_DELIVERY_NOTIFICATION':
      return readReceipt(data);
    case 'TYPING_INDICATOR':
      return readTyping(data);
    case 'CHANNEL_SESSION_STARTED':
      return readSessionChange('started', data);
    case 'CHANNEL_SESSION_ENDED':
    case 'CHANNEL_SESSION_EXPIRED':
      return readSessionChange('ended', data);
    case 'CHANNEL_SESSION_DATA_UPDATED':
      return readSessionChange('updated', data);
    case 'AGENT_SUBSCRIBED':
      return { type: 'agentJoined', agent: readAgentHere(data.agentParticipant) };
    case 'AGENT_UNSUBSCRIBED':
      return {
        type: 'agentLeft',
        agent: readAgentHere(data.agentParticipant),
        reason: textOrNull(data.reason),
      };
    case 'PARTICIPANT_ROLE_CHANGED':
      return { type: 'roleChanged', agent: readAgentHere(data.conversationParticipant) };
    case 'TASK_ENQUEUED':
      return {
        type: 'queued',
        queue: text(under(data, 'queue').name),
        direction: text(under(list(under(data, 'task').activeMedia)[0], 'type').direction),
      };
    case 'NO_AGENT_AVAILABLE':
      return { type: 'noAgent' };
    case 'TOPIC_STATE_CHANGE_EVENT':
      return { type: 'state', state: text(data.state) };
    case 'HAND_RAISED':
    case 'HAND_DOWN':
      return {
        type: 'hand',
        raised: name === 'HAND_RAISED',
        agentId: text(data.agentId),
        name: text(list(data.agentNames)[0]),
      };
    case 'CONVERSATION_PAUSED':
      return { type: 'rest', until: readRest(data) };
    case 'CONVERSATION_RESUMED':
      return { type: 'rest', until: null };
    case 'AGENT_SLA_STARTED':
      return { type: 'awaited', awaited: readAwaited(data), expired: false };
    case 'AGENT_SLA_STOPPED':
    case 'AGENT_SLA_EXPIRED':
      return { type: 'awaited', awaited: null, expired: name === 'AGENT_SLA_EXPIRED' };
    case 'CUSTOMER_SLA':
      return text(data.action) === 'REMIND_CUSTOMER' ? { type: 'reminded' } : { type: 'other', name };
    case 'CALL_LEG_STARTED':
    case 'CALL_LEG_ENDED':
    case 'CALL_HOLD':
    case 'CALL_RESUME':
    case 'VOICE_ACTIVITY':
      return readCall(name, data);
    case 'ASSOCIATED_CUSTOMER_CHANGED':
      return { type: 'customer', customer: readCustomer(data.customer ?? data) };
    default:
      return { type: 'other', name };
  }
}

/**
 * Reads an event, an object or its JSON text. `skipped` as in `onCimEvent`; `now` stands in for a missing time.
 */
export function readEvent(value: unknown, skipped: unknown, now: number): TopicEvent {
  const wire = unwrapped(value);
  const data = fields(wire.data);
  return {
    id: text(wire.id, text(data.id)),
    seq: number(wire.seq),
    skipped: Math.max(0, number(skipped) ?? 0),
    at: time(wire.timestamp, time(under(data, 'header').timestamp, now)),
    what: readHappening(eventName(wire.name) ?? text(wire.name), data, fields(wire.channelSession)),
  };
}
