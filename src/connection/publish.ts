/** What the desk says in a conversation: the CIM events of `publishCimEvent`. */
import { wireBody } from './outgoing-body.ts';
import { showsFormatting } from './channel-text.ts';
import { currentSession } from '../store/conversation.ts';
import type { Session } from '../store/events.ts';
import type { Conversation, DeskState, Outgoing } from '../store/model.ts';

type Said = {
  name: string;
  type: 'MESSAGE' | 'NOTIFICATION';
  messageId: string;
  at: number;
  body: Readonly<Record<string, unknown>>;
  replyTo?: string | null;
  /** The earlier message that it takes the place of. */
  changes?: string;
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
export function cimEvent(said: Said, conversation: Conversation, state: DeskState) {
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
        intent: said.changes !== undefined ? 'UPDATE' : said.replyTo == null ? null : 'REPLY_TO',
        originalMessageId: said.changes ?? said.replyTo ?? null,
      },
      body: said.body,
    },
  };
}

/** What every request about an event of a conversation says. */
export function envelope(event: ReturnType<typeof cimEvent>, conversation: Conversation, state: DeskState) {
  return {
    cimEvent: event,
    agentId: state.me?.id ?? '',
    conversationId: conversation.id,
    roomInfo: { id: conversation.roomId, mode: 'CONTACT_CENTER' },
  };
}

/** A message to the customer, or to the agents alone. */
export function agentMessage(
  message: Pick<Outgoing, 'id' | 'at' | 'body' | 'replyTo' | 'sessionId'>,
  conversation: Conversation,
  state: DeskState,
) {
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

/** An own message gets other words (`text`), or is taken back (null). `id` is that of the change. */
export function changedMessage(
  change: { id: string; at: number; messageId: string; text: string | null; whisper: boolean },
  conversation: Conversation,
  state: DeskState,
) {
  const { id, at, messageId, text, whisper } = change;
  const body =
    text === null
      ? { type: 'DELETEDNOTIFICATION', markdownText: '', messageId }
      : { type: 'PLAIN', markdownText: text };
  const name = whisper ? 'WHISPER_MESSAGE' : 'AGENT_MESSAGE';
  const said: Said = { name, type: 'MESSAGE', messageId: id, at, body };
  return envelope(
    cimEvent(text === null ? said : { ...said, changes: messageId }, conversation, state),
    conversation,
    state,
  );
}
