/** What anybody says: stored once for each id of the sender, however often it is sent. */
import { randomUUID } from 'node:crypto';
import type { MessageBody } from '../../../protocol/cim/body.ts';
import type { Sender as WireSender } from '../../../protocol/cim/parties.ts';
import { MOST_MESSAGE_BYTES } from '../../../protocol/chat-solution/requests.ts';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import { charactersIn } from '../../../protocol/shared/characters.ts';
import type { Command, SendMessage, Sender } from '../../core/commands.ts';
import { agentIn } from '../../core/participant.ts';
import { lookup } from '../../core/lookup.ts';
import type { Conversation } from '../../core/state.ts';
import type { Content } from '../../engine/contract.ts';
import { derivedId } from '../../uuid.ts';
import { storedMessage } from '../../wire/message-content.ts';
import { sizeOf } from '../../wire/message-size.ts';
import { submit } from '../../wire/submit.ts';
import type { ChatContext } from './chat-context.ts';

/** Who sends, and by which socket. */
export type Writer = {
  sender: Sender;
  /** As it is stored with the message. */
  shown: WireSender;
  socketId: string;
  /** Of a customer: the connection that gets no echo. */
  connectionId: string | null;
};

export type Writing = {
  conversationId: string;
  kind: SendMessage['kind'];
  /** The sender's own id of it. */
  requestId: string | null;
  body: MessageBody;
  to: string[] | null;
  /** What the limit of the text is about. */
  text: string;
};

function keyOf(sender: Sender): string {
  if (sender.kind === 'AGENT') return `AGENT ${sender.agentId}`;
  return sender.kind === 'BOT' ? `BOT ${sender.botId}` : `CUSTOMER ${sender.sessionId}`;
}

/** Throws TOO_LARGE and RATE_LIMITED. */
export function requireRoom(
  { quota }: ChatContext,
  sender: Sender,
  conversationId: string,
  payload: unknown,
): void {
  const bytes = sizeOf(payload);
  if (bytes > MOST_MESSAGE_BYTES)
    throw new ProtocolError('TOO_LARGE', `A message has at most ${MOST_MESSAGE_BYTES} bytes.`);
  if (!quota.take(`${keyOf(sender)} ${conversationId}`, bytes, Date.now()))
    throw new ProtocolError('RATE_LIMITED', 'Too much was written in this conversation.');
}

/** Carries out a command of a socket, which is not told what it has done itself. */
export async function act(
  context: ChatContext,
  socketId: string,
  command: Command,
  content?: Content,
): Promise<Awaited<ReturnType<typeof submit>>> {
  context.origins.set(command.id, socketId);
  try {
    return await submit(context.engine, command, content);
  } finally {
    context.origins.delete(command.id);
  }
}

/** Says something. The same id of the same sender again changes nothing; the id of another's message is no obstacle. */
export async function say(context: ChatContext, writer: Writer, writing: Writing): Promise<void> {
  const id = writing.requestId ?? randomUUID();
  if (await trySay(context, writer, writing, id)) return;
  if (await isOwn(context, writer.sender, writing.conversationId, id)) return;
  const fresh = derivedId('chat-solution message', keyOf(writer.sender), writing.conversationId, id);
  const body = { ...writing.body, requestId: id } as MessageBody;
  await trySay(context, writer, { ...writing, body }, fresh);
}

/** False: there is a message of this id already, and nothing has happened. */
async function trySay(context: ChatContext, writer: Writer, writing: Writing, id: string): Promise<boolean> {
  const { conversationId, kind, body, to, text } = writing;
  const { sender, shown, socketId, connectionId } = writer;
  const channelSessionId = sender.kind === 'CUSTOMER' ? sender.sessionId : null;
  const command: Command = {
    id: randomUUID(),
    type: 'message.send',
    conversationId,
    messageId: id,
    sender,
    kind,
    replyTo: null,
    textLength: charactersIn(text),
    ...(to !== null && { to }),
  };
  const content = { messages: { [id]: storedMessage(shown, null, body, { channelSessionId }) } };
  const { events } = await context.customers.connections.withOrigin(command.id, connectionId, () =>
    act(context, socketId, command, content),
  );
  return events.some((event) => event.type === 'message.sent' && event.messageId === id);
}

async function isOwn(
  context: ChatContext,
  sender: Sender,
  conversationId: string,
  id: string,
): Promise<boolean> {
  const known = await context.journal.findMessage(id);
  const mine = keyOf(sender);
  return known.some(
    (row) => row.conversation_id === conversationId && `${row.sender_kind} ${row.sender_id}` === mine,
  );
}

/** Says that somebody types. */
export async function indicateTyping(
  context: ChatContext,
  { sender: by, socketId }: Pick<Writer, 'sender' | 'socketId'>,
  conversationId: string,
): Promise<void> {
  const isOver = await context.engine.read(
    ({ world }) => lookup(world.state.conversations, conversationId)?.sessionIds.length === 0,
  );
  if (isOver) throw new ProtocolError('TOPIC_CLOSED');
  await act(context, socketId, { id: randomUUID(), type: 'typing.indicate', conversationId, by, on: true });
}

/** Whom a message of an agent or a bot is for. */
type Addressees = { to: string[] | null; kind: 'MESSAGE' | 'WHISPER' };

/**
 * The people named in `to` by the ids of this wire; null: everybody. What no customer is to read is a whisper. Who
 * listens unseen speaks to nobody: the core refuses them as a speaker to the customer.
 */
export async function addresseesOf(
  context: ChatContext,
  conversationId: string,
  sender: Sender,
  given: readonly { id: string }[],
): Promise<Addressees> {
  if (given.length === 0) return { to: null, kind: 'MESSAGE' };
  const directory = context.directory();
  const conversation = await context.engine.read(({ world }) =>
    lookup(world.state.conversations, conversationId),
  );
  if (conversation === undefined) throw new ProtocolError('CONVERSATION_NOT_FOUND');
  const to = [
    ...new Set(
      given.flatMap(({ id }) => memberNamed(conversation, id, directory.userByName(id)?.id ?? null) ?? []),
    ),
  ];
  if (to.length === 0) throw new ProtocolError('VALIDATION', 'to: nobody of the conversation');
  const isForCustomer = to.some((id) => conversation.sessionIds.includes(id));
  const self = sender.kind === 'AGENT' ? agentIn(conversation, sender.agentId) : undefined;
  const mayWhisper = self?.role !== 'SILENT_MONITOR';
  return { to, kind: isForCustomer || !mayWhisper ? 'MESSAGE' : 'WHISPER' };
}

/** Who listens unseen is nobody, also to those who guess the name. */
function memberNamed({ participants }: Conversation, id: string, agentId: string | null): string | null {
  const found = participants.find(
    ({ kind, ref, role }) => role !== 'SILENT_MONITOR' && (kind === 'AGENT' ? ref === agentId : ref === id),
  );
  return found?.ref ?? null;
}
