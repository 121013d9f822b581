/**
 * The closed word lists of CIM (cx-protocol §7, §8, §9). All are open on the wire: a word that is not listed
 * is kept as it came, so read with `string` and compare with these.
 */

/** `body.type`: the 24 registered body types. */
export const BODY_TYPES = [
  'PLAIN',
  'NOTIFICATION',
  'DELIVERYNOTIFICATION',
  'DELETEDNOTIFICATION',
  'BUTTON',
  'CAROUSEL',
  'CONTACT',
  'LOCATION',
  'URL',
  'IMAGE',
  'VIDEO',
  'AUDIO',
  'FILE',
  'MULTIMEDIA',
  'STICKER',
  'RECEIPT',
  'TEMPLATE',
  'VOICE',
  'WRAPUP',
  'ACTION',
  'COMMENT',
  'EMAIL',
  'CUSTOM',
  'StructuredMessage',
] as const;
export type BodyType = (typeof BODY_TYPES)[number];

/** `header.intent`. */
export const MESSAGE_INTENTS = [
  'NONE',
  'REPLY_TO',
  'UPDATE',
  'START_CHAT',
  'END_CHAT',
  'CALL_LEG_STARTED',
  'CALL_LEG_ENDED',
  'AGENT_OUTBOUND',
  'START_VOICE',
  'END_VOICE',
  'NETWORK_DISCONNECT',
  'ASSIGN_RESOURCE_REQUESTED',
  'IVR_AGGREGATED_ACTIVITY',
  'START_CONVERSATION',
  'CALL_HOLD',
  'CALL_RESUME',
] as const;
export type MessageIntent = (typeof MESSAGE_INTENTS)[number];

/** `header.sender.type`. A customer's message carries CONNECTOR, never AGENT. */
export const SENDER_TYPES = ['AGENT', 'BOT', 'CUSTOMER', 'APP', 'CONNECTOR', 'SYSTEM'] as const;
export type SenderType = (typeof SENDER_TYPES)[number];

/** `body.status` of DELIVERYNOTIFICATION; upper case out, any case in (cx-protocol §6.8). */
export const DELIVERY_STATUSES = ['DELIVERED', 'READ', 'CONNECTED', 'FAILED'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** `cimEvent.type`. */
export const CIM_EVENT_TYPES = ['MESSAGE', 'SUGGESTION', 'ACTIVITY', 'NOTIFICATION', 'CALL'] as const;
export type CimEventType = (typeof CIM_EVENT_TYPES)[number];

/** `cimEvent.name`. */
export const CIM_EVENT_NAMES = [
  'CUSTOMER_MESSAGE',
  'AGENT_MESSAGE',
  'BOT_MESSAGE',
  'WHISPER_MESSAGE',
  'ACTION_MESSAGE',
  'BOT_SUGGESTION',
  'CHANNEL_SESSION_STARTED',
  'CHANNEL_SESSION_ENDED',
  'CHANNEL_SESSION_EXPIRED',
  'CHANNEL_SESSION_DATA_UPDATED',
  'REMOVE_CHANNEL_SESSION',
  'TASK_ENQUEUED',
  'TASK_STATE_CHANGED',
  'AGENT_RESERVED',
  'AGENT_RESERVED_TIMEOUT',
  'AGENT_ACCEPT_TIMEOUT',
  'AGENT_SUBSCRIBED',
  'AGENT_UNSUBSCRIBED',
  'NO_AGENT_AVAILABLE',
  'EWT_MESSAGE',
  'ASSIGN_RESOURCE_REQUESTED',
  'REVOKE_RESOURCE',
  'REMOVE_ALL_AGENTS',
  'PARTICIPANT_ROLE_CHANGED',
  'BOT_SUBSCRIBED',
  'BOT_UNSUBSCRIBED',
  'BOT_TIMEOUT',
  'BOT_NOT_AVAILABLE',
  'ASSOCIATED_CUSTOMER_CHANGED',
  'CONVERSATION_DATA_CHANGED',
  'TOPIC_STATE_CHANGE_EVENT',
  'CUSTOMER_LEFT',
  'MESSAGE_DELIVERY_NOTIFICATION',
  'TYPING_INDICATOR',
  'WRAPUP_APPLIED',
  'AGENT_SLA_STARTED',
  'AGENT_SLA_STOPPED',
  'AGENT_SLA_EXPIRED',
  'AGENT_SLA',
  'RESET_AGENT_SLA',
  'CUSTOMER_SLA_STARTED',
  'CUSTOMER_SLA_STOPPED',
  'CUSTOMER_SLA_EXPIRED',
  'CUSTOMER_SLA',
  'RESPONSE_SLA_BREACHED',
  'CUSTOMER_ACTIVITY_TIMEOUT',
  'CONVERSATION_PAUSED',
  'CONVERSATION_RESUMED',
  'HOLD_TIMER',
  'HAND_RAISED',
  'HAND_DOWN',
  'AGENT_MRD_INTERRUPTED',
  'EXTERNAL_GADGET_REQUESTED',
  'AGENT_OUTBOUND',
  'VOICE_ACTIVITY',
  'CALL_LEG_STARTED',
  'CALL_LEG_ENDED',
  'CALL_HOLD',
  'CALL_RESUME',
  'CISCO_VOICE_EVENT',
  'IVR_AGGREGATED_ACTIVITY',
  'THIRD_PARTY_ACTIVITY',
  'ROOM_CREATED',
  'ROOM_MEMBER_STATUS_CHANGED',
  'ADVISOR_SUBSCRIBED',
  'NO_RESPONSE_ENTITY',
] as const;
export type CimEventName = (typeof CIM_EVENT_NAMES)[number];

/** Roles of a participant (cx-protocol §9). Barge-in is PRIMARY: there is no role of that name. */
export const PARTICIPANT_ROLES = [
  'PRIMARY',
  'ASSISTANT',
  'CUSTOMER',
  'SILENT_MONITOR',
  'WHISPER',
  'WRAP_UP',
] as const;
export type ParticipantRoleName = (typeof PARTICIPANT_ROLES)[number];
