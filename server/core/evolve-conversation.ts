/** Applies events about conversations, sessions, participants and messages to the state. */
import type { DomainEvent, EventOf } from './events.ts';
import type { Conversation } from './state.ts';
import type { World } from './world.ts';
import {
  scheduleAnswer,
  scheduleHold,
  scheduleInactivity,
  scheduleReconnect,
  scheduleReoffer,
  unschedule,
} from './index/deadlines.ts';
import { evolveCall, passCalls } from './evolve-call.ts';
import { without } from './evolve-task.ts';
import { dictionary, lookup } from './lookup.ts';
import { evolveReceipt } from './receipts.ts';

type ConversationEvent = Extract<
  DomainEvent,
  {
    type:
      | `conversation.${string}`
      | `session.${string}`
      | `call.${string}`
      | `participant.${string}`
      | `message.${string}`;
  }
>;
type Stamp = Pick<DomainEvent, 'at' | 'streamSeq'>;

function opened(world: World, event: EventOf<'conversation.opened'> & Stamp): void {
  world.index.openConversations += 1;
  world.state.conversations[event.conversationId] = {
    id: event.conversationId,
    customerId: event.customerId,
    state: 'CREATED',
    direction: event.direction,
    listId: null,
    createdAt: event.at,
    seq: event.streamSeq,
    sessionIds: [],
    participants: [],
    taskIds: [],
    messages: dictionary(),
    internal: {},
    receipts: {},
    failed: {},
    inactiveAt: null,
  };
}

function evolveSession(
  world: World,
  conversation: Conversation,
  event: Extract<ConversationEvent, { type: `session.${string}` }>,
): void {
  const { state, index } = world;
  if (event.type === 'session.started') {
    state.sessions[event.sessionId] = {
      id: event.sessionId,
      conversationId: event.conversationId,
      customerId: event.customerId,
      channelId: event.channelId,
      startedAt: event.at,
      connectionBound: event.connectionBound,
      connected: true,
      reconnectUntil: null,
    };
    conversation.sessionIds.push(event.sessionId);
    setLabelPriority(conversation, event);
    index.conversationOf.set(event.customerId, event.conversationId);
    return;
  }
  const session = lookup(state.sessions, event.sessionId);
  if (session === undefined) return;
  switch (event.type) {
    case 'session.connected':
      session.connected = true;
      session.reconnectUntil = null;
      break;
    case 'session.disconnected':
      session.connected = false;
      session.reconnectUntil = event.reconnectUntil;
      break;
    case 'session.ended':
      passCalls(world, session);
      Reflect.deleteProperty(state.sessions, event.sessionId);
      unschedule(index.deadlines, 'session.reconnect', event.sessionId);
      without(conversation.sessionIds, event.sessionId);
      reschedulePauses(world, conversation);
      if (
        !conversation.sessionIds.some((id) => lookup(state.sessions, id)?.customerId === session.customerId)
      )
        index.conversationOf.delete(session.customerId);
      if (conversation.sessionIds.length === 0) setInactiveAt(world, conversation, null);
      return;
  }
  scheduleReconnect(index.deadlines, session);
}

/** The channel that is left may have another rule for how long those who missed the request are left alone. */
function reschedulePauses({ state, index }: World, conversation: Conversation): void {
  for (const taskId of conversation.taskIds) {
    const task = lookup(state.tasks, taskId);
    if (task?.state === 'QUEUED') scheduleReoffer(index.deadlines, state, task, -Infinity);
  }
}

function setInactiveAt(world: World, conversation: Conversation, at: number | null): void {
  if (conversation.inactiveAt === at) return;
  conversation.inactiveAt = at;
  delete conversation.remindAt;
  scheduleInactivity(world.index.deadlines, conversation);
}

/** After the last one the field is removed. */
function setReminders(world: World, conversation: Conversation, at: readonly number[]): void {
  if (at.length === 0) delete conversation.remindAt;
  else conversation.remindAt = [...at];
  scheduleInactivity(world.index.deadlines, conversation);
}

/** Q1: where the customer's labels give nothing, the field is removed. */
function setLabelPriority(conversation: Conversation, { labelPriority }: { labelPriority?: number }): void {
  if (labelPriority === undefined) return;
  if (labelPriority > 1) conversation.labelPriority = labelPriority;
  else delete conversation.labelPriority;
}

/** C27: taken for somebody else, or for who came again. */
function customerChanged(conversation: Conversation, event: EventOf<'conversation.customerChanged'>): void {
  const { customerId, previousId } = event;
  setLabelPriority(conversation, event);
  const visitorId = conversation.visitorId ?? previousId;
  conversation.customerId = customerId;
  if (visitorId === customerId) delete conversation.visitorId;
  else conversation.visitorId = visitorId;
}

/** After the last hand the field is removed. */
function lowered(conversation: Conversation, agentId: string): void {
  const others = Object.entries(conversation.hands ?? {}).filter(([id]) => id !== agentId);
  if (others.length === 0) delete conversation.hands;
  else conversation.hands = Object.fromEntries(others);
}

/** C20: nobody's silence counts while it rests. */
function paused(
  world: World,
  conversation: Conversation,
  { at, endsAt }: EventOf<'conversation.paused'> & Stamp,
): void {
  const awaitsCustomer = conversation.hold?.awaitsCustomer ?? conversation.inactiveAt !== null;
  conversation.hold = { startedAt: at, endsAt, awaitsCustomer };
  scheduleHold(world.index.deadlines, conversation);
  setInactiveAt(world, conversation, null);
}

/**
 * An agent has submitted a wrap-up: it is that of all their work in the conversation, as of a chat and a call. What was
 * entered under the same id is part of it.
 */
function noteSubmitted(
  { state }: World,
  { taskIds }: Conversation,
  { sender, messageId }: EventOf<'message.sent'>,
): void {
  if (sender.kind !== 'AGENT') return;
  for (const id of taskIds) {
    const task = lookup(state.tasks, id);
    if (task?.agentId !== sender.agentId || task.state === 'OFFERED') continue;
    const enteredId = task.noted?.enteredId ?? null;
    task.noted = { enteredId: enteredId === messageId ? null : enteredId, submitted: true };
  }
}

/** Keeps the agent's own list of conversations. */
function participate({ state }: World, { id }: Conversation, agentId: string, on: boolean): void {
  const agent = lookup(state.agents, agentId);
  if (agent === undefined) return;
  if (on) agent.conversationIds.push(id);
  else without(agent.conversationIds, id);
}

/** Applies one fact about a conversation, its sessions, participants or messages. */
export function evolveConversation(world: World, event: ConversationEvent): void {
  if (event.type === 'conversation.opened') {
    opened(world, event);
    return;
  }
  const conversation = lookup(world.state.conversations, event.conversationId);
  if (conversation === undefined) return;
  conversation.seq = event.streamSeq;
  switch (event.type) {
    case 'conversation.stateChanged':
      conversation.state = event.state;
      return;
    case 'conversation.listed':
      conversation.listId = event.listId;
      return;
    case 'conversation.handRaised':
      conversation.hands = {
        ...conversation.hands,
        [event.agentId]: {
          at: event.at,
          streamSeq: event.streamSeq,
          ...(event.toId !== undefined && { toId: event.toId }),
        },
      };
      return;
    case 'conversation.handLowered':
      lowered(conversation, event.agentId);
      return;
    case 'conversation.overseen':
      return;
    case 'conversation.paused':
      paused(world, conversation, event);
      return;
    case 'conversation.resumed':
      delete conversation.hold;
      scheduleHold(world.index.deadlines, conversation);
      setInactiveAt(world, conversation, event.inactiveAt);
      return;
    case 'conversation.answerAwaited':
      conversation.answer = { startedAt: event.startedAt, endsAt: event.endsAt, stage: event.stage };
      scheduleAnswer(world.index.deadlines, conversation);
      return;
    case 'conversation.answerSettled':
      delete conversation.answer;
      scheduleAnswer(world.index.deadlines, conversation);
      return;
    case 'conversation.remindersPlanned':
      setReminders(world, conversation, event.remindAt);
      return;
    case 'conversation.customerReminded':
      setReminders(
        world,
        conversation,
        (conversation.remindAt ?? []).filter((at) => at > event.at),
      );
      return;
    case 'conversation.customerChanged':
      customerChanged(conversation, event);
      return;
    case 'conversation.ownerChanged':
      conversation.ownerId = event.agentId;
      return;
    case 'conversation.closed':
      unschedule(world.index.deadlines, 'conversation.hold', event.conversationId);
      Reflect.deleteProperty(world.state.conversations, event.conversationId);
      world.index.openConversations -= 1;
      unschedule(world.index.deadlines, 'conversation.inactivity', event.conversationId);
      unschedule(world.index.deadlines, 'conversation.reminder', event.conversationId);
      unschedule(world.index.deadlines, 'conversation.answer', event.conversationId);
      return;
    case 'session.started':
    case 'session.connected':
    case 'session.disconnected':
    case 'session.ended':
      evolveSession(world, conversation, event);
      return;
    case 'call.legStarted':
      // V4: the customer talks.
      setInactiveAt(world, conversation, null);
      if (conversation.hold) conversation.hold.awaitsCustomer = false;
      evolveCall(world, event);
      return;
    case 'call.legEnded':
    case 'call.held':
    case 'call.ended':
      evolveCall(world, event);
      return;
    case 'participant.joined':
      conversation.participants.push({ ...event.participant });
      if (event.participant.kind === 'AGENT') participate(world, conversation, event.participant.ref, true);
      // C9: an agent who joins stops the customer's clock.
      if (event.participant.kind === 'AGENT') {
        setInactiveAt(world, conversation, null);
        if (conversation.hold) conversation.hold.awaitsCustomer = false;
      }
      return;
    case 'participant.roleChanged': {
      const participant = conversation.participants.find(({ id }) => id === event.participantId);
      if (participant !== undefined) participant.role = event.role;
      return;
    }
    case 'participant.left': {
      const left = event.participant.id;
      conversation.participants = conversation.participants.filter(({ id }) => id !== left);
      if (event.participant.kind === 'AGENT') participate(world, conversation, event.participant.ref, false);
      return;
    }
    case 'message.sent':
      conversation.messages[event.messageId] = event.streamSeq;
      if (event.visibility === 'AGENTS') conversation.internal[event.messageId] = true;
      if (event.kind === 'WRAPUP') noteSubmitted(world, conversation, event);
      setInactiveAt(world, conversation, event.inactiveAt);
      if (conversation.hold && event.sender.kind === 'CUSTOMER') conversation.hold.awaitsCustomer = false;
      return;
    case 'message.edited':
    case 'message.deleted':
      conversation.changed ??= dictionary();
      conversation.changed[event.messageId] = {
        number: event.number,
        deleted: event.type === 'message.deleted',
      };
      return;
    case 'message.marked':
      evolveReceipt(conversation, event);
      return;
  }
}
