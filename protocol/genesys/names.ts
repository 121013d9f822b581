/** Addresses, topics and fixed words of the Genesys chat interface. */

/** What addresses of resources are relative to. */
export const REST_BASE = '/api/v2';
/** Where Bayeux messages are posted, alone or followed by the name of the meta channel. */
export const COMETD_PATH = `${REST_BASE}/notifications`;

/** The header that names the header of the token against forged requests, and that one. */
export const CSRF_NAME_HEADER = 'X-CSRF-HEADER';
export const CSRF_HEADER = 'X-CSRF-TOKEN';
export const CSRF_REFUSED = 'Missing or invalid Csrf token';

/** The topics on which something is said. */
export const TOPICS = {
  interactions: '/v2/me/interactions',
  chats: '/v2/me/chats',
  channels: '/v2/me/channels',
} as const;

/** All topics below the agent's own. */
export const OWN_TOPICS = '/v2/me/*';

/** What may be subscribed to; on most of them nothing is ever said here. */
export const KNOWN_TOPICS: ReadonlySet<string> = new Set([
  '/v2/me',
  OWN_TOPICS,
  ...Object.values(TOPICS),
  ...['devices', 'calls', 'emails', 'workitems', 'workbins', 'openmedia', 'outbound'].map(
    (name) => `/v2/me/${name}`,
  ),
  '/notifications/services',
]);

/** The one channel of work that is served. */
export const CHAT_CHANNEL = 'chat';

/** The states of a channel, with the ids that the interface gives them. */
export const CHANNEL_STATES = {
  Ready: { id: '9430250E-0A1B-421F-B372-F29E69366DED', displayName: 'Ready' },
  NotReady: { id: '900D55CC-2BB0-431F-8BF9-D3525B383BE6', displayName: 'Not Ready' },
} as const;

export type ChannelStateName = keyof typeof CHANNEL_STATES;

/** The version that is told to those who ask for it. */
export const INTERFACE_VERSION = '8.5.200.50';
