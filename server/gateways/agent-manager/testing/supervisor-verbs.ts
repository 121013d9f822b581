/** All that a supervisor does to others, as a desk asks for it, and the codes by which it is refused to strangers. */
import type { ClientEventName } from '../../../../protocol/agent-manager/event-maps.ts';
import { SUPERVISOR_ACTS } from '../../../../protocol/agent-manager/supervision.ts';
import type { Desk } from './desk.ts';

export type VerbIds = { conversationId: string; agentId: string; queueId: string; mrdId: string };
type Payload = (ids: VerbIds) => object;

/** What is done to an agent has an event of its own; the other acts are steering. */
const TO_AGENTS: readonly string[] = ['STATE', 'MRD_STATE', 'LOGOUT'];

const conversation: Payload = ({ conversationId }) => ({ conversationId });

/** By event, in every form. `own`: it is about the asker, or a conversation that the asker takes part in. */
const VERBS: Record<ClientEventName, readonly Payload[] | 'own'> = {
  JoinAsSilentMonitor: [conversation],
  joinAsWhisper: [conversation],
  JoinAsBargin: [conversation],
  steerConversation: SUPERVISOR_ACTS.filter((act) => !TO_AGENTS.includes(act)).map(
    (action): Payload =>
      ({ conversationId, agentId, queueId }) => ({ conversationId, action, agentId, queueId, priority: 9 }),
  ),
  flushQueue: [({ queueId }) => ({ queueId })],
  changeAgentState: [
    ...['READY', 'NOT_READY', 'LOGOUT'].map((name): Payload => ({ agentId }) => ({
      agentId,
      action: 'agentState',
      state: { name, reasonCode: null },
    })),
    ({ agentId, mrdId }) => ({ agentId, action: 'agentMRDState', mrdId, state: 'NOT_READY' }),
  ],
  lowerHand: [conversation],
  superviseCall: ['MONITOR', 'BARGE_IN'].map((action): Payload => ({ agentId }) => ({ agentId, action })),
  // Shows the own teams, whoever asks; what it shows is tested where it is told.
  watchFloor: 'own',
  topicSubscription: 'own',
  topicUnsubscription: 'own',
  publishCimEvent: 'own',
  closeWrapup: 'own',
  enterWrapup: 'own',
  extendWrapup: 'own',
  rejectTask: 'own',
  directTransferRequest: 'own',
  directConferenceRequest: 'own',
  consultRequest: 'own',
  consultTransferRequest: 'own',
  consultConferenceRequest: 'own',
  cancelAssistanceRequest: 'own',
  removeParticipant: 'own',
  // A pull list is for the agents of all teams: whoever may look at it may end what stands on it.
  subscribePullModeList: 'own',
  unsubscribePullModeList: 'own',
  joinPullModeRequest: 'own',
  deletePullModeRequest: 'own',
  raiseHand: 'own',
  pauseConversation: 'own',
  resumeConversation: 'own',
  agentActive: 'own',
  refreshToken: 'own',
  topicEvents: 'own',
  watchFigures: 'own',
  signInPhone: 'own',
  signOutPhone: 'own',
  callAction: 'own',
  makeCall: 'own',
  phoneBooks: 'own',
};

/** What says no without saying whether it is there. */
export const STRANGER_CODES = [
  'FORBIDDEN',
  'NOT_A_PARTICIPANT',
  'CONVERSATION_NOT_FOUND',
  'AGENT_NOT_FOUND',
  'QUEUE_NOT_FOUND',
];

/** Tries each verb on these ids; resolves with the codes of what was refused, and the names of what was not. */
export async function refusalsOf(desk: Desk, ids: VerbIds): Promise<string[]> {
  const codes: string[] = [];
  for (const [name, payloads] of Object.entries(VERBS)) {
    if (payloads === 'own') continue;
    for (const payload of payloads) {
      const answer = await desk.ask(name, payload(ids));
      codes.push(answer.status === 'ok' ? `${name} was allowed` : answer.code);
    }
  }
  return codes;
}
