/** When an agent goes for good: A6 by themselves, A9 because the connection did not come back (G3, T9). */
import type { LogoutAgent } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Agent, Reason, SystemReason } from './state.ts';
import type { Turn } from './turn.ts';
import { dropCall } from './call-ending.ts';
import { isCallTask } from './call-legs.ts';
import { endMonitoringBy } from './call-monitoring.ts';
import { isRejection } from './find.ts';
import { AHEAD_OF_ALL, giveBack } from './giving-back.ts';
import { findReason } from './reasons.ts';
import { lookup } from './lookup.ts';
import { actedOn, recordAct } from './oversight.ts';
import { askedPriority } from './priority.ts';
import { closeTask } from './queue.ts';
import { tryNext } from './try-next.ts';
import { emit, refuse } from './turn.ts';
import { endWrapup } from './wrapup.ts';

/** A reason that the system gives itself carries its own name as its id. */
function systemReason(name: SystemReason): Reason {
  return { id: name, name, type: 'LOGOUT' };
}

/** How an agent goes: whether wrap-ups go on, and whether a supervisor wanted it. */
type Leaving = { keepWrapups: boolean; isForced: boolean };

/**
 * Lets go of an agent's work. Routing waits until the turn settles: by then the agent is signed out and is not
 * asked again.
 */
function releaseWork(turn: Turn, agent: Agent, { keepWrapups, isForced }: Leaving): void {
  const { state } = turn.world;
  const isCall = (taskId: string): boolean => {
    const task = lookup(state.tasks, taskId);
    return task !== undefined && isCallTask(state, task);
  };
  // Calls first: who is in one stays where their other work ends.
  const calls = agent.taskIds.filter(isCall);
  for (const taskId of [...calls, ...agent.taskIds.filter((id) => !calls.includes(id))]) {
    const task = lookup(turn.world.state.tasks, taskId);
    const conversation = task && lookup(turn.world.state.conversations, task.conversationId);
    if (task === undefined || conversation === undefined) continue;
    switch (task.state) {
      case 'OFFERED':
        tryNext(turn, closeTask(turn, task, 'AGENT_LOGOUT', 'LOGOUT'), null);
        break;
      case 'ACTIVE': {
        // With the priority they had; a forced logout lets them go ahead (D21).
        const priority = isForced ? AHEAD_OF_ALL : askedPriority(task);
        if (isCallTask(state, task)) dropCall(turn, conversation, task, priority);
        else giveBack(turn, conversation, task, { reason: 'AGENT_LOGOUT', left: 'AGENT_LOGOUT', priority });
        break;
      }
      case 'WRAP_UP':
        if (!keepWrapups) endWrapup(turn, conversation, task, 'WRAP_UP_NOT_APPLIED');
        break;
      case 'QUEUED':
        break;
    }
  }
}

/** Signs an agent out for good, with all that it means for their work. */
export function signOut(turn: Turn, agent: Agent, reason: Reason | null, leaving: Leaving): void {
  const { sid } = agent;
  releaseWork(turn, agent, leaving);
  endMonitoringBy(turn, agent.id);
  emit(turn, { type: 'agent.signedOut', agentId: agent.id, reason, sid });
}

/** A6, D7: at once, without a grace period. A7 when a supervisor does it. */
export function logoutAgent(turn: Turn, command: LogoutAgent): Rejection | null {
  const agent = actedOn(turn, command);
  if (isRejection(agent)) return agent;
  if (command.sid !== null && command.sid !== agent.sid) return refuse('SESSION_REPLACED');
  const isForced = command.by !== undefined && command.by !== agent.id;
  const reason = isForced
    ? systemReason('FORCED_LOGOUT_BY_SUPERVISOR')
    : findReason(turn, 'LOGOUT', command.reasonId);
  if (reason === undefined) return refuse('REASON_NOT_FOUND');
  recordAct(turn, command, 'LOGOUT');
  signOut(turn, agent, reason, { keepWrapups: false, isForced });
  return null;
}

/**
 * Whether a logout for this reason ends the sign-in as well (D7). An agent whose connection was lost for
 * too long is out of routing only: the same sign-in connects again.
 */
export function endsSignIn(reason: Reason | null): boolean {
  return reason?.id !== ('NETWORK' satisfies SystemReason);
}

/** Whether a supervisor has signed the agent out (A7). */
export function isForced(reason: Reason | null): boolean {
  return reason?.id === ('FORCED_LOGOUT_BY_SUPERVISOR' satisfies SystemReason);
}

/** A8: no sign of life for too long. */
export function signOutIdle(turn: Turn, agent: Agent): void {
  signOut(turn, agent, systemReason('INACTIVITY'), { keepWrapups: false, isForced: false });
}

/** A9: the grace period is over. Wrap-ups go on until their own time is (L-T6, L-T7: the timer is the server's). */
export function loseAgent(turn: Turn, agentId: string): void {
  const agent = lookup(turn.world.state.agents, agentId);
  if (agent !== undefined)
    signOut(turn, agent, systemReason('NETWORK'), { keepWrapups: true, isForced: false });
}
