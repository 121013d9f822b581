/** All that a supervisor does to others, as a desk asks for it, and the codes by which it is refused to strangers. */
import type { Desk } from './desk.ts';

export type VerbIds = { conversationId: string; agentId: string; queueId: string; mrdId: string };
type Verb = readonly [name: string, payload: (ids: VerbIds) => object];

const STEERINGS = ['MOVE', 'PRIORITISE', 'ASSIGN', 'PULL_OUT', 'END', 'FINISH_WRAP_UP'];

const VERBS: readonly Verb[] = [
  ['JoinAsSilentMonitor', ({ conversationId }) => ({ conversationId })],
  ['joinAsWhisper', ({ conversationId }) => ({ conversationId })],
  ['JoinAsBargin', ({ conversationId }) => ({ conversationId })],
  ...STEERINGS.map((action): Verb => [
    'steerConversation',
    ({ conversationId, agentId, queueId }) => ({ conversationId, action, agentId, queueId, priority: 9 }),
  ]),
  ['flushQueue', ({ queueId }) => ({ queueId })],
  ...['READY', 'NOT_READY', 'LOGOUT'].map((name): Verb => [
    'changeAgentState',
    ({ agentId }) => ({ agentId, action: 'agentState', state: { name, reasonCode: null } }),
  ]),
  [
    'changeAgentState',
    ({ agentId, mrdId }) => ({ agentId, action: 'agentMRDState', mrdId, state: 'NOT_READY' }),
  ],
  ['lowerHand', ({ conversationId }) => ({ conversationId })],
];

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
  for (const [name, payload] of VERBS) {
    const answer = await desk.ask(name, payload(ids));
    codes.push(answer.status === 'ok' ? `${name} was allowed` : answer.code);
  }
  return codes;
}
