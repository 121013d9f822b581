/** What was said in a conversation, as messages of this interface: texts, and who came and went. */
import type {
  ChatMessagesNotification,
  MessageResource,
  MessagesNotification,
  MessageType,
} from '../../../../protocol/genesys/resources.ts';
import { TOPICS } from '../../../../protocol/genesys/names.ts';
import type { DomainEvent, EventOf } from '../../../core/events.ts';
import type { Sender } from '../../../core/commands.ts';
import type { Participant, ParticipantRole } from '../../../core/state.ts';
import type { JsonObject } from '../../../engine/contract.ts';
import type { StoredMessage } from '../../../wire/message-content.ts';
import type { Notification } from '../bayeux/topics.ts';
import { addressOf } from '../addresses.ts';
import type { Reader } from '../reader.ts';
import { participantResource, personOf, type Names, type Person } from './people.ts';
import { stampOf } from './stamps.ts';

/** Between two messages of the stream there is room for so much typing. */
const INDEX_STEP = 1_000;

/** A message before anybody's address is known. */
export type MessageItem = {
  index: number;
  type: MessageType;
  from: Person;
  text?: string;
  visibility: 'All' | 'Agents';
  at: number;
};

/** What is known around an event. */
export type MessageScope = {
  viewerId: string;
  names: Names;
  participant: (id: string) => Participant | undefined;
  participantOf: (kind: Participant['kind'], ref: string) => Participant | undefined;
  /** The stored `{header, body}`; undefined once erased. */
  content: (messageId: string) => JsonObject | undefined;
};

/** The place of a fact of the stream, and of the typing after it. */
export function indexOf(streamSeq: number, typing = 0): number {
  return streamSeq * INDEX_STEP + Math.min(typing, INDEX_STEP - 1);
}

/** The message that an event is; null: none. Whether the viewer may see it, somebody else has said. */
export function messageOf(event: DomainEvent, scope: MessageScope): MessageItem | null {
  if (event.type === 'message.sent') return textMessage(event, scope);
  const move = moveOf(event, scope);
  if (move === null) return null;
  const { participant, came } = move;
  // Agents know that they have left.
  if (!came && participant.kind === 'AGENT' && participant.ref === scope.viewerId) return null;
  const from = personOf(participant, scope.names);
  return {
    index: indexOf(event.streamSeq),
    type: came ? 'ParticipantJoined' : 'ParticipantLeft',
    from,
    visibility: from.visibility,
    at: event.at,
  };
}

/** Whether others know of somebody in this role. */
function isThere(role: ParticipantRole): boolean {
  return role !== 'SILENT_MONITOR' && role !== 'WRAP_UP';
}

/** Who came or went by an event. */
function moveOf(
  event: DomainEvent,
  { participant: find }: MessageScope,
): { participant: Participant; came: boolean } | null {
  if (event.type === 'participant.joined' || event.type === 'participant.left') {
    const { participant } = event;
    return isThere(participant.role) ? { participant, came: event.type === 'participant.joined' } : null;
  }
  if (event.type !== 'participant.roleChanged') return null;
  const came = isThere(event.role);
  const participant = find(event.participantId);
  if (participant === undefined || came === isThere(event.previousRole)) return null;
  return { participant, came };
}

function textMessage(
  event: EventOf<'message.sent'> & Pick<DomainEvent, 'at' | 'streamSeq'>,
  scope: MessageScope,
): MessageItem | null {
  if (event.kind === 'WRAPUP') return null;
  const content = scope.content(event.messageId) as unknown as StoredMessage | undefined;
  const from = senderOf(event.sender, scope);
  return {
    index: indexOf(event.streamSeq),
    type: 'Text',
    from: { ...from, nickname: nicknameIn(content) ?? from.nickname },
    text: textIn(content),
    visibility: event.visibility === 'ALL' ? 'All' : 'Agents',
    at: event.at,
  };
}

/** Who says something, also after leaving. */
export function senderOf(sender: Sender, { names, participantOf }: MessageScope): Person {
  const [kind, ref] =
    sender.kind === 'AGENT'
      ? (['AGENT', sender.agentId] as const)
      : sender.kind === 'CUSTOMER'
        ? (['CUSTOMER', sender.sessionId] as const)
        : (['BOT', sender.botId] as const);
  const known = participantOf(kind, ref);
  return personOf(known ?? { id: ref, kind, ref, role: kind === 'CUSTOMER' ? 'CUSTOMER' : 'PRIMARY' }, names);
}

/** The name that an agent had chosen when a message was written. */
export function nicknameIn(content: StoredMessage | undefined): string | undefined {
  const nickname = content?.header.sender.additionalDetail?.nickname;
  return typeof nickname === 'string' ? nickname : undefined;
}

/** The words of a message; other things by what stands with them. */
function textIn(content: StoredMessage | undefined): string {
  const body = (content?.body ?? {}) as Record<string, unknown>;
  for (const key of ['markdownText', 'caption', 'note', 'subject', 'htmlBody']) {
    const text = body[key];
    if (typeof text === 'string' && text !== '') return text;
  }
  const { attachment, mediaUrl } = body as { attachment?: { mediaUrl?: unknown }; mediaUrl?: unknown };
  const url = mediaUrl ?? attachment?.mediaUrl;
  if (typeof url === 'string') return url;
  return typeof body.type === 'string' && body.type !== 'PLAIN' ? `[${body.type}]` : '';
}

export function messageResource(item: MessageItem, reader: Reader): MessageResource {
  const { index, type, from, text, visibility, at } = item;
  return {
    index,
    type,
    from: participantResource(from, reader),
    ...(text !== undefined && { text }),
    visibility,
    timestamp: stampOf(at),
    timestampSeconds: at,
  };
}

/** NewMessages, in both generations. */
export function messagesNotification(
  conversationId: string,
  items: readonly MessageItem[],
  reader: Reader,
): Notification {
  const messages = items.map((item) => messageResource(item, reader));
  const common = { messageType: 'MessageLogUpdated', notificationType: 'NewMessages' } as const;
  const chatAddress = addressOf(reader.origin, `/chats/${conversationId}`);
  const data: MessagesNotification = {
    ...common,
    id: conversationId,
    interactionId: conversationId,
    interactionUri: addressOf(reader.origin, `/interactions/${conversationId}`).uri,
    messages,
  };
  const chat: ChatMessagesNotification = {
    ...common,
    chatUri: chatAddress.uri,
    chatPath: chatAddress.path,
    messages,
  };
  return { topic: TOPICS.interactions, data, chat };
}
