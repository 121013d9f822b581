/** A conversation, open or over, as its customer saw it: for bots that come later, and for the transcript. */
import type { ChatMessage } from '../../../protocol/chat-solution/messages.ts';
import type { PastMessagesRequest } from '../../../protocol/chat-solution/rest.ts';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import type { Participant } from '../../core/state.ts';
import type { SessionPlace } from '../../store/people.ts';
import type { ChatContext } from './chat-context.ts';
import { readMessages } from './past-messages.ts';
import { channelName, customerName, personBehind, typeOf } from './people.ts';
import type { Cast } from './people.ts';
import { randomUUID } from 'node:crypto';

export type PastConversation = {
  conversationId: string;
  cast: Cast;
  session: SessionPlace;
  /** What the customer may see, oldest first. */
  messages: ChatMessage[];
};

/** So much of a conversation that is over, as JSON. */
const MOST_BYTES = 4_000_000;

/** @param isNamed false: who the customer is does not stand in it. @throws ProtocolError CONVERSATION_NOT_FOUND */
export async function pastConversation(
  context: ChatContext,
  conversationId: string,
  isNamed = true,
): Promise<PastConversation> {
  const [session] = await context.people.sessionsOfConversations([conversationId]);
  if (session === undefined) throw new ProtocolError('CONVERSATION_NOT_FOUND');
  const directory = context.directory();
  const cast: Cast = {
    directory,
    customerName: customerName(isNamed ? await context.people.customer(session.customerId) : undefined),
    channel: channelName(directory, session.channelId),
    botName: context.botName,
  };
  const viewer = { sessionId: session.id };
  const said = await readMessages(context, {
    conversationId,
    viewer,
    cast,
    toSeq: Number.MAX_SAFE_INTEGER,
    withinMs: context.settings.joinTimeoutMs,
    mostBytes: MOST_BYTES,
  });
  const messages = said.flatMap(({ message }) => (message.type === 'ChatMessage' ? message : []));
  return { conversationId, cast, session, messages };
}

/** Answers `past-messages`. */
export async function readPast(
  context: ChatContext,
  { conversationId, count, time }: PastMessagesRequest,
): Promise<object> {
  const { cast, messages } = await pastConversation(context, conversationId);
  const older = messages.filter(({ timestamp }) => Date.parse(timestamp) < time);
  return {
    conversationId,
    participants: await participantsOf(context, conversationId, cast),
    messages: older.slice(-count),
    requestId: randomUUID(),
    timestamp: new Date(context.engine.now()).toISOString(),
  };
}

/** Everybody who was there for the customer, in the order of coming. */
async function participantsOf(context: ChatContext, conversationId: string, cast: Cast): Promise<object[]> {
  const events = await context.journal.participantEvents(conversationId, Number.MAX_SAFE_INTEGER);
  const found = new Map<string, Participant>();
  const known = new Map<string, Participant>();
  for (const event of events) {
    if (event.type === 'participant.joined') known.set(event.participant.id, event.participant);
    const id = event.type === 'participant.roleChanged' ? event.participantId : '';
    const one = event.type === 'participant.joined' ? event.participant : known.get(id);
    const role = event.type === 'participant.roleChanged' ? event.role : one?.role;
    if (one !== undefined && (role === 'PRIMARY' || role === 'CUSTOMER')) found.set(one.ref, one);
  }
  return [...found.values()].map((one) => ({
    ...personBehind(cast, one),
    type: typeOf(cast.directory, one),
  }));
}
