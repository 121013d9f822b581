/** What the Agent Manager sends to a desk. */
import type { SocketEvent } from '../shared/catalog.ts';
import { announcement } from './announcements.ts';
import * as floor from './floor.ts';
import * as phone from './phone.ts';
import * as pull from './pull-lists.ts';
import * as tell from './server-schemas.ts';
import * as supervise from './supervision.ts';

export const toClient: readonly SocketEvent[] = [
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
    name: 'phone',
    direction: 'toClient',
    summary: 'The phone at Cisco Finesse and its calls, whole, after each change and on connecting.',
    payload: phone.phone,
    addition: true,
  },
  {
    name: 'conversationMonitored',
    direction: 'toClient',
    summary:
      'Who listens to a conversation of the agent, whenever that changes; only where agents are told (`tellAgentsWhenMonitored`).',
    payload: supervise.conversationMonitored,
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
