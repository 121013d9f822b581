/** What Finesse tells of people and calls, as far as it is used; made from its XML. */
import { childOf, childrenOf, textAt } from './xml.ts';
import type { XmlElement } from './xml.ts';

export type FinesseTeam = { id: string; name: string };

export type FinesseUser = {
  loginId: string;
  firstName: string;
  lastName: string;
  state: string;
  /** As Finesse writes it, with its zone; empty when it says none. */
  stateChangeTime: string;
  pendingState: string;
  /** The reason of the state: its id, and its code and label where Finesse tells them. */
  reason: { id: string; code: string | null; label?: string } | null;
  extension: string;
  roles: readonly string[];
  team: FinesseTeam;
  /** The teams that a supervisor supervises. */
  teams: readonly FinesseTeam[];
  wrapUpOnIncoming: string;
};

export type Participant = {
  mediaAddress: string;
  addressType: string;
  state: string;
  startTime: string;
  /** Since when it is in its state; empty when Finesse says none. */
  stateChangeTime?: string;
  actions: readonly string[];
};

/** A call. */
export type Dialog = {
  id: string;
  /** The dialog that a consult or a barge-in belongs to. */
  associatedId: string | null;
  fromAddress: string;
  toAddress: string;
  state: string;
  callType: string;
  dialedNumber?: string;
  queueName?: string;
  wrapUpReason?: string;
  variables: ReadonlyMap<string, string>;
  participants: readonly Participant[];
};

export type Reason = { id: string; code: string; label: string };

/** An error in Finesse's words. */
export type ApiError = { type: string; message: string; data: string };

/** A change that Finesse tells. */
export type Update = {
  event: 'POST' | 'PUT' | 'DELETE';
  /** The id of the request that has caused it; null when Finesse names none. */
  requestId: string | null;
  content:
    | { kind: 'user'; user: FinesseUser }
    | { kind: 'dialogs'; dialogs: readonly Dialog[] }
    | { kind: 'error'; error: ApiError }
    | { kind: 'other' };
};

/** The id at the end of an address. */
export function idOfUri(uri: string): string {
  const last = uri.replace(/\/+$/, '').split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

export function readUser(element: XmlElement): FinesseUser {
  return {
    loginId: textAt(element, 'loginId') || idOfUri(textAt(element, 'uri')),
    firstName: textAt(element, 'firstName'),
    lastName: textAt(element, 'lastName'),
    state: textAt(element, 'state'),
    stateChangeTime: textAt(element, 'stateChangeTime'),
    pendingState: textAt(element, 'pendingState'),
    reason: reasonOf(element),
    extension: textAt(element, 'extension'),
    roles: childrenOf(childOf(element, 'roles'), 'role').map((role) => role.text.trim()),
    team: { id: textAt(element, 'teamId'), name: textAt(element, 'teamName') },
    teams: childrenOf(childOf(element, 'teams'), 'Team').map((team) => ({
      id: idOf(team),
      name: textAt(team, 'name'),
    })),
    wrapUpOnIncoming: textAt(element, 'settings', 'wrapUpOnIncoming'),
  };
}

function reasonOf(element: XmlElement): FinesseUser['reason'] {
  // A user has ReasonCode, the summary of a team reasonCode.
  const given = childOf(element, 'ReasonCode') ?? childOf(element, 'reasonCode');
  const id = textAt(element, 'reasonCodeId') || textAt(given, 'id') || idOfUri(textAt(given, 'uri'));
  const code = textAt(given, 'code');
  if ((id === '' || id === '-1') && code === '') return null;
  const label = textAt(given, 'label');
  return { id, code: code === '' ? null : code, ...(label !== '' && { label }) };
}

export function readDialog(element: XmlElement): Dialog {
  const properties = childOf(element, 'mediaProperties');
  const associated = idOfUri(textAt(element, 'associatedDialogUri'));
  const variables = childrenOf(childOf(properties, 'callvariables'), 'CallVariable');
  return {
    id: idOf(element),
    associatedId: associated === '' ? null : associated,
    fromAddress: textAt(element, 'fromAddress'),
    toAddress: textAt(element, 'toAddress'),
    state: textAt(element, 'state'),
    callType: textAt(properties, 'callType'),
    dialedNumber: textAt(properties, 'dialedNumber'),
    queueName: textAt(properties, 'queueName'),
    wrapUpReason: textAt(properties, 'wrapUpReason'),
    variables: new Map(variables.map((one) => [textAt(one, 'name'), textAt(one, 'value')])),
    participants: childrenOf(childOf(element, 'participants'), 'Participant').map((one) => ({
      mediaAddress: textAt(one, 'mediaAddress'),
      addressType: textAt(one, 'mediaAddressType'),
      state: textAt(one, 'state'),
      startTime: textAt(one, 'startTime'),
      stateChangeTime: textAt(one, 'stateChangeTime'),
      actions: childrenOf(childOf(one, 'actions'), 'action').map((action) => action.text.trim()),
    })),
  };
}

export function readReason(element: XmlElement): Reason {
  return { id: idOf(element), code: textAt(element, 'code'), label: textAt(element, 'label') };
}

/** The id of something that Finesse tells by its address. */
export function idOf(element: XmlElement): string {
  return textAt(element, 'id') || idOfUri(textAt(element, 'uri'));
}

/** The first of the errors in `ApiErrors` or `apiErrors`; null when there is none. */
export function readError(element: XmlElement | undefined): ApiError | null {
  const error = childOf(element, 'ApiError') ?? childOf(element, 'apiError');
  if (error === undefined) return null;
  const part = (name: string): string => textAt(error, `E${name}`) || textAt(error, `e${name}`);
  return { type: part('rrorType'), message: part('rrorMessage'), data: part('rrorData') };
}

/** Reads a notification; null when it is not one. */
export function readUpdate(root: XmlElement): Update | null {
  const event = textAt(root, 'event').toUpperCase();
  if (root.name !== 'Update' || (event !== 'POST' && event !== 'PUT' && event !== 'DELETE')) return null;
  const requestId = textAt(root, 'requestId');
  return { event, requestId: requestId === '' ? null : requestId, content: contentOf(childOf(root, 'data')) };
}

function contentOf(data: XmlElement | undefined): Update['content'] {
  const user = childOf(data, 'user') ?? childOf(data, 'User');
  if (user !== undefined) return { kind: 'user', user: readUser(user) };
  const collection = childOf(data, 'dialogs') ?? childOf(data, 'Dialogs');
  if (collection !== undefined) {
    const dialogs = [...childrenOf(collection, 'Dialog'), ...childrenOf(collection, 'dialog')];
    return { kind: 'dialogs', dialogs: dialogs.map(readDialog) };
  }
  const dialog = childOf(data, 'dialog') ?? childOf(data, 'Dialog');
  if (dialog !== undefined) return { kind: 'dialogs', dialogs: [readDialog(dialog)] };
  const error = readError(childOf(data, 'apiErrors') ?? childOf(data, 'ApiErrors'));
  return error === null ? { kind: 'other' } : { kind: 'error', error };
}
