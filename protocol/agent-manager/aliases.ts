/** Every spelling of a client event that is met in the field. */
import { wordIn } from '../shared/words.ts';
import type { ClientEventName } from './event-maps.ts';

/** The names as they are, whose upper and lower case does not matter when they arrive. */
export const CLIENT_EVENTS = [
  'changeAgentState',
  'topicSubscription',
  'topicUnsubscription',
  'publishCimEvent',
  'closeWrapup',
  'enterWrapup',
  'extendWrapup',
  'rejectTask',
  'directTransferRequest',
  'directConferenceRequest',
  'consultRequest',
  'consultTransferRequest',
  'consultConferenceRequest',
  'cancelAssistanceRequest',
  'removeParticipant',
  'subscribePullModeList',
  'unsubscribePullModeList',
  'joinPullModeRequest',
  'deletePullModeRequest',
  'JoinAsSilentMonitor',
  'joinAsWhisper',
  'JoinAsBargin',
  'steerConversation',
  'flushQueue',
  'raiseHand',
  'lowerHand',
  'pauseConversation',
  'resumeConversation',
  'agentActive',
  'refreshToken',
  'topicEvents',
  'watchFigures',
  'watchFloor',
  'signInPhone',
  'signOutPhone',
  'callAction',
  'makeCall',
  'superviseCall',
  'phoneBooks',
] as const satisfies readonly ClientEventName[];

/** Spellings that differ by more than case. */
export const CLIENT_EVENT_ALIASES = {
  topicUnsubscription: ['topicUnsubscription_'],
  JoinAsBargin: ['JoinAsBargeIn'],
} as const satisfies Partial<Record<ClientEventName, readonly string[]>>;

const aliasOf = new Map<string, ClientEventName>(
  Object.entries(CLIENT_EVENT_ALIASES).flatMap(([name, aliases]) =>
    aliases.map((alias) => [alias, name as ClientEventName] as const),
  ),
);
const eventOf = wordIn<ClientEventName>(CLIENT_EVENTS);
const spelledAlias = wordIn(aliasOf.keys());

/** The event meant by a name as it arrived, or undefined when there is none. */
export function clientEventNamed(name: unknown): ClientEventName | undefined {
  return eventOf(name) ?? aliasOf.get(spelledAlias(name) ?? '');
}
