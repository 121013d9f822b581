/** Every event of Chat Solution's sockets: the source of its AsyncAPI page. */
import * as z from 'zod/mini';
import type { SocketEvent } from '../shared/catalog.ts';
import * as ask from './requests.ts';
import { ACTIVITY_TYPES, AGENT_STATES } from './names.ts';

const person = z.looseObject({ id: z.string(), name: z.string() });

const chatMessage = z.looseObject({
  conversationId: z.string(),
  type: z.literal('ChatMessage'),
  requestId: z.string(),
  timestamp: z.string(),
  channel: z.string(),
  from: person,
  to: z.array(person),
  text: z.string(),
  attachments: z.array(z.record(z.string(), z.unknown())),
});

const activityMessage = z.looseObject({
  conversationId: z.optional(z.string()),
  type: z.literal('ActivityMessage'),
  from: person,
  to: z.array(person),
  activityType: z.enum(ACTIVITY_TYPES),
  info: z.record(z.string(), z.unknown()),
});

/** What a bot suggests; agents alone get it. */
const botMessage = z.looseObject({
  conversationId: z.string(),
  messageId: z.string(),
  type: z.literal('BotMessage'),
  from: person,
  bot: z.looseObject({}),
  timestamp: z.string(),
});

const participant = z.looseObject({
  id: z.string(),
  displayName: z.string(),
  type: z.enum(['Agent', 'Supervisor', 'Bot', 'Customer']),
  role: z.enum(['Owner', 'Participant']),
  status: z.string(),
});

const conversation = z.looseObject({ conversationId: z.string() });

const member = z.looseObject({
  id: z.string(),
  name: z.string(),
  state: z.enum(AGENT_STATES),
  conversations: z.optional(z.array(conversation)),
});

const toServer: SocketEvent[] = [
  {
    name: 'amq-sub',
    direction: 'toServer',
    summary: 'Asks for amq-msg, also before the sign-in.',
    payload: ask.amqSub,
  },
  {
    name: 'amq-send',
    direction: 'toServer',
    summary: 'An agent signs in (head Login) or changes the state (head AgentState).',
    payload: z.union([
      z.extend(ask.amqLogin, { head: z.literal('Login') }),
      z.extend(ask.amqAgentState, { head: z.literal('AgentState') }),
    ]),
  },
  {
    name: 'login',
    direction: 'toServer',
    summary: 'An agent signs in; a sign-in elsewhere is taken over.',
    payload: ask.login,
  },
  {
    name: 'changeState',
    direction: 'toServer',
    summary: 'READY, NOT_READY or LOGOUT, answered by an ActivityMessage.',
    payload: ask.changeState,
  },
  {
    name: 'joinConversation',
    direction: 'toServer',
    summary: 'An agent accepts an offer; a customer or a bot joins. Answered with conversationInfo.',
    payload: ask.joinConversation,
    aliases: ['acceptChatRequest'],
  },
  {
    name: 'sendMessage',
    direction: 'toServer',
    summary:
      'A ChatMessage, an ActivityMessage of type typing, or a BotMessage of a bot. The same requestId counts once.',
    payload: z.union([
      z.safeExtend(ask.chatMessage, { type: z.literal('ChatMessage') }),
      z.extend(ask.activityMessage, { type: z.literal('ActivityMessage') }),
      z.extend(ask.botMessage, { type: z.literal('BotMessage') }),
    ]),
  },
  {
    name: 'addParticipant',
    direction: 'toServer',
    summary: 'Offers the conversation to another agent, who is READY.',
    payload: ask.addParticipant,
  },
  {
    name: 'removeParticipant',
    direction: 'toServer',
    summary: 'The owner removes another agent.',
    payload: ask.aboutParticipant,
  },
  {
    name: 'transferChat',
    direction: 'toServer',
    summary: 'The owner gives the conversation to another participant, and stays.',
    payload: ask.aboutParticipant,
  },
  {
    name: 'raiseHand',
    direction: 'toServer',
    summary:
      'Asks a supervisor of the own team for help: an offer that no state hinders and that does not time out.',
    payload: ask.aboutParticipant,
  },
  {
    name: 'wrapUp',
    direction: 'toServer',
    summary: 'What the conversation was about, during it or after its end.',
    payload: ask.wrapUp,
  },
  {
    name: 'silentMonitor',
    direction: 'toServer',
    summary: 'A supervisor of the team listens, unseen.',
    payload: ask.aboutConversation,
  },
  {
    name: 'bargeIn',
    direction: 'toServer',
    summary: 'A supervisor who listens takes part.',
    payload: ask.aboutConversation,
  },
  {
    name: 'leaveConversation',
    direction: 'toServer',
    summary: 'An agent leaves, with `notify` false without a word to the others; the last one cannot.',
    payload: ask.leaveConversation,
  },
  {
    name: 'endConversation',
    direction: 'toServer',
    summary: 'The customer or the owner ends the conversation.',
    payload: ask.aboutConversation,
  },
  {
    name: 'getConversationInfo',
    direction: 'toServer',
    summary: 'Asks for a conversationInfo of each own conversation.',
    payload: ask.getConversationInfo,
  },
  {
    name: 'requestAgentTransfer',
    direction: 'toServer',
    summary: 'The bot, or its customer, asks for a person.',
    payload: ask.aboutConversation,
  },
  {
    name: 'registerBot',
    direction: 'toServer',
    summary: 'From now on new chats of channels with `botFirst` meet this bot. Needs a key.',
    payload: ask.registerBot,
  },
  {
    name: 'registerConnector',
    direction: 'toServer',
    summary: 'From now on messages of other programs to this channel come here. Needs a key.',
    payload: ask.registerConnector,
  },
];

const toClient: SocketEvent[] = [
  {
    name: 'amq-msg',
    direction: 'toClient',
    summary: 'AgentInfo, AgentState, TaskAssigned or TaskState, for who has asked by amq-sub.',
    payload: z.looseObject({ head: z.enum(['AgentInfo', 'AgentState', 'TaskAssigned', 'TaskState']) }),
  },
  {
    name: 'receiveChatRequest',
    direction: 'toClient',
    summary: 'An offer, for who changes the state by changeState.',
    payload: z.looseObject({ customer: conversation }),
  },
  {
    name: 'messageArrived',
    direction: 'toClient',
    summary: 'What somebody says, or what happens in a conversation or to the own state.',
    payload: z.union([chatMessage, activityMessage, botMessage]),
  },
  {
    name: 'conversationInfo',
    direction: 'toClient',
    summary: 'The whole of a conversation, after joining or on demand.',
    payload: z.looseObject({
      conversation,
      messages: z.array(z.union([chatMessage, botMessage])),
      participant: z.array(participant),
      role: z.string(),
      handRaise: z.boolean(),
    }),
  },
  {
    name: 'conversationList',
    direction: 'toClient',
    summary: 'The open chats of a bot that has registered.',
    payload: z.array(
      z.looseObject({ conversationId: z.string(), customerInfo: z.record(z.string(), z.unknown()) }),
    ),
  },
  {
    name: 'initConversation',
    direction: 'toClient',
    summary: 'Asks a bot to take part in a chat.',
    payload: z.looseObject({ conversationId: z.string(), customerInfo: z.record(z.string(), z.unknown()) }),
  },
  {
    name: 'teamInfo',
    direction: 'toClient',
    summary: 'The members of the own team and their states; for its supervisors their conversations, too.',
    payload: z.looseObject({
      teamId: z.string(),
      teamName: z.string(),
      agents: z.array(member),
      supervisors: z.array(member),
    }),
  },
  {
    name: 'RoleUpdated',
    direction: 'toClient',
    summary: 'An agent is owner of a conversation, or no more.',
    payload: z.looseObject({ participantId: z.string(), role: z.string(), conversationId: z.string() }),
  },
  {
    name: 'endConversation',
    direction: 'toClient',
    summary: 'A conversation, or an offer of it, has ended.',
    payload: z.looseObject({ conversationId: z.string(), requestId: z.string(), timestamp: z.string() }),
  },
  {
    name: 'socketSessionRemoved',
    direction: 'toClient',
    summary: 'The agent has signed in elsewhere; the socket is disconnected.',
    payload: z.looseObject({ agentId: z.string() }),
    addition: true,
  },
  {
    name: 'errors',
    direction: 'toClient',
    summary: 'The refusal of an event that came without a callback.',
    payload: z.looseObject({
      task: z.string(),
      code: z.string(),
      msg: z.string(),
      statusCode: z.number(),
    }),
    addition: true,
  },
];

export const chatSolutionEvents: readonly SocketEvent[] = [...toServer, ...toClient];
