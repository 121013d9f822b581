/** Which command is carried out by what. */
import type { CommandName } from '../../../../protocol/generic-connector/commands.ts';
import * as calls from './call-commands.ts';
import * as questions from './question-commands.ts';
import * as states from './state-commands.ts';
import * as supervising from './supervisor-commands.ts';
import type { Carry } from './work.ts';

/** Commands that are not about Finesse, but about the connector itself. */
export type OwnCommand = 'Hello' | 'Beat' | 'Connect';

export const CARRY_OUT: Readonly<Record<Exclude<CommandName, OwnCommand>, Carry>> = {
  Login: states.login,
  MobileAgentLogin: states.mobileAgentLogin,
  Logout: states.logout,
  MakeReady: states.makeReady,
  MakeNotReady: states.makeNotReady,
  GetState: states.getState,
  MakeNotReadyWithReason: states.makeNotReadyWithReason,
  MakeCall: calls.makeCall,
  AnswerCall: calls.answerCall,
  HoldCall: calls.holdCall,
  RetrieveCall: calls.retrieveCall,
  ReleaseCall: calls.releaseCall,
  wrapupreasoncode: questions.wrapUpReasons,
  reasoncodelogout: questions.logoutReasons,
  reasoncodenotready: questions.notReadyReasons,
  Transfer_sst: calls.transferAtOnce,
  ConsultCall: calls.consultCall,
  TransferCall: calls.transferCall,
  Conferencecall: calls.conferenceCall,
  getdialogstate: questions.getDialogState,
  wrapup: calls.wrapUp,
  logoutwithreason: states.logoutWithReason,
  force_logout: states.forceLogout,
  getdialogstatecontrols: questions.getDialogControls,
  makeworknotready: states.makeWorkNotReady,
  makeworkready: states.makeWorkReady,
  getDialogParticipants: questions.getDialogParticipants,
  getallagents: questions.getAllAgents,
  update_call_variable: calls.updateCallVariable,
  getqueuelist: supervising.getQueueList,
  silentmonitor: supervising.silentMonitor,
  dropparticipant: supervising.dropParticipant,
  getteamusers: supervising.getTeamUsers,
  getteamuserstate: supervising.getTeamUserState,
  bargein: supervising.bargeIn,
};

/** What works without being signed in. */
export const SIGNS_IN: ReadonlySet<CommandName> = new Set(['Login', 'MobileAgentLogin']);
