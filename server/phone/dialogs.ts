/** Reading Finesse's dialogs from the side of one phone. */
import type { CallEndReason, TaskDirection } from '../core/state.ts';
import type { Dialog, Participant } from '../finesse/model.ts';

/** The part that the phone with this number has in a call. */
export function ownPart({ participants }: Dialog, extension: string): Participant | undefined {
  return participants.find(({ mediaAddress }) => mediaAddress === extension);
}

/** Whether it is one of a supervisor who listens. */
export function isMonitor({ callType }: Dialog): boolean {
  return callType === 'SUPERVISOR_MONITOR';
}

function isConsult({ callType, associatedId }: Dialog): boolean {
  return callType === '' ? associatedId !== null : callType.startsWith('CONSULT');
}

/** Whether the phone has begun the consult itself: it is a part of the call that is on hold meanwhile. */
export function isOwnConsult(dialog: Dialog, extension: string): boolean {
  return isConsult(dialog) && dialog.fromAddress === extension;
}

/**
 * The other end; null where Finesse does not say. A call that was handed on keeps the addresses of those who began it:
 * where they have left, the one who is still there is meant.
 */
export function otherNumber(dialog: Dialog, extension: string): string | null {
  const number = dialog.fromAddress === extension ? dialog.toAddress : dialog.fromAddress;
  const there = dialog.participants
    .filter(({ mediaAddress, state }) => mediaAddress !== extension && state !== 'DROPPED')
    .map(({ mediaAddress }) => mediaAddress);
  const [only = ''] = there;
  const wasHandedOn = dialog.callType === 'TRANSFER' || dialog.callType === 'CONFERENCE';
  if (wasHandedOn && there.length === 1 && only !== '') return only;
  return number === '' ? null : number;
}

/** The call that a consult belongs to. Finesse names the consult at that call as well: it is none. */
export function consultOf(dialog: Dialog): string | null {
  return isConsult(dialog) ? dialog.associatedId : null;
}

/** What the call is for the agent. */
export function reasonOf(dialog: Dialog, extension: string, wasConsulted: boolean): TaskDirection {
  if (isConsult(dialog)) return 'CONSULT';
  if (wasConsulted) return dialog.callType === 'CONFERENCE' ? 'CONSULT_CONFERENCE' : 'CONSULT_TRANSFER';
  return dialog.fromAddress === extension ? 'OUTBOUND' : 'INBOUND';
}

/** How a part ended. `handsOver`: the agent asks somebody about the call, or has just given it away. */
export function endOf(dialog: Dialog, handsOver: 'SST' | 'CONSULT' | null): CallEndReason {
  if (isConsult(dialog)) return 'CONSULT_ENDED';
  if (handsOver === null) return 'DIALOG_ENDED';
  return handsOver === 'SST' ? 'DIRECT_TRANSFER' : 'CONSULT_TRANSFER';
}

/** Epoch ms of a time as Finesse writes it; null: none. */
export function timeOf(text: string | undefined): number | null {
  const time = Date.parse(text ?? '');
  return Number.isFinite(time) ? time : null;
}
