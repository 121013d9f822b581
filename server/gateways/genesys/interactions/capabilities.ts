/** What an agent may do with an interaction, by the names of the operations. */
import type { InteractionOperation } from '../../../../protocol/genesys/requests.ts';
import type { Conversation, Participant } from '../../../core/state.ts';
import { ownerOf } from '../../../core/owner.ts';
import { agentsAtWork } from '../../../core/participant.ts';

export const WHILE_RINGING: readonly InteractionOperation[] = ['Accept', 'Reject'];

const IN_CHAT: readonly InteractionOperation[] = [
  'SendMessage',
  'SendStartTypingNotification',
  'SendStopTypingNotification',
  'RequestChatHistory',
  'InviteUser',
  'SetDisposition',
];
/** The agent whom the interaction belongs to decides about it. */
const OF_OWNER: readonly InteractionOperation[] = ['SingleStepTransfer', 'EndChatSession', 'Complete'];
const AFTERWARDS: readonly InteractionOperation[] = ['RequestChatHistory', 'SetDisposition', 'Complete'];

/** The operations of somebody who takes part, always in the same order. */
export function capabilitiesOf(conversation: Conversation, self: Participant): InteractionOperation[] {
  if (self.role === 'WRAP_UP') return [...AFTERWARDS];
  const several = agentsAtWork(conversation).length > 1;
  return [
    ...(self.role === 'PRIMARY' ? IN_CHAT : (['RequestChatHistory'] as const)),
    ...(ownerOf(conversation) === self ? OF_OWNER : []),
    ...(several ? (['LeaveConference'] as const) : []),
  ];
}
