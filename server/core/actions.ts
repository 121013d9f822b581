/** What an agent may do in a conversation now: it follows from role, task and rules. */
import type { Conversation, Participant, State, Task } from './state.ts';
import { lookup } from './lookup.ts';
import { agentIn } from './participant.ts';
import { rule, scopeOfTask } from './rules.ts';

/** Something that an agent may do in a conversation. */
export type AgentAction = 'SEND' | 'WHISPER' | 'WRAP_UP' | 'LEAVE' | 'CLOSE_WRAP_UP' | 'EXTEND_WRAP_UP';

/** What the agent's permissions add; the core knows no permissions. */
export type Permitted = { leave: boolean };

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
  if (primary && conversation.sessionIds.length > 0) actions.push('SEND');
  if (conversation.participants.some(({ kind, ref }) => kind === 'AGENT' && ref !== agentId)) {
    actions.push('WHISPER');
  }
  if (primary) actions.push('WRAP_UP');
  if (permitted.leave) actions.push('LEAVE');
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
