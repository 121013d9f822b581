/** What a desk sends to the Agent Manager. */
import type { SocketEvent } from '../shared/catalog.ts';
import { CLIENT_EVENT_ALIASES } from './aliases.ts';
import * as ask from './client-events.ts';
import * as floor from './floor.ts';
import * as phone from './phone.ts';
import * as pull from './pull-lists.ts';
import * as tell from './server-schemas.ts';
import * as supervise from './supervision.ts';

export const toServer: readonly SocketEvent[] = [
  {
    name: 'changeAgentState',
    direction: 'toServer',
    summary:
      'Changes the state of the agent or of one MRD; always answered with agentPresence. A supervisor may name an agent of the own teams.',
    payload: ask.changeAgentState,
  },
  {
    name: 'topicSubscription',
    direction: 'toServer',
    summary: 'Accepts an offer, or asks again for a conversation; answered with onTopicData.',
    payload: ask.topicSubscription,
  },
  {
    name: 'rejectTask',
    direction: 'toServer',
    summary: 'Refuses an offer; it is offered to somebody else.',
    payload: ask.rejectTask,
    addition: true,
  },
  {
    name: 'publishCimEvent',
    direction: 'toServer',
    summary:
      'Sends a message, a whisper, a receipt or a typing notice, changes an own message or takes it back, or asks for more time to answer. The same message id counts once.',
    payload: ask.publishCimEvent,
    ack: tell.publishAnswer,
  },
  {
    name: 'directTransferRequest',
    direction: 'toServer',
    summary: 'Hands the customer over to a queue or an agent; the requester is out at once.',
    payload: ask.assistanceRequest,
  },
  {
    name: 'directConferenceRequest',
    direction: 'toServer',
    summary: 'Asks a queue or an agent to talk to the customer as well.',
    payload: ask.assistanceRequest,
  },
  {
    name: 'consultRequest',
    direction: 'toServer',
    summary: 'Asks a queue or an agent for help that the customer does not see.',
    payload: ask.assistanceRequest,
  },
  {
    name: 'consultTransferRequest',
    direction: 'toServer',
    summary: 'Hands the customer over to the agent who helps; the requester is out at once.',
    payload: ask.assistanceRequest,
  },
  {
    name: 'consultConferenceRequest',
    direction: 'toServer',
    summary: 'Lets the agent who helps talk to the customer as well.',
    payload: ask.assistanceRequest,
  },
  {
    name: 'cancelAssistanceRequest',
    direction: 'toServer',
    summary: 'Takes the request for another agent back that nobody has accepted yet.',
    payload: ask.cancelAssistanceRequest,
    addition: true,
  },
  {
    name: 'removeParticipant',
    direction: 'toServer',
    summary: 'The first agent of a conversation sends another one away.',
    payload: ask.removeParticipant,
    addition: true,
  },
  {
    name: 'steerConversation',
    direction: 'toServer',
    summary: 'A supervisor moves, prioritises, assigns, pulls out or ends a conversation, or ends a wrap-up.',
    payload: supervise.steerConversation,
    addition: true,
  },
  {
    name: 'flushQueue',
    direction: 'toServer',
    summary: 'A supervisor lets everybody go who waits in a queue.',
    payload: supervise.flushQueue,
    addition: true,
  },
  {
    name: 'raiseHand',
    direction: 'toServer',
    summary: 'Asks the supervisors of the agent’s team for help in a conversation.',
    payload: ask.raiseHand,
    addition: true,
  },
  {
    name: 'lowerHand',
    direction: 'toServer',
    summary: 'Asks for it no more.',
    payload: ask.lowerHand,
    addition: true,
  },
  {
    name: 'pauseConversation',
    direction: 'toServer',
    summary: 'Lets a conversation rest for a time; the customer is told.',
    payload: ask.pauseConversation,
  },
  {
    name: 'resumeConversation',
    direction: 'toServer',
    summary: 'Goes on with a conversation that rests.',
    payload: ask.resumeConversation,
  },
  {
    name: 'JoinAsSilentMonitor',
    direction: 'toServer',
    summary: 'A supervisor listens, unseen; one who whispers or talks to the customer steps back.',
    payload: ask.joinAsSilentMonitor,
  },
  {
    name: 'joinAsWhisper',
    direction: 'toServer',
    summary:
      'A supervisor who listens talks to the agents; where a hand is raised, one who is not there yet, too.',
    payload: ask.changeSupervision,
  },
  {
    name: 'JoinAsBargin',
    direction: 'toServer',
    summary: 'A supervisor who listens talks to the customer as well.',
    payload: ask.changeSupervision,
  },
  {
    name: 'topicUnsubscription',
    direction: 'toServer',
    summary: 'Leaves a conversation; wrap-up begins when there is one.',
    payload: ask.topicUnsubscription,
    aliases: CLIENT_EVENT_ALIASES.topicUnsubscription,
  },
  {
    name: 'closeWrapup',
    direction: 'toServer',
    summary: 'Ends the wrap-up, with codes or without.',
    payload: ask.closeWrapup,
  },
  {
    name: 'enterWrapup',
    direction: 'toServer',
    summary: 'Keeps what is entered for the wrap-up so far; submitted when the wrap-up ends by itself.',
    payload: ask.enterWrapup,
    addition: true,
  },
  {
    name: 'extendWrapup',
    direction: 'toServer',
    summary: 'Asks for more time to wrap up; answered with a new wrapupTimerStarted.',
    payload: ask.extendWrapup,
    addition: true,
  },
  {
    name: 'subscribePullModeList',
    direction: 'toServer',
    summary: 'Begins to look at a pull list; remembered until unsubscribed.',
    payload: pull.pullListSubscription,
  },
  {
    name: 'unsubscribePullModeList',
    direction: 'toServer',
    summary: 'Looks at a pull list no more.',
    payload: pull.pullListSubscription,
  },
  {
    name: 'joinPullModeRequest',
    direction: 'toServer',
    summary: 'Joins the conversation of a request on a pull list; answered with onTopicData.',
    payload: pull.joinPullRequest,
  },
  {
    name: 'deletePullModeRequest',
    direction: 'toServer',
    summary: 'Ends the conversation of a request for everybody in it. The payload may be the bare id.',
    payload: pull.endPullRequest,
  },
  {
    name: 'topicEvents',
    direction: 'toServer',
    summary: 'Asks for what happened in a conversation after a sequence.',
    payload: ask.topicEventsRequest,
    ack: tell.topicEventsAnswer,
    addition: true,
  },
  {
    name: 'agentActive',
    direction: 'toServer',
    summary: 'The agent is there; without a sign of life they are signed out in time.',
    payload: ask.agentActive,
    addition: true,
  },
  {
    name: 'refreshToken',
    direction: 'toServer',
    summary: 'Hands over a new access token before the old one runs out.',
    payload: ask.refreshToken,
    ack: tell.refreshAnswer,
    addition: true,
  },
  {
    name: 'watchFigures',
    direction: 'toServer',
    summary: 'Asks to be told deskFigures while the desk has nothing to do, or no more.',
    payload: ask.watchFigures,
    addition: true,
  },
  {
    name: 'watchFloor',
    direction: 'toServer',
    summary: 'A supervisor asks to be told the floor of the own teams, or no more.',
    payload: floor.watchFloor,
    addition: true,
  },
  {
    name: 'signInPhone',
    direction: 'toServer',
    summary: 'Signs the phone of the agent in at Cisco Finesse.',
    payload: phone.signInPhone,
    addition: true,
  },
  {
    name: 'signOutPhone',
    direction: 'toServer',
    summary: 'Signs the phone out.',
    payload: phone.signOutPhone,
    addition: true,
  },
  {
    name: 'callAction',
    direction: 'toServer',
    summary: 'Acts on a call: answers, holds, hands over, hangs up.',
    payload: phone.callAction,
    addition: true,
  },
  {
    name: 'makeCall',
    direction: 'toServer',
    summary: 'Calls a number.',
    payload: phone.makeCall,
    addition: true,
  },
  {
    name: 'superviseCall',
    direction: 'toServer',
    summary: 'A supervisor listens to a call of the own teams, or joins it.',
    payload: phone.superviseCall,
    addition: true,
  },
  {
    name: 'phoneBooks',
    direction: 'toServer',
    summary: 'Asks for the phone books; they come with the answer.',
    payload: phone.phoneBooks,
    addition: true,
  },
];
