/** What is said on the topics of CometD: the source of their AsyncAPI page. */
import * as z from 'zod/mini';
import type { SocketEvent } from '../shared/catalog.ts';
import { bayeuxMessage } from './bayeux.ts';

const address = { uri: z.string(), path: z.string() };

const channel = z.object({
  channel: z.string(),
  userState: z.object({
    id: z.string(),
    state: z.enum(['Ready', 'NotReady']),
    displayName: z.string(),
    reason: z.optional(z.string()),
  }),
});

const participant = z.object({
  participantId: z.string(),
  nickname: z.string(),
  type: z.enum(['Agent', 'Customer', 'External']),
  visibility: z.enum(['All', 'Agents']),
  uri: z.optional(z.string()),
  path: z.optional(z.string()),
});

const interaction = z.object({
  id: z.string(),
  channel: z.string(),
  mediatype: z.string(),
  interactionType: z.literal('Inbound'),
  state: z.enum(['Invited', 'Chatting', 'LeftChat', 'Completed', 'Revoked']),
  capabilities: z.array(z.string()),
  queue: z.string(),
  receivedDate: z.string(),
  parentInteractionId: z.null(),
  userData: z.record(z.string(), z.string()),
  participants: z.array(participant),
  ...address,
});

const message = z.object({
  index: z.number(),
  type: z.enum(['Text', 'ParticipantJoined', 'ParticipantLeft', 'TypingStarted', 'TypingStopped']),
  from: participant,
  text: z.optional(z.string()),
  visibility: z.enum(['All', 'Agents']),
  timestamp: z.string(),
  timestampSeconds: z.number(),
});

const notificationType = z.enum(['StatusChange', 'ParticipantsUpdated', 'PropertiesUpdated']);

export const genesysEvents: readonly SocketEvent[] = [
  {
    name: 'Bayeux',
    direction: 'toServer',
    summary:
      'A message of a client, or several in an array: /meta/handshake, /meta/connect, /meta/subscribe, /meta/unsubscribe, /meta/disconnect.',
    payload: bayeuxMessage,
  },
  {
    name: 'ChannelStateChangeMessageV2',
    direction: 'toClient',
    summary: 'On /v2/me/channels: how the channels stand, after every change and every request for one.',
    payload: z.object({
      messageType: z.literal('ChannelStateChangeMessageV2'),
      channels: z.array(channel),
    }),
  },
  {
    name: 'InteractionStateChanged',
    direction: 'toClient',
    summary:
      'On /v2/me/interactions: an offer, or a change of an interaction, of who is in it or of its data.',
    payload: z.object({
      messageType: z.literal('InteractionStateChanged'),
      notificationType,
      interaction,
    }),
  },
  {
    name: 'MessageLogUpdated',
    direction: 'toClient',
    summary:
      'On /v2/me/interactions: what was said, who came and went, who types. On /v2/me/chats with `chatUri` and `chatPath`.',
    payload: z.looseObject({
      messageType: z.literal('MessageLogUpdated'),
      notificationType: z.literal('NewMessages'),
      messages: z.array(message),
    }),
  },
  {
    name: 'ChatStateChangeMessage',
    direction: 'toClient',
    summary: 'On /v2/me/chats: the same as InteractionStateChanged, in the words of the second generation.',
    payload: z.object({
      messageType: z.literal('ChatStateChangeMessage'),
      notificationType,
      chat: interaction,
    }),
  },
];
