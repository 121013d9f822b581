/** Asking for a further agent (C13), or, by a bot, for the first one (C14). */
import type { RequestAgent } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Conversation, Participant, Task } from './state.ts';
import type { Turn } from './turn.ts';
import { isRejection, openConversation, tasksOf } from './find.ts';
import { isId, lookup } from './lookup.ts';
import { nextStepAt } from './matching.ts';
import { isRoutable } from './mrd-state.ts';
import { agentIn, botIn } from './participant.ts';
import { channelOf, rule, scopeOfTask } from './rules.ts';
import { isPriority } from './session.ts';
import { emit, newId, refuse } from './turn.ts';

/** Who asks, if they may: only who talks to the customer does, and a bot on the customer's behalf alone. */
function findRequester(conversation: Conversation, { by, direction }: RequestAgent): Participant | Rejection {
  const participant = by.kind === 'AGENT' ? agentIn(conversation, by.agentId) : botIn(conversation, by.botId);
  if (participant === undefined) return refuse('NOT_A_PARTICIPANT');
  const mayAsk = participant.role === 'PRIMARY' && (by.kind === 'BOT') === (direction === 'INBOUND');
  return mayAsk ? participant : refuse('ROLE_NOT_ALLOWED');
}

function isPending(turn: Turn, conversation: Conversation): boolean {
  return tasksOf(turn, conversation).some(({ state }) => state === 'QUEUED' || state === 'OFFERED');
}

/** Where the request waits, and in which MRD whoever takes it has a slot. */
type Course = Pick<Task, 'queueId' | 'mrdId' | 'target' | 'nextStepAt'>;

function findCourse(turn: Turn, conversation: Conversation, { target }: RequestAgent): Course | Rejection {
  const { state } = turn.world;
  const { config } = state;
  if (target.kind === 'QUEUE') {
    const queue = lookup(config.queues, target.queueId);
    if (queue === undefined) return refuse('QUEUE_NOT_FOUND');
    const { id: queueId, mrdId } = queue;
    return { queueId, mrdId, target: { kind: 'QUEUE' }, nextStepAt: nextStepAt(queue, 0, turn.now) };
  }
  const channel = lookup(config.channels, channelOf(state, conversation) ?? '');
  const agent = lookup(state.agents, target.agentId);
  const mrd = channel && agent && lookup(agent.mrds, channel.mrdId);
  // D14: a named agent is asked at once or not at all.
  if (agent === undefined || mrd === undefined || !isRoutable(config, agent, mrd)) {
    return refuse('AGENT_NOT_AVAILABLE');
  }
  if (agentIn(conversation, agent.id) !== undefined) return refuse('AGENT_NOT_AVAILABLE');
  const queueId = tasksOf(turn, conversation).find((task) => task.queueId !== null)?.queueId ?? null;
  return { queueId, mrdId: mrd.mrdId, target, nextStepAt: null };
}

/** A request of its own beside those who are there already. */
export function requestAgent(turn: Turn, command: RequestAgent): Rejection | null {
  const conversation = openConversation(turn, command.conversationId);
  if (isRejection(conversation)) return conversation;
  const requester = findRequester(conversation, command);
  if (isRejection(requester)) return requester;
  const { noteId, priority, fallback, direction, by } = command;
  if ((noteId !== null && !isId(noteId)) || !isPriority(priority)) return refuse('VALIDATION');
  if (isPending(turn, conversation)) return refuse('ASSISTANCE_PENDING');
  const course = findCourse(turn, conversation, command);
  if (isRejection(course)) return course;
  const { state } = turn.world;
  const conversationId = conversation.id;
  const scope = scopeOfTask(state, { ...course, conversationId });
  emit(turn, {
    type: 'task.queued',
    task: {
      ...course,
      id: newId(turn),
      mediaId: newId(turn),
      requestId: newId(turn),
      attempt: 1,
      conversationId,
      direction,
      requestedBy: by,
      noteId,
      fallback,
      state: 'QUEUED',
      priority,
      enqueuedAt: turn.now,
      arrival: state.seq + 1,
      ttlAt: turn.now + rule(state.config, 'requestTtlMs', scope),
      step: 0,
      tried: {},
      preferredAgentId: null,
      agentId: null,
      offeredAt: null,
      offerEndsAt: null,
      acceptedAt: null,
      wrapup: null,
    },
  });
  return null;
}
