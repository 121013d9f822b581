/** Every event of the Agent Manager's socket: the source of its AsyncAPI page. */
import type { SocketEvent } from '../shared/catalog.ts';
import { announcement } from './announcements.ts';
import { CLIENT_EVENT_ALIASES } from './aliases.ts';
import * as ask from './client-events.ts';
import * as floor from './floor.ts';
import * as pull from './pull-lists.ts';
import * as tell from './server-schemas.ts';
import * as supervise from './supervision.ts';

const toServer: SocketEvent[] = [
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
];

const toClient: SocketEvent[] = [
  {
    name: 'onChannelTypes',
    direction: 'toClient',
    summary: 'The channel types there are; the first thing after connect.',
    payload: tell.channelTypes,
  },
  {
    name: 'agentPresence',
    direction: 'toClient',
    summary: "The agent's own state and that of each MRD, after connect and after every change.",
    payload: tell.agentPresence,
  },
  {
    name: 'onPullModeSubscribedList',
    direction: 'toClient',
    summary: 'The pull lists that the agent has subscribed to.',
    payload: pull.pullListsPayload,
  },
  {
    name: 'pullModeSubscribedListRequests',
    direction: 'toClient',
    summary: 'The requests of the subscribed pull lists, after connect.',
    payload: pull.pullRequestsPayload,
  },
  {
    name: 'addPullModeSubscribedListRequests',
    direction: 'toClient',
    summary: 'The requests of a pull list that the agent has just subscribed to.',
    payload: pull.pullRequestsPayload,
  },
  {
    name: 'removePullModeSubscribedListRequests',
    direction: 'toClient',
    summary: 'The id of a pull list that the agent looks at no more; its requests go with it.',
    payload: pull.removedPullList,
  },
  {
    name: 'onPullModeSubscribedListRequest',
    direction: 'toClient',
    summary: 'A request of a subscribed pull list is new, has been written to again, or has changed.',
    payload: pull.pullModeEvent,
  },
  {
    name: 'taskRequest',
    direction: 'toClient',
    summary: 'An offer: ring until expiresAt, or until revokeTask.',
    payload: tell.taskRequest,
  },
  {
    name: 'taskPreview',
    direction: 'toClient',
    summary:
      "The customer's first words, written while the offer rings. Desks that do not know it ignore it.",
    payload: tell.taskPreview,
    addition: true,
  },
  {
    name: 'revokeTask',
    direction: 'toClient',
    summary: 'The offer has ended; stop ringing.',
    payload: tell.revokeTask,
  },
  {
    name: 'onTopicData',
    direction: 'toClient',
    summary: 'The whole of a conversation; replaces what the desk had of it.',
    payload: tell.onTopicData,
  },
  {
    name: 'onCimEvent',
    direction: 'toClient',
    summary: 'Something happened in a conversation.',
    payload: tell.onCimEvent,
  },
  {
    name: 'agentAssistanceRequestPlaced',
    direction: 'toClient',
    summary: 'The request for another agent looks for one.',
    payload: tell.agentAssistanceRequestPlaced,
  },
  {
    name: 'agentAssignedForAssistance',
    direction: 'toClient',
    summary: 'Somebody has taken the request for another agent.',
    payload: tell.agentAssignedForAssistance,
  },
  {
    name: 'consulTransferRequestSuccess',
    direction: 'toClient',
    summary: 'The agent who helped talks to the customer now; the name is spelled like this.',
    payload: tell.consultTransferSuccess,
  },
  {
    name: 'wrapupTimerStarted',
    direction: 'toClient',
    summary: 'The wrap-up runs, with the seconds that are left.',
    payload: tell.wrapupTimerStarted,
  },
  {
    name: 'topicUnsubscription',
    direction: 'toClient',
    summary: 'The agent is out of the conversation, and why.',
    payload: tell.topicUnsubscriptionEvent,
  },
  {
    name: 'topicClosed',
    direction: 'toClient',
    summary: 'The conversation has ended for all.',
    payload: tell.topicClosed,
  },
  {
    name: 'socketSessionRemoved',
    direction: 'toClient',
    summary: 'The same agent signed in elsewhere; do not reconnect.',
    payload: tell.socketSessionRemoved,
  },
  {
    name: 'endedWhileAway',
    direction: 'toClient',
    summary:
      "What became of the agent's conversations while no desk was connected; told to the desk that comes back.",
    payload: tell.endedWhileAway,
    addition: true,
  },
  {
    name: 'snapshotComplete',
    direction: 'toClient',
    summary:
      'Everything that was there when the socket connected has been sent; sent once per connection, before anything live.',
    payload: tell.snapshotComplete,
    addition: true,
  },
  {
    name: 'inactivityWarning',
    direction: 'toClient',
    summary: 'The agent has done nothing for long and is signed out soon.',
    payload: tell.inactivityWarning,
    addition: true,
  },
  {
    name: 'deskFigures',
    direction: 'toClient',
    summary:
      "What waits in the agent's queues, who else is ready, and the agent's own day; only to sockets that asked.",
    payload: tell.deskFigures,
    addition: true,
  },
  {
    name: 'supervisorActed',
    direction: 'toClient',
    summary: 'A supervisor has acted on the agent, or on a conversation of the agent.',
    payload: supervise.supervisorActed,
    addition: true,
  },
  {
    name: 'ANNOUNCEMENT_CREATED',
    direction: 'toClient',
    summary:
      "A supervisor announces something to the agent's teams: as it begins, and after connect while it is unseen.",
    payload: announcement,
  },
  {
    name: 'ANNOUNCEMENT_DELETED',
    direction: 'toClient',
    summary: 'The announcement has ended or was removed. One that was changed is told anew.',
    payload: announcement,
  },
  {
    name: 'floorSnapshot',
    direction: 'toClient',
    summary:
      'All agents, queues and conversations of the teams that the supervisor has; only to sockets that asked.',
    payload: floor.floorSnapshot,
    addition: true,
  },
  {
    name: 'floorChanges',
    direction: 'toClient',
    summary: 'What has changed on the floor since the last time, gathered.',
    payload: floor.floorChanges,
    addition: true,
  },
  {
    name: 'errors',
    direction: 'toClient',
    summary: 'A refusal, to desks that gave no callback.',
    payload: tell.errorsEvent,
  },
];

export const agentManagerEvents: readonly SocketEvent[] = [...toServer, ...toClient];
