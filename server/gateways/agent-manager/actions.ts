/** What an agent may do in a conversation now: derived from role, task and rules, told to the desk. */
import type { ConversationAction } from '../../../protocol/agent-manager/actions.ts';
import type { PermittedResource } from '../../../protocol/cim/parties.ts';
import { lookup } from '../../core/lookup.ts';
import { rule, scopeOfTask } from '../../core/rules.ts';
import type { Conversation, Participant, State, Task } from '../../core/state.ts';

/** Whether somebody has a permission (agent-desk-wire §1.4). */
export function permits(resources: readonly PermittedResource[], rsname: string, scope: string): boolean {
  return resources.some((resource) => resource.rsname === rsname && resource.scopes.includes(scope));
}

/** The agent's part in a conversation. */
export function agentParticipant(conversation: Conversation, agentId: string): Participant | undefined {
  return conversation.participants.find(({ kind, ref }) => kind === 'AGENT' && ref === agentId);
}

/** The actions, in the order of the vocabulary. Empty for who does not take part. */
export function actionsOf(
  state: State,
  conversation: Conversation,
  agentId: string,
  resources: readonly PermittedResource[],
): ConversationAction[] {
  const self = agentParticipant(conversation, agentId);
  if (self === undefined) return [];
  if (self.role === 'WRAP_UP') return wrapupActions(state, self);
  const actions: ConversationAction[] = [];
  const primary = self.role === 'PRIMARY';
  if (primary && conversation.sessionIds.length > 0) actions.push('SEND');
  if (conversation.participants.some(({ kind, ref }) => kind === 'AGENT' && ref !== agentId)) {
    actions.push('WHISPER');
  }
  if (primary) actions.push('WRAP_UP');
  if (permits(resources, 'agent-conversation-control', 'view_leave_chat')) actions.push('LEAVE');
  return actions;
}

/** How often the time for a wrap-up may still be extended. */
export function extensionsLeft(state: State, task: Task): number {
  const limit = rule(state.config, 'wrapupExtensions', scopeOfTask(state, task));
  return Math.max(0, limit - (task.wrapup?.extensions ?? 0));
}

function wrapupActions(state: State, self: Participant): ConversationAction[] {
  const task = self.taskId === null ? undefined : lookup(state.tasks, self.taskId);
  if (task?.wrapup === null || task?.wrapup === undefined) return [];
  return extensionsLeft(state, task) > 0 ? ['CLOSE_WRAP_UP', 'EXTEND_WRAP_UP'] : ['CLOSE_WRAP_UP'];
}
