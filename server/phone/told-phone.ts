/** The phone and its calls in the form that desks get. */
import type { Call, Phone } from '../../protocol/agent-manager/phone.ts';
import type { Dialog, FinesseUser, Reason } from '../finesse/model.ts';
import type { CallPlace } from './call-reports.ts';
import { consultOf, isMonitor, otherNumber, ownPart, timeOf } from './dialogs.ts';

/** All that is known of a phone. */
export type KnownPhone = Pick<Phone, 'link' | 'problem' | 'mrdId' | 'knowsSignIn' | 'loginId' | 'flavour'> & {
  extension: string;
  user: FinesseUser | null;
  dialogs: ReadonlyMap<string, Dialog>;
  places: ReadonlyMap<string, CallPlace>;
  notReady: readonly Reason[];
  logout: readonly Reason[];
  wrapUps: readonly Reason[];
  /** The name of the agent who has the phone with this number now. */
  nameAt: (address: string) => string | null;
  now: number;
};

export function toldPhone(known: KnownPhone): Phone {
  const { link, problem, mrdId, knowsSignIn, loginId, flavour, extension, user, now } = known;
  const isThere = user !== null && user.state !== 'LOGOUT';
  const reasons = [...known.notReady, ...known.logout];
  const labelOf = (id: string, code: string | null): string =>
    reasons.find((one) => one.id === id || one.code === code)?.label ?? code ?? id;
  return {
    link,
    problem,
    mrdId,
    knowsSignIn,
    loginId,
    extension: extension === '' ? null : extension,
    flavour,
    state: isThere ? user.state : null,
    pendingState: isThere && user.pendingState !== '' ? user.pendingState : null,
    reason: isThere && user.reason !== null ? labelOf(user.reason.id, user.reason.code) : null,
    since: isThere ? timeOf(user.stateChangeTime) : null,
    notReadyReasons: [...known.notReady],
    logoutReasons: [...known.logout],
    wrapUpReasons: known.wrapUps.map(({ id, label }) => ({ id, label })),
    calls: [...known.dialogs.values()].flatMap((dialog) => toldCall(dialog, known) ?? []),
    serverTime: now,
  };
}

function toldCall(dialog: Dialog, { extension, places, nameAt }: KnownPhone): Call | null {
  const own = ownPart(dialog, extension);
  // A supervisor who listens is not told to whom they listen to.
  if (own === undefined || (isMonitor(dialog) && dialog.fromAddress !== extension)) return null;
  const place = places.get(dialog.id);
  const textOf = (text: string | undefined): string | null =>
    text === undefined || text === '' ? null : text;
  return {
    id: dialog.id,
    callType: dialog.callType,
    direction: dialog.fromAddress === extension ? 'OUT' : 'IN',
    state: own.state,
    actions: [...own.actions],
    number: otherNumber(dialog, extension),
    dialedNumber: textOf(dialog.dialedNumber),
    queueName: textOf(dialog.queueName),
    conversationId: place?.conversationId ?? null,
    customer: place?.customer ?? null,
    startedAt: timeOf(own.startTime),
    since: timeOf(own.stateChangeTime) ?? timeOf(own.startTime),
    associatedId: consultOf(dialog),
    wrapUpReason: textOf(dialog.wrapUpReason),
    variables: [...dialog.variables].map(([name, value]) => ({ name, value })),
    participants: dialog.participants.map(({ mediaAddress, addressType, state }) => ({
      address: mediaAddress,
      addressType,
      state,
      isSelf: mediaAddress === extension,
      name: nameAt(mediaAddress),
    })),
  };
}
