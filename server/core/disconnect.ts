/** When an agent goes for good: A6 by themselves, A9 because the connection did not come back (G3, T9). */
import type { LogoutAgent } from './commands.ts';
import type { Queue } from './config.ts';
import type { Rejection } from './rejections.ts';
import type { Agent, Conversation, Reason, SystemReason, Task } from './state.ts';
import type { Turn } from './turn.ts';
import { findReason } from './agent.ts';
import { closeIfOver } from './closing.ts';
import { awaitsAgent, dismissHelpers, endIfUnserved } from './conversation.ts';
import { isRejection, signedIn } from './find.ts';
import { lookup } from './lookup.ts';
import { hasPrimary, removeParticipant } from './participant.ts';
import { channelOf } from './rules.ts';
import { closeTask, enqueue, queueOf } from './queue.ts';
import { servesCustomer } from './task-modes.ts';
import { tryNext } from './try-next.ts';
import { emit, refuse } from './turn.ts';
import { endWrapup, submitEntered } from './wrapup.ts';

/** A reason that the system gives itself carries its own name as its id. */
function systemReason(name: SystemReason): Reason {
  return { id: name, name, type: 'LOGOUT' };
}

/** Who was with the customer without a queue (C18): theirs is the one that their channel leads to. */
function queueOfChannel({ world }: Turn, conversation: Conversation, { queueId }: Task): Queue | undefined {
  const { config } = world.state;
  const channel = lookup(config.channels, channelOf(world.state, conversation) ?? '');
  if (queueId !== null || channel?.entry.kind !== 'QUEUE') return undefined;
  return lookup(config.queues, channel.entry.queueId);
}

/** T9: the customer waits again where they came from, with the priority they had and since they came (as after RONA). */
function giveBack(turn: Turn, conversation: Conversation, task: Task): void {
  submitEntered(turn, conversation, task);
  const { was, participant } = closeTask(turn, task, 'AGENT_LOGOUT');
  removeParticipant(turn, conversation, participant, 'AGENT_LOGOUT');
  if (hasPrimary(conversation) || !servesCustomer(was)) return;
  if (conversation.sessionIds.length === 0) {
    closeIfOver(turn, conversation);
    return;
  }
  dismissHelpers(turn, conversation);
  if (awaitsAgent(turn, conversation)) return;
  const queue = queueOf(turn, was) ?? queueOfChannel(turn, conversation, was);
  // A queue that is configured no more can serve nobody.
  if (queue === undefined) endIfUnserved(turn, conversation, 'FORCE_CLOSED');
  else enqueue(turn, conversation, queue, was.priority, null, was.enqueuedAt);
}

/**
 * Lets go of an agent's work. Routing waits until the turn settles: by then the agent is signed out and is not
 * asked again.
 */
function releaseWork(turn: Turn, agent: Agent, keepWrapups: boolean): void {
  for (const taskId of [...agent.taskIds]) {
    const task = lookup(turn.world.state.tasks, taskId);
    const conversation = task && lookup(turn.world.state.conversations, task.conversationId);
    if (task === undefined || conversation === undefined) continue;
    switch (task.state) {
      case 'OFFERED':
        tryNext(turn, closeTask(turn, task, 'AGENT_LOGOUT', 'LOGOUT'), null);
        break;
      case 'ACTIVE':
        giveBack(turn, conversation, task);
        break;
      case 'WRAP_UP':
        if (!keepWrapups) endWrapup(turn, conversation, task, 'WRAP_UP_NOT_APPLIED');
        break;
      case 'QUEUED':
        break;
    }
  }
}

/** Signs an agent out for good, with all that it means for their work. */
export function signOut(turn: Turn, agent: Agent, reason: Reason | null, keepWrapups: boolean): void {
  const { sid } = agent;
  releaseWork(turn, agent, keepWrapups);
  emit(turn, { type: 'agent.signedOut', agentId: agent.id, reason, sid });
}

/** A6, D7: at once, without a grace period. */
export function logoutAgent(turn: Turn, command: LogoutAgent): Rejection | null {
  const agent = signedIn(turn, command.agentId);
  if (isRejection(agent)) return agent;
  if (command.sid !== null && command.sid !== agent.sid) return refuse('SESSION_REPLACED');
  const reason = findReason(turn, 'LOGOUT', command.reasonId);
  if (reason === undefined) return refuse('REASON_NOT_FOUND');
  signOut(turn, agent, reason, false);
  return null;
}

/**
 * Whether a logout for this reason ends the sign-in as well (D7). An agent whose connection was lost for
 * too long is out of routing only: the same sign-in connects again.
 */
export function endsSignIn(reason: Reason | null): boolean {
  return reason?.id !== ('NETWORK' satisfies SystemReason);
}

/** A9: the grace period is over. Wrap-ups go on until their own time is (L-T6, L-T7: the timer is the server's). */
export function loseAgent(turn: Turn, agentId: string): void {
  const agent = lookup(turn.world.state.agents, agentId);
  if (agent !== undefined) signOut(turn, agent, systemReason('NETWORK'), true);
}
