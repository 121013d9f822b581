/**
 * Everything that can be asked of the contact centre.
 *
 * A command is plain data. It brings its own `id` (a UUID): the core makes no ids, it derives those it needs
 * from this one, so that the same command always decides the same. Gateways have checked who asks; the core
 * checks whether that person may do this here and now.
 */
import type { Base } from './commands/base.ts';
import type { EndCallLeg, EndCallMonitoring, HoldCall, MonitorCall, StartCallLeg } from './commands/calls.ts';
import type {
  RequestAgent,
  CancelRequest,
  PromoteHelper,
  RemoveAgent,
  RaiseHand,
} from './commands/colleagues.ts';
import type {
  BeginConversation,
  JoinConversation,
  LeaveConversation,
  EndConversation,
  EndListed,
  ChangeOwner,
  PauseConversation,
  ResumeConversation,
  ResetResponse,
} from './commands/conversations.ts';
import type {
  StartSession,
  EndSession,
  ConnectSession,
  DisconnectSession,
  HandOverByBot,
  LinkCustomer,
  UpdateCustomer,
} from './commands/customers.ts';
import type { SendMessage, ChangeMessage, MarkMessage, IndicateTyping } from './commands/messages.ts';
import type {
  ConnectAgent,
  DisconnectAgent,
  SetAgentState,
  SetMrdState,
  LogoutAgent,
  ShowActivity,
  SubscribeList,
} from './commands/presence.ts';
import type {
  SuperviseConversation,
  ChangeSupervision,
  SteerConversation,
  FlushQueue,
} from './commands/supervision.ts';
import type { AcceptTask, RejectTask, CloseWrapup, EnterWrapup, ExtendWrapup } from './commands/tasks.ts';
import type { Config } from './config.ts';

export type * from './commands/calls.ts';
export type * from './commands/colleagues.ts';
export type * from './commands/conversations.ts';
export type * from './commands/customers.ts';
export type * from './commands/messages.ts';
export type * from './commands/presence.ts';
export type * from './commands/supervision.ts';
export type * from './commands/tasks.ts';

/** Raised when commands, or what comes with them, change their form in a way that an older program would not see. */
export const COMMAND_VERSION = 2;

/** The contact centre as it is from now on; refused (VALIDATION) when it names what is not there. */
export type Configure = Base & { type: 'configure'; config: Config };

/** Time has passed: every deadline that is due is carried out. */
export type Tick = Base & { type: 'tick' };

/** Any command; handled exhaustively in `decide`. */
export type Command =
  | Configure
  | Tick
  | ConnectAgent
  | DisconnectAgent
  | SetAgentState
  | SetMrdState
  | LogoutAgent
  | AcceptTask
  | RejectTask
  | StartSession
  | EndSession
  | ConnectSession
  | DisconnectSession
  | StartCallLeg
  | EndCallLeg
  | HoldCall
  | MonitorCall
  | EndCallMonitoring
  | SendMessage
  | MarkMessage
  | IndicateTyping
  | LeaveConversation
  | EndConversation
  | HandOverByBot
  | ChangeOwner
  | JoinConversation
  | BeginConversation
  | SubscribeList
  | EndListed
  | SuperviseConversation
  | ChangeSupervision
  | SteerConversation
  | FlushQueue
  | RequestAgent
  | CancelRequest
  | PromoteHelper
  | RemoveAgent
  | RaiseHand
  | PauseConversation
  | ResumeConversation
  | ShowActivity
  | ResetResponse
  | LinkCustomer
  | UpdateCustomer
  | ChangeMessage
  | CloseWrapup
  | EnterWrapup
  | ExtendWrapup;
