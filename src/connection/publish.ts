/** What the desk says in a conversation: the CIM events of `publishCimEvent` and `closeWrapup`. */
import { wireBody } from './outgoing-body.ts';
import { showsFormatting } from './channel-text.ts';
import { currentSession } from '../store/conversation.ts';
import type { Session } from '../store/events.ts';
import type { Conversation, DeskState, Outgoing, WrapupDraft } from '../store/model.ts';

type Said = {
  name: string;
  type: 'MESSAGE' | 'NOTIFICATION';
  messageId: string;
  at: number;
  body: Readonly<Record<string, unknown>>;
  replyTo?: string | null;
  /** The session that the agent chose, as long as it is open. */
  sessionId?: string | undefined;
};

/** The wanted session as long as it is open, else the one that answers go by. */
function sessionFor(conversation: Conversation, wanted: string | null | undefined): Session | null {
  return (
    conversation.sessions.find((each) => each.active && each.id === wanted) ?? currentSession(conversation)
  );
}

/** Whether what goes out by this session is shown with its formatting. */
export function formatsTo(conversation: Conversation, sessionId: string | undefined): boolean {
  const session = sessionFor(conversation, sessionId);
  return showsFormatting(session?.wire, session?.channelType);
}

/** The server writes sender, time and conversation anew; they are here for desks and tools that read along. */
function cimEvent(said: Said, conversation: Conversation, state: DeskState) {
  const session = sessionFor(conversation, said.sessionId);
  const sender = {
    id: state.me?.id ?? '',
    type: 'AGENT',
    senderName: state.me?.username ?? '',
    additionalDetail: { firstName: state.me?.firstName ?? '' },
  };
  return {
    id: said.messageId,
    name: said.name,
    type: said.type,
    conversationId: conversation.id,
    timestamp: said.at,
    roomInfo: { id: conversation.roomId, mode: 'CONTACT_CENTER' },
    eventEmitter: sender,
    channelSession: session === null ? null : { id: session.id },
    data: {
      id: said.messageId,
      header: {
        sender,
        timestamp: said.at,
        channelData: {
          channelCustomerIdentifier: session?.identifier ?? '',
          serviceIdentifier: session?.serviceIdentifier ?? '',
        },
        channelSessionId: session?.id ?? null,
        conversationId: conversation.id,
        roomId: conversation.roomId,
        intent: said.replyTo == null ? null : 'REPLY_TO',
        originalMessageId: said.replyTo ?? null,
      },
      body: said.body,
    },
  };
}

function envelope(event: ReturnType<typeof cimEvent>, conversation: Conversation, state: DeskState) {
  return {
    cimEvent: event,
    agentId: state.me?.id ?? '',
    conversationId: conversation.id,
    roomInfo: { id: conversation.roomId, mode: 'CONTACT_CENTER' },
  };
}

/** A message to the customer, or to the agents alone. */
export function agentMessage(message: Outgoing, conversation: Conversation, state: DeskState) {
  return envelope(
    cimEvent(
      {
        ...wireBody(message.body),
        type: 'MESSAGE',
        messageId: message.id,
        at: message.at,
        replyTo: message.replyTo,
        sessionId: message.sessionId,
      },
      conversation,
      state,
    ),
    conversation,
    state,
  );
}

/** This agent types. */
export function typingStarted(id: string, at: number, conversation: Conversation, state: DeskState) {
  const body = { type: 'NOTIFICATION', notificationType: 'TYPING_STARTED', markdownText: '' };
  return envelope(
    cimEvent(
      { name: 'TYPING_INDICATOR', type: 'NOTIFICATION', messageId: id, at, body },
      conversation,
      state,
    ),
    conversation,
    state,
  );
}

/** Everything up to a message has reached this desk, or has been read by this agent. `id` is the receipt's own. */
export function receipt(
  said: { id: string; at: number; messageId: string; status: 'DELIVERED' | 'READ' },
  conversation: Conversation,
  state: DeskState,
) {
  const { id, at, messageId, status } = said;
  const body = { type: 'DELIVERYNOTIFICATION', markdownText: '', messageId, status, reasonCode: '200' };
  return envelope(
    cimEvent(
      { name: 'MESSAGE_DELIVERY_NOTIFICATION', type: 'NOTIFICATION', messageId: id, at, body },
      conversation,
      state,
    ),
    conversation,
    state,
  );
}

/** The end of a wrap-up: with codes and note, or `null` for leaving without. */
export function wrapupClosing(
  id: string,
  at: number,
  draft: WrapupDraft | null,
  conversation: Conversation,
  state: DeskState,
) {
  if (draft === null) {
    return {
      cimEvent: null,
      agentId: state.me?.id ?? '',
      conversationId: conversation.id,
      roomInfo: { id: conversation.roomId, mode: 'CONTACT_CENTER' },
    };
  }
  const body = { type: 'WRAPUP', markdownText: '', wrapups: draft.codes, note: draft.note };
  return envelope(
    cimEvent({ name: 'AGENT_MESSAGE', type: 'MESSAGE', messageId: id, at, body }, conversation, state),
    conversation,
    state,
  );
}
