/** Every spelling of a client event that is met in the field (cx-protocol §2.1), in lower case. */
import type { ClientEventName } from './event-maps.ts';

/** The names as they are, whose upper and lower case does not matter when they arrive. */
export const CLIENT_EVENTS = [
  'changeAgentState',
  'topicSubscription',
  'topicUnsubscription',
  'publishCimEvent',
  'closeWrapup',
  'extendWrapup',
  'rejectTask',
  'refreshToken',
  'topicEvents',
  'watchFigures',
] as const satisfies readonly ClientEventName[];

/** Spellings that differ by more than case. */
export const CLIENT_EVENT_ALIASES = {
  topicUnsubscription: ['topicUnsubscription_'],
} as const satisfies Partial<Record<ClientEventName, readonly string[]>>;

const byLowerCase = new Map<string, ClientEventName>();
for (const name of CLIENT_EVENTS) byLowerCase.set(name.toLowerCase(), name);
for (const [name, aliases] of Object.entries(CLIENT_EVENT_ALIASES)) {
  for (const alias of aliases) byLowerCase.set(alias.toLowerCase(), name as ClientEventName);
}

/** The event meant by a name as it arrived, or undefined when there is none. */
export function clientEventNamed(name: string): ClientEventName | undefined {
  return byLowerCase.get(name.toLowerCase());
}
