/** What agents do with one interaction. The core decides; what an agent may ask at all follows from the capabilities. */
import { randomUUID } from 'node:crypto';
import {
  acceptFields,
  agentFields,
  dispositionFields,
  historyFields,
  sendFields,
  type InteractionOperation,
} from '../../../../protocol/genesys/requests.ts';
import { STATUS } from '../../../../protocol/genesys/status.ts';
import { charactersIn } from '../../../../protocol/shared/characters.ts';
import { isBlank } from '../../../../protocol/shared/visible.ts';
import type { Content, JsonObject } from '../../../engine/contract.ts';
import { lookup } from '../../../core/lookup.ts';
import { agentIn, agentsAtWork } from '../../../core/participant.ts';
import { requirePermission } from '../../../identity/permits.ts';
import { storedMessage } from '../../../wire/message-content.ts';
import { sizeOf } from '../../../wire/message-size.ts';
import { agentSender } from '../../shared/cim-parties.ts';
import { submit } from '../../shared/refusals.ts';
import { Failure } from '../failures.ts';
import type { GenesysContext } from '../genesys-context.ts';
import { parseFields, requireSafe } from '../read-request.ts';
import type { Asked } from './asked.ts';
import { readMessages } from './history.ts';
import { messagesTelling } from './telling.ts';
import { transfer } from './transfer.ts';
import { dispositionsOf } from './user-data.ts';

type Operation = (context: GenesysContext, asked: Asked) => Promise<void>;

/** The most codes of a wrap-up. */
const MOST_DISPOSITIONS = 5;
const CONTROL = 'agent-conversation-control';

const accept: Operation = async (context, { agentId, conversationId, fields }) => {
  const { nickname } = parseFields(acceptFields, fields);
  const chosen = nickname == null || isBlank(nickname) ? null : nickname.trim();
  const { events } = await submit(
    context.engine,
    { id: randomUUID(), type: 'task.accept', agentId, conversationId, taskId: null, participantId: null },
    chosen === null ? undefined : { nicknames: { [agentId]: chosen } },
  );
  if (!events.some(({ type }) => type === 'task.accepted')) throw new Failure(STATUS.forbidden);
};

const reject: Operation = async ({ engine }, { agentId, conversationId }) => {
  await submit(engine, { id: randomUUID(), type: 'task.reject', agentId, conversationId, taskId: null });
};

const sendMessage: Operation = async (context, { agentId, conversationId, fields }) => {
  const { text } = parseFields(sendFields, fields);
  if (isBlank(text)) throw new Failure(STATUS.invalid, 'text: there is nothing in it');
  const body = { type: 'PLAIN', markdownText: text };
  const message = written(context, agentId, conversationId, body);
  if (sizeOf(message) > context.settings.maxMessageBytes) throw new Failure(STATUS.outOfRange);
  if (!context.quota.take(`${agentId} ${conversationId}`, sizeOf(message), Date.now())) {
    throw new Failure(STATUS.forbidden, 'You have written too much in this conversation.', 429);
  }
  const messageId = randomUUID();
  await submit(
    context.engine,
    {
      id: randomUUID(),
      type: 'message.send',
      conversationId,
      messageId,
      sender: { kind: 'AGENT', agentId },
      kind: 'MESSAGE',
      replyTo: null,
      textLength: charactersIn(text),
    },
    { messages: { [messageId]: message } },
  );
};

const startTyping: Operation = async ({ engine }, { agentId, conversationId }) => {
  const by = { kind: 'AGENT', agentId } as const;
  await submit(engine, { id: randomUUID(), type: 'typing.indicate', conversationId, by, on: true });
};

const stopTyping: Operation = ({ teller }, { agentId, conversationId }) =>
  teller.tellStopTyping(agentId, conversationId);

const requestHistory: Operation = async (context, { agentId, conversationId, fields }) => {
  const { eventId } = parseFields(historyFields, fields);
  await context.histories.take(`ask ${agentId}`);
  const items = await messagesFor(context, agentId, conversationId);
  const from = eventId == null ? null : indexIn(eventId);
  if (from !== null && !items.some(({ index }) => index === from)) {
    throw new Failure(STATUS.invalid, 'eventId: there is no such message');
  }
  const desk = context.desks.atWork(agentId);
  const asked = items.filter(({ index }) => from === null || index >= from);
  // After the answer: whoever asks is told that it comes.
  if (desk !== undefined)
    setImmediate(() =>
      desk.interactions.tell(desk, conversationId, [messagesTelling(conversationId, asked)]),
    );
};

/** The number of a message, written as a number or as text; NaN for what is none. */
function indexIn(eventId: string | number): number {
  if (typeof eventId === 'number') return eventId;
  return /^\d{1,15}$/.test(eventId) ? Number(eventId) : NaN;
}

/** What was said in a conversation that the agent is in. @throws Failure */
export async function messagesFor(context: GenesysContext, agentId: string, conversationId: string) {
  // In mailbox order: everything up to this place is in the store when the read resolves.
  const seq = await context.engine.read(({ world: { state } }) => {
    const conversation = lookup(state.conversations, conversationId);
    return conversation !== undefined && agentIn(conversation, agentId) !== undefined
      ? conversation.seq
      : null;
  });
  if (seq === null) throw new Failure(STATUS.notFound);
  return readMessages(context, conversationId, agentId, seq);
}

const inviteUser: Operation = async (context, { principal, agentId, conversationId, fields }) => {
  const target = parseFields(agentFields, fields).agentId;
  requirePermission(principal, CONTROL, 'view_conference');
  if (target === agentId) throw new Failure(STATUS.forbidden, 'You are in the conversation.');
  await submit(context.engine, {
    id: randomUUID(),
    type: 'agent.request',
    conversationId,
    by: { kind: 'AGENT', agentId },
    direction: 'DIRECT_CONFERENCE',
    target: { kind: 'AGENT', agentId: target },
    noteId: null,
    noteLength: 0,
    fallback: null,
    priority: null,
  });
};

const endChatSession: Operation = async ({ engine }, { principal, agentId, conversationId }) => {
  requirePermission(principal, CONTROL, 'view_leave_chat');
  const by = { kind: 'AGENT', agentId } as const;
  await submit(engine, { id: randomUUID(), type: 'conversation.end', conversationId, by });
};

const complete: Operation = async ({ engine }, { principal, agentId, conversationId }) => {
  requirePermission(principal, CONTROL, 'view_leave_chat');
  const id = randomUUID();
  const wrapsUp = await engine.read(({ world: { state } }) => {
    const conversation = lookup(state.conversations, conversationId);
    return conversation !== undefined && agentIn(conversation, agentId)?.role === 'WRAP_UP';
  });
  if (wrapsUp) await submit(engine, { id, type: 'conversation.leave', agentId, conversationId });
  else {
    const by = { kind: 'AGENT', agentId } as const;
    await submit(engine, { id, type: 'conversation.end', conversationId, by, wrapUp: false });
  }
};

const leaveConference: Operation = async (context, { principal, agentId, conversationId, fields }) => {
  const named = parseFields(agentFields, fields).agentId;
  requirePermission(principal, CONTROL, 'view_leave_chat');
  if (context.directory().user(named) === undefined)
    throw new Failure(STATUS.notFound, 'There is no such agent.');
  if (named !== agentId) throw new Failure(STATUS.forbidden, 'Agents leave by themselves.');
  const isConference = await context.engine.read(({ world: { state } }) => {
    const conversation = lookup(state.conversations, conversationId);
    return conversation !== undefined && agentsAtWork(conversation).length > 1;
  });
  if (!isConference) throw new Failure(STATUS.forbidden, 'There is no conference.');
  const id = randomUUID();
  await submit(context.engine, { id, type: 'conversation.leave', agentId, conversationId, wrapUp: false });
};

const setDisposition: Operation = async (context, { agentId, conversationId, fields }) => {
  const { disposition, dispositionKey } = parseFields(dispositionFields, fields);
  const key = dispositionKey ?? 'DispositionCode';
  const before = await context.engine.read(({ world, records }) => {
    const conversation = lookup(world.state.conversations, conversationId);
    return dispositionsOf(records, (conversation && agentIn(conversation, agentId)?.taskId) ?? null);
  });
  const chosen = new Map([...before, [key, disposition]]);
  if (chosen.size > MOST_DISPOSITIONS)
    throw new Failure(STATUS.outOfRange, 'There are too many dispositions.');
  const wrapups = [...chosen].map(([categoryName, value]) => ({ categoryName, value }));
  const body = { type: 'WRAPUP', markdownText: '', wrapups, note: '' };
  const messageId = randomUUID();
  const content: Content = { messages: { [messageId]: written(context, agentId, conversationId, body) } };
  await submit(
    context.engine,
    { id: randomUUID(), type: 'wrapup.enter', agentId, conversationId, messageId, textLength: 0 },
    content,
  );
};

/** A message of an agent, under the name that they have in the conversation. */
function written(
  { directory, nicknames }: GenesysContext,
  agentId: string,
  conversationId: string,
  body: Parameters<typeof storedMessage>[2],
): JsonObject {
  const sender = agentSender(directory(), agentId);
  const nickname = nicknames.of(conversationId, agentId);
  const additionalDetail = { ...sender.additionalDetail, ...(nickname !== undefined && { nickname }) };
  return storedMessage({ ...sender, additionalDetail }, null, body);
}

const OPERATIONS: Record<InteractionOperation, Operation> = {
  Accept: accept,
  Reject: reject,
  SendMessage: sendMessage,
  SendStartTypingNotification: startTyping,
  SendStopTypingNotification: stopTyping,
  RequestChatHistory: requestHistory,
  InviteUser: inviteUser,
  SingleStepTransfer: transfer,
  EndChatSession: endChatSession,
  Complete: complete,
  SetDisposition: setDisposition,
  LeaveConference: leaveConference,
};

/** Does what was asked. @throws Failure, ProtocolError */
export async function perform(
  operation: InteractionOperation,
  context: GenesysContext,
  asked: Asked,
): Promise<void> {
  requireSafe(asked.fields);
  await OPERATIONS[operation](context, asked);
}
