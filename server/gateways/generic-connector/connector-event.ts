/** The events of the connector, in the shapes of its documents. */
import type { CommandName } from '../../../protocol/generic-connector/commands.ts';
import { CONNECTOR_ERRORS } from '../../../protocol/generic-connector/errors.ts';
import type { ConnectorErrorCode } from '../../../protocol/generic-connector/errors.ts';
import type { ConnectorEvent, EventBody } from '../../../protocol/generic-connector/events.ts';
import type { ApiError, Dialog, FinesseUser, Participant, Reason } from '../../finesse/model.ts';
import type { ServiceStatus } from '../../finesse/service.ts';

/** Writes a time of Finesse (ISO 8601) as `yyyy-MM-dd HH:mm:ss` in one zone; empty when there is none. */
export type TimeWriter = (time: string) => string;

export function timeWriter(timeZone: string): TimeWriter {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return (time) => {
    const at = time === '' ? Number.NaN : Date.parse(time);
    if (Number.isNaN(at)) return '';
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = parts;
    return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
  };
}

export function systemEvent(status: ServiceStatus): ConnectorEvent {
  return { type: 'System', status };
}

export function agentInfo(agentId: string, user: FinesseUser): ConnectorEvent {
  return {
    type: 'AgentInfo',
    firstName: user.firstName,
    lastName: user.lastName,
    supervisor: user.roles.includes('Supervisor'),
    wrapUpOnIncoming: user.wrapUpOnIncoming,
    // Those that are supervised: an agent has none.
    teams: user.roles.includes('Supervisor') ? user.teams.map(({ id, name }) => ({ id, name })) : [],
    team: { id: user.team.id, name: user.team.name },
    agentId,
  };
}

/** @param codes the codes of reasons by their ids, for when Finesse tells the id alone */
export function stateEvent(
  agentId: string,
  user: FinesseUser,
  codes: ReadonlyMap<string, string>,
  time: TimeWriter,
): ConnectorEvent {
  const { reason } = user;
  return {
    type: 'State',
    agentId,
    state: user.state,
    reasonCode: reason === null ? '' : (reason.code ?? codes.get(reason.id) ?? reason.id),
    stateChangeTimeString: '',
    pendingState: user.pendingState,
    stateChangeTime: time(user.stateChangeTime),
  };
}

export function newInboundCall(agentId: string, dialog: Dialog): ConnectorEvent {
  return {
    type: 'NewInboundCall',
    dialogId: dialog.id,
    fromAddress: dialog.fromAddress,
    callVariables: callVariables(dialog),
    agentId,
  };
}

export function inboundCall(
  agentId: string,
  dialog: Dialog,
  own: Participant,
  prevDialogId: string | null,
  time: TimeWriter,
): ConnectorEvent {
  return {
    type: 'InboundCall',
    dialogId: dialog.id,
    state: own.state,
    startTime: time(own.startTime),
    prevDialogId,
    fromAddress: dialog.fromAddress,
    callVariables: callVariables(dialog),
    participants: participantsOf(dialog),
    callType: dialog.callType,
    agentId,
  };
}

export function consultCall(
  agentId: string,
  dialog: Dialog,
  own: Participant,
  time: TimeWriter,
): ConnectorEvent {
  return {
    type: 'ConsultCall',
    state: own.state,
    assDialogId: dialog.id,
    fromAddress: dialog.fromAddress,
    toAddress: dialog.toAddress,
    startTime: time(own.startTime),
    callVariables: callVariables(dialog),
    participants: participantsOf(dialog),
    agentId,
  };
}

export function droppedCall(agentId: string, dialogId: string): ConnectorEvent {
  return { type: 'InboundCall', dialogId, prevDialogId: null, state: 'DROPPED', agentId };
}

export function droppedConsult(agentId: string, assDialogId: string): ConnectorEvent {
  return { type: 'ConsultCall', assDialogId, state: 'DROPPED', agentId };
}

export function dialogState(agentId: string, dialogId: string, state: string): ConnectorEvent {
  return { type: 'DialogState', dialogId, state, agentId };
}

/** Reasons by what clients name them by: their code, or the id where they have none. */
export function reasonCodes(
  agentId: string,
  category: 'WrapUp' | 'LOGOUT' | 'NOT_READY',
  reasons: readonly Reason[],
): ConnectorEvent {
  return {
    type: 'ReasonCodes',
    category,
    reasonCodes: reasons.map(({ id, code, label }) => ({ [code === '' ? id : code]: label })),
    agentId,
  };
}

export function participantsOf(
  dialog: Dialog,
): { mediaAddress: string; state: string; addressType: string }[] {
  return dialog.participants.map(({ mediaAddress, state, addressType }) => ({
    mediaAddress,
    state,
    addressType,
  }));
}

/** Why a command was not carried out; the last is what Finesse says. */
export type Refusal = { code: ConnectorErrorCode; reason?: string; error?: ApiError | null };

export function errorEvent(
  agentId: string,
  command: CommandName | (string & {}),
  refusal: Refusal,
): ConnectorEvent {
  const { code, reason, error } = refusal;
  return {
    type: 'Error',
    agentId,
    command,
    code,
    reason: reason ?? CONNECTOR_ERRORS[code],
    ...(error != null && { errorType: error.type, errorMessage: error.message, errorData: error.data }),
  };
}

/** The message of an event: its JMS type and its body. The agents come as a list of one. */
export function messageOf(event: ConnectorEvent): { type: string; body: string } {
  const body: EventBody = event.type === 'Agents' ? [event] : event;
  return { type: event.type, body: JSON.stringify(body) };
}

const NUMBERS = Array.from({ length: 10 }, (_unused, index) => `callVariable${index + 1}`);

function callVariables(dialog: Dialog): Record<string, string>[] {
  return [
    ...NUMBERS.map((name) => ({ [name]: dialog.variables.get(name) ?? '' })),
    { ani: dialog.fromAddress },
  ];
}
