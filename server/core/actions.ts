/** What an agent may do in a conversation now: it follows from role, task and rules. */
import type { Conversation, Participant, State, Task } from './state.ts';
import { mayRaise } from './hand.ts';
import { lookup } from './lookup.ts';
import { ownerOf } from './owner.ts';
import { agentIn, agentsAtWork, hasRoom, isHandUp } from './participant.ts';
import { mayRest } from './pausing.ts';
import { rule, scopeOfTask } from './rules.ts';
import { mayStepBack, supervisionOf } from './supervising.ts';
import { isSearching } from './task-modes.ts';

/** Something that an agent may do in a conversation. */
export type AgentAction =
  | 'SEND'
  | 'WHISPER'
  | 'WRAP_UP'
  | 'LEAVE'
  | 'CLOSE_WRAP_UP'
  | 'EXTEND_WRAP_UP'
  | 'TRANSFER'
  | 'CONSULT'
  | 'CONFERENCE'
  | 'CONSULT_TRANSFER'
  | 'CONSULT_CONFERENCE'
  | 'CANCEL_REQUEST'
  | 'RAISE_HAND'
  | 'LOWER_HAND'
  | 'PAUSE'
  | 'RESUME'
  | 'MONITOR'
  | 'BARGE_IN'
  | 'REMOVE_AGENT';

/** What the agent's permissions add; the core knows no permissions. */
export type Permitted = { leave: boolean; transfer: boolean; consult: boolean; conference: boolean };

/** The actions, always in the same order. Empty for who does not take part. */
export function actionsOf(
  state: State,
  conversation: Conversation,
  agentId: string,
  permitted: Permitted,
): AgentAction[] {
  const self = agentIn(conversation, agentId);
  if (self === undefined) return [];
  if (self.role === 'WRAP_UP') return wrapupActions(state, self);
  const actions: AgentAction[] = [];
  const primary = self.role === 'PRIMARY';
  const writes = isWritten(state, conversation);
  if (primary && writes) actions.push('SEND');
  // A silent monitor must not be given away by what others may do.
  if (
    conversation.participants.some(
      ({ kind, ref, role }) => kind === 'AGENT' && ref !== agentId && role !== 'SILENT_MONITOR',
    )
  ) {
    actions.push('WHISPER');
  }
  if (primary) actions.push('WRAP_UP');
  if (permitted.leave) actions.push('LEAVE');
  if (primary && (writes || conversation.sessionIds.length === 0))
    actions.push(...helpActions(state, conversation, self, permitted));
  actions.push(...restActions(state, conversation, self));
  actions.push(...supervisionActions(state, conversation, self));
  return actions;
}

/** Whether there is a session in which something can be written: a call alone is the telephone's (V1). */
function isWritten({ sessions }: State, { sessionIds }: Conversation): boolean {
  return sessionIds.some((id) => lookup(sessions, id)?.legs === undefined);
}

/** C13, C16, C17: whom an agent who talks to the customer may ask in, hand over to, or send away. */
function helpActions(
  state: State,
  conversation: Conversation,
  self: Participant,
  permitted: Permitted,
): AgentAction[] {
  const actions: AgentAction[] = [];
  const atWork = agentsAtWork(conversation);
  const isPending = conversation.taskIds.some((id) => {
    const task = lookup(state.tasks, id);
    return task !== undefined && isSearching(task);
  });
  if (isPending) actions.push('CANCEL_REQUEST');
  else {
    if (permitted.transfer) actions.push('TRANSFER');
    if (hasRoom(state, conversation)) {
      if (permitted.consult) actions.push('CONSULT');
      if (permitted.conference) actions.push('CONFERENCE');
    }
    if (permitted.consult && atWork.some(({ role }) => role === 'ASSISTANT'))
      actions.push('CONSULT_TRANSFER', 'CONSULT_CONFERENCE');
  }
  if (atWork.length > 1 && ownerOf(conversation) === self) actions.push('REMOVE_AGENT');
  return actions;
}

/** C19, C20: asking a supervisor, and letting the conversation rest. */
function restActions(state: State, conversation: Conversation, self: Participant): AgentAction[] {
  if (conversation.sessionIds.length === 0) return [];
  const actions: AgentAction[] = [];
  if (isHandUp(conversation, self.ref)) actions.push('LOWER_HAND');
  else if (mayRaise(state, self)) actions.push('RAISE_HAND');
  if (self.role !== 'PRIMARY') return actions;
  if (mayRest(state, conversation)) actions.push('PAUSE');
  if (conversation.state === 'ON_HOLD') actions.push('RESUME');
  return actions;
}

/** C18: how a supervisor may step nearer or back. */
function supervisionActions(state: State, conversation: Conversation, self: Participant): AgentAction[] {
  if (supervisionOf(state, self) === undefined || conversation.sessionIds.length === 0) return [];
  const actions: AgentAction[] = [];
  if (self.role !== 'SILENT_MONITOR' && mayStepBack(state, conversation, self)) actions.push('MONITOR');
  if (self.role !== 'PRIMARY' && hasRoom(state, conversation)) actions.push('BARGE_IN');
  return actions;
}

/** How often the time for a wrap-up may still be extended. */
export function extensionsLeft(state: State, task: Task): number {
  const limit = rule(state.config, 'wrapupExtensions', scopeOfTask(state, task));
  return Math.max(0, limit - (task.wrapup?.extensions ?? 0));
}

function wrapupActions(state: State, self: Participant): AgentAction[] {
  const task = self.taskId === null ? undefined : lookup(state.tasks, self.taskId);
  if (task?.wrapup === null || task?.wrapup === undefined) return [];
  return extensionsLeft(state, task) > 0 ? ['CLOSE_WRAP_UP', 'EXTEND_WRAP_UP'] : ['CLOSE_WRAP_UP'];
}
