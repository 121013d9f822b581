/** The events as types, for `Server<ClientToServer, ServerToClient>` and for `Socket<ServerToClient, ClientToServer>`. */
import type * as z from 'zod/mini';
import type { Acknowledgement } from '../shared/acknowledgement.ts';
import type { WireAnnouncement } from './announcements.ts';
import type * as ask from './client-events.ts';
import type * as floor from './floor.ts';
import type * as phone from './phone.ts';
import type * as pull from './pull-lists.ts';
import type * as tell from './server-events.ts';
import type * as supervise from './supervision.ts';

type Answer<T extends object = object> = (answer: Acknowledgement<T>) => void;
type Asked<S extends z.ZodMiniType, T extends object = object> = (
  payload: z.input<S>,
  answer?: Answer<T>,
) => void;

/** What a desk emits. */
export type ClientToServerEvents = {
  changeAgentState: Asked<typeof ask.changeAgentState>;
  topicSubscription: Asked<typeof ask.topicSubscription>;
  topicUnsubscription: Asked<typeof ask.topicUnsubscription>;
  publishCimEvent: Asked<typeof ask.publishCimEvent, { messageId?: string; seq?: number }>;
  closeWrapup: Asked<typeof ask.closeWrapup>;
  enterWrapup: Asked<typeof ask.enterWrapup>;
  extendWrapup: Asked<typeof ask.extendWrapup>;
  rejectTask: Asked<typeof ask.rejectTask>;
  directTransferRequest: Asked<typeof ask.assistanceRequest>;
  directConferenceRequest: Asked<typeof ask.assistanceRequest>;
  consultRequest: Asked<typeof ask.assistanceRequest>;
  consultTransferRequest: Asked<typeof ask.assistanceRequest>;
  consultConferenceRequest: Asked<typeof ask.assistanceRequest>;
  cancelAssistanceRequest: Asked<typeof ask.cancelAssistanceRequest>;
  removeParticipant: Asked<typeof ask.removeParticipant>;
  subscribePullModeList: Asked<typeof pull.pullListSubscription>;
  unsubscribePullModeList: Asked<typeof pull.pullListSubscription>;
  joinPullModeRequest: Asked<typeof pull.joinPullRequest>;
  deletePullModeRequest: Asked<typeof pull.endPullRequest>;
  JoinAsSilentMonitor: Asked<typeof ask.joinAsSilentMonitor>;
  joinAsWhisper: Asked<typeof ask.changeSupervision>;
  JoinAsBargin: Asked<typeof ask.changeSupervision>;
  steerConversation: Asked<typeof supervise.steerConversation>;
  flushQueue: Asked<typeof supervise.flushQueue>;
  raiseHand: Asked<typeof ask.raiseHand>;
  lowerHand: Asked<typeof ask.lowerHand>;
  pauseConversation: Asked<typeof ask.pauseConversation>;
  resumeConversation: Asked<typeof ask.resumeConversation>;
  agentActive: Asked<typeof ask.agentActive>;
  refreshToken: Asked<typeof ask.refreshToken, { expiresAt: number }>;
  topicEvents: Asked<typeof ask.topicEventsRequest, tell.TopicEventsAnswer>;
  watchFigures: Asked<typeof ask.watchFigures>;
  watchFloor: Asked<typeof floor.watchFloor>;
  signInPhone: Asked<typeof phone.signInPhone>;
  signOutPhone: Asked<typeof phone.signOutPhone>;
  callAction: Asked<typeof phone.callAction>;
  makeCall: Asked<typeof phone.makeCall>;
  superviseCall: Asked<typeof phone.superviseCall>;
  phoneBooks: Asked<typeof phone.phoneBooks, phone.PhoneBooks>;
};

/** What a desk hears. `connect_error` is Socket.IO's own (see `handshake.ts`). */
export type ServerToClientEvents = {
  onChannelTypes: (payload: tell.OnChannelTypes) => void;
  agentPresence: (payload: tell.AgentPresenceEvent) => void;
  onPullModeSubscribedList: (payload: pull.WirePullList[]) => void;
  pullModeSubscribedListRequests: (payload: pull.PullRequest[]) => void;
  addPullModeSubscribedListRequests: (payload: pull.PullRequest[]) => void;
  removePullModeSubscribedListRequests: (payload: string) => void;
  onPullModeSubscribedListRequest: (payload: pull.PullModeEvent) => void;
  taskRequest: (payload: tell.TaskRequest) => void;
  taskPreview: (payload: tell.TaskPreview) => void;
  revokeTask: (payload: tell.RevokeTask) => void;
  onTopicData: (payload: tell.OnTopicData) => void;
  onCimEvent: (payload: tell.OnCimEvent) => void;
  topicUnsubscription: (payload: tell.TopicUnsubscriptionEvent) => void;
  topicClosed: (payload: tell.TopicClosed) => void;
  agentAssistanceRequestPlaced: (payload: tell.AgentAssistanceRequestPlaced) => void;
  agentAssignedForAssistance: (payload: tell.AgentAssignedForAssistance) => void;
  consulTransferRequestSuccess: (payload: tell.ConsultTransferSuccess) => void;
  wrapupTimerStarted: (payload: tell.WrapupTimerStarted) => void;
  socketSessionRemoved: (payload: tell.SocketSessionRemoved) => void;
  endedWhileAway: (payload: tell.EndedWhileAway) => void;
  snapshotComplete: (payload: tell.SnapshotComplete) => void;
  inactivityWarning: (payload: tell.InactivityWarning) => void;
  deskFigures: (payload: tell.DeskFigures) => void;
  supervisorActed: (payload: supervise.SupervisorActed) => void;
  conversationMonitored: (payload: supervise.ConversationMonitored) => void;
  ANNOUNCEMENT_CREATED: (payload: WireAnnouncement) => void;
  phone: (payload: phone.Phone) => void;
  ANNOUNCEMENT_DELETED: (payload: WireAnnouncement) => void;
  floorSnapshot: (payload: floor.FloorSnapshot) => void;
  floorChanges: (payload: floor.FloorChanges) => void;
  errors: (payload: tell.ErrorsEvent) => void;
};

export type ClientEventName = keyof ClientToServerEvents;
export type ServerEventName = keyof ServerToClientEvents;
