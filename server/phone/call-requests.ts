/** What a desk asks of a call, as Finesse is asked. */
import type { CallAction } from '../../protocol/agent-manager/phone.ts';
import { ProtocolError } from '../../protocol/shared/errors.ts';
import type { CallMonitoringAct } from '../core/commands.ts';
import type { Change } from '../finesse/finesse-client.ts';
import type { Dialog } from '../finesse/model.ts';
import { tag } from '../finesse/xml.ts';
import { isMonitor, ownPart } from './dialogs.ts';

type Dialogs = ReadonlyMap<string, Dialog>;

/**
 * The dialog to ask: a transfer or a conference is completed on the call that is on hold, whichever the desk names.
 * Throws CALL_NOT_FOUND, PHONE_ACTION_NOT_ALLOWED.
 */
export function dialogToAct(dialogs: Dialogs, extension: string, { callId, action }: CallAction): Dialog {
  const named = dialogs.get(callId);
  if (named === undefined) throw new ProtocolError('CALL_NOT_FOUND');
  const may = (dialog: Dialog): boolean => ownPart(dialog, extension)?.actions.includes(action) === true;
  if (may(named)) return named;
  const completes = action === 'TRANSFER' || action === 'CONFERENCE';
  const other = completes ? [...dialogs.values()].find(may) : undefined;
  if (other === undefined) throw new ProtocolError('PHONE_ACTION_NOT_ALLOWED');
  return other;
}

/** By which a supervisor with this phone listens. Throws CALL_NOT_FOUND. */
function monitorOf(dialogs: Dialogs, extension: string): Dialog {
  const found = [...dialogs.values()].find((dialog) => isMonitor(dialog) && dialog.fromAddress === extension);
  if (found === undefined) throw new ProtocolError('CALL_NOT_FOUND');
  return found;
}

/** The action and the rest by which Finesse lets somebody listen or come in. Throws CALL_NOT_FOUND for who does not listen. */
export function supervisionOf(
  dialogs: Dialogs,
  own: string,
  extension: string,
  how: CallMonitoringAct,
): [action: string, more: Change] {
  const to: Change = [['toAddress', extension]];
  if (how === 'MONITOR') return ['SILENT_MONITOR', to];
  const uri = `/finesse/api/Dialog/${encodeURIComponent(monitorOf(dialogs, own).id)}`;
  return ['BARGE_CALL', [...to, ['associatedDialogUri', uri]]];
}

/** What Finesse is sent. Throws VALIDATION where the request lacks what its action needs. */
export function changeOf(request: CallAction, extension: string): Change {
  const { action, participant } = request;
  const target = action === 'PARTICIPANT_DROP' ? needed(participant) : extension;
  return [
    ['requestedAction', action],
    ...(action === 'UPDATE_CALL_DATA' ? [] : ([['targetMediaAddress', target]] satisfies Change)),
    ...detailsOf(request),
  ];
}

function detailsOf({ action, toAddress, digits, wrapUpReason, variables }: CallAction): Change {
  switch (action) {
    case 'CONSULT_CALL':
    case 'TRANSFER_SST':
      return [['toAddress', needed(toAddress)]];
    case 'SEND_DTMF':
      return [
        ['actionParams', [tag('ActionParam', [tag('name', 'dtmfString'), tag('value', needed(digits))])]],
      ];
    case 'UPDATE_CALL_DATA': {
      const written = (variables ?? []).map(({ name, value }) =>
        tag('CallVariable', [tag('name', name), tag('value', value)]),
      );
      const parts = [
        ...(typeof wrapUpReason === 'string' ? [tag('wrapUpReason', wrapUpReason)] : []),
        ...(written.length > 0 ? [tag('callvariables', written)] : []),
      ];
      if (parts.length === 0) throw new ProtocolError('VALIDATION');
      return [['mediaProperties', parts]];
    }
    case 'ANSWER':
    case 'HOLD':
    case 'RETRIEVE':
    case 'DROP':
    case 'TRANSFER':
    case 'CONFERENCE':
    case 'PARTICIPANT_DROP':
      return [];
  }
}

function needed(value: string | null | undefined): string {
  if (value === null || value === undefined || value === '') throw new ProtocolError('VALIDATION');
  return value;
}
