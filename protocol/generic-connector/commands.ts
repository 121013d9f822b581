/**
 * The commands of the Generic Connector: a message has the type `<Command>#<agent>` and its parameters, separated by
 * commas, in the body. Whatever the case, a command is understood; it is written as here.
 */

/** What a command is about; clients may send it along. */
export type CommandCategory =
  | 'system'
  | 'agent_info'
  | 'agent_state'
  | 'agent_call'
  | 'agent_work'
  | 'agent_dialog'
  | 'supervisor_queue_info'
  | 'supervisor_dialog'
  | 'supervisor_team'
  | 'supervisor_team_member_state';

export type CommandShape = {
  category: CommandCategory;
  /** The names of its parameters, in order. */
  parameters: readonly string[];
  /** One sentence: what it does, and what answers it. */
  summary: string;
};

const call = (parameters: readonly string[], summary: string) =>
  ({ category: 'agent_call', parameters, summary }) as const;
const state = (parameters: readonly string[], summary: string) =>
  ({ category: 'agent_state', parameters, summary }) as const;
const dialog = (parameters: readonly string[], summary: string) =>
  ({ category: 'agent_dialog', parameters, summary }) as const;

export const COMMANDS = {
  Hello: {
    category: 'system',
    parameters: [],
    summary: 'Asks, before anybody is signed in, whether Finesse is in service. Answered by System.',
  },
  Beat: {
    category: 'system',
    parameters: [],
    summary: 'The same while somebody is signed in. Answered by System.',
  },
  Connect: {
    category: 'agent_info',
    parameters: ['client_destination', 'agent_password'],
    summary: 'Says where the events of an agent go. Not answered when it is good.',
  },
  Login: state(['agent_password', 'agent_extension'], 'Signs in. Answered by State and AgentInfo.'),
  MobileAgentLogin: state(
    ['agent_password', 'agent_extension', 'agent_phone', 'connection_mode'],
    'Signs in with an outside telephone (true: call by call; false: nailed). Answered by State and AgentInfo.',
  ),
  Logout: state([], 'Signs out. Answered by State.'),
  MakeReady: state([], 'Takes calls from now on. Answered by State.'),
  MakeNotReady: state([], 'Takes no calls. Answered by State.'),
  GetState: state([], 'Asks for the present state. Answered by State.'),
  MakeNotReadyWithReason: state(['agent_reason_code'], 'Takes no calls, and says why. Answered by State.'),
  MakeCall: call(['extension'], 'Calls somebody. Answered by InboundCall.'),
  AnswerCall: call(['dialog_id'], 'Answers a call that rings. Answered by InboundCall.'),
  HoldCall: call(['dialog_id'], 'Holds a call. Answered by InboundCall.'),
  RetrieveCall: call(['dialog_id'], 'Goes on with a held call. Answered by InboundCall.'),
  ReleaseCall: call(['dialog_id'], 'Leaves a call. Answered by InboundCall, DROPPED.'),
  wrapupreasoncode: {
    category: 'agent_work',
    parameters: [],
    summary: 'Asks for the reasons of a wrap-up. Answered by ReasonCodes.',
  },
  reasoncodelogout: state([], 'Asks for the reasons to sign out. Answered by ReasonCodes.'),
  reasoncodenotready: state([], 'Asks for the reasons to be not ready. Answered by ReasonCodes.'),
  Transfer_sst: call(['extension', 'dialog_id'], 'Transfers at once. Answered by InboundCall, DROPPED.'),
  ConsultCall: call(
    ['extension', 'dialog_id'],
    'Asks somebody, before a transfer or a conference. Answered by ConsultCall.',
  ),
  TransferCall: call(['agent_extension', 'dialog_id'], 'Completes a transfer. Answered by InboundCall.'),
  Conferencecall: call(['agent_extension', 'dialog_id'], 'Completes a conference. Answered by InboundCall.'),
  getdialogstate: dialog(['dialog_id'], 'Asks for the state of a call. Answered by DialogState.'),
  wrapup: dialog(['wrapup_reason', 'dialog_id'], 'Says what a call was about. Not answered.'),
  logoutwithreason: state(['reason_code'], 'Signs out, and says why. Answered by State.'),
  force_logout: state(
    [],
    'Signs out whatever the state; after the call, if there is one. Answered by State.',
  ),
  getdialogstatecontrols: dialog(
    ['dialog_id'],
    'Asks what may be done with a call now. Answered by DialogControls.',
  ),
  makeworknotready: state([], 'During a call: will take no calls after it. Answered by State.'),
  makeworkready: state([], 'During a call: will take calls after it. Answered by State.'),
  getDialogParticipants: call(['dialog_id'], 'Asks who is in a call. Answered by DialogParticipants.'),
  getallagents: call([], 'Asks who is signed in. Answered by Agents.'),
  update_call_variable: call(
    ['dialog_id', 'variable_name', 'variable_value'],
    'Changes a variable of a call. Answered by InboundCall.',
  ),
  getqueuelist: {
    category: 'supervisor_queue_info',
    parameters: [],
    summary: 'Asks for the queues. Answered by QueueList.',
  },
  silentmonitor: {
    category: 'supervisor_dialog',
    parameters: ['agent_extension'],
    summary: "Listens to an agent's call. Answered by InboundCall of the type SUPERVISOR_MONITOR.",
  },
  dropparticipant: {
    category: 'supervisor_dialog',
    parameters: ['agent_extension', 'dialog_id'],
    summary: 'Removes somebody from a call. Answered by InboundCall.',
  },
  getteamusers: {
    category: 'supervisor_team',
    parameters: ['team_id'],
    summary: 'Asks for the people of a team. Answered by TeamUsers.',
  },
  getteamuserstate: {
    category: 'supervisor_team_member_state',
    parameters: ['team_agent'],
    summary: 'Asks for the state of somebody in a team. Answered by State of that agent.',
  },
  bargein: call(['team_agent', 'dialog_id'], "Joins an agent's call. Answered by InboundCall."),
} as const satisfies Record<string, CommandShape>;

export type CommandName = keyof typeof COMMANDS;

const byLowerCase = new Map<string, CommandName>(
  (Object.keys(COMMANDS) as CommandName[]).map((name) => [name.toLowerCase(), name]),
);

/** The command that is meant, in whatever case; undefined: there is none of that name. */
export function commandNamed(word: string): CommandName | undefined {
  return byLowerCase.get(word.toLowerCase());
}
