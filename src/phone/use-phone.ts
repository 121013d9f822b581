/** What the parts of the phone look at, and how they act. */
import { useTranslation } from 'react-i18next';
import { oneOf } from '../base/one-of.ts';
import { useAsking, useDesk } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { phoneActions, phoneControl, type CallDetails } from './phone-actions.ts';
import { isListening, nameOfCall, phoneOf, type Call, type Phone } from './read-phone.ts';

/** The phone; null where there is none. */
export function usePhone(): Phone | null {
  return useDesk(phoneOf);
}

/** Whether the phone is signed in at Finesse. */
export function isSignedIn({ state }: Phone): boolean {
  return state !== null && state !== 'LOGOUT';
}

/** The calls that are shown: an agent is not shown that somebody listens in. */
export function shownCalls({ calls }: Phone): readonly Call[] {
  return calls.filter((call) => !(isListening(call) && call.direction === 'IN'));
}

/** Why nothing can be done with the phone now, in words; null: it can. */
export function useBlocked(): string | null {
  const { t } = useTranslation();
  const online = useDesk((state) => state.link.status === 'online');
  const link = useDesk((state) => phoneOf(state)?.link);
  if (!online) return t('phone.offline');
  return link === 'LOST' || link === 'UNAVAILABLE' || link === 'CONNECTING' ? t(`phone.link.${link}`) : null;
}

const isState = oneOf(
  'READY',
  'NOT_READY',
  'RESERVED',
  'RESERVED_OUTBOUND',
  'RESERVED_OUTBOUND_PREVIEW',
  'TALKING',
  'HOLD',
  'WORK',
  'WORK_READY',
  'LOGOUT',
);

/** Gives the words of a state of Finesse's; one that is new stays as it came. */
export function useStateName(): (state: string | null) => string {
  const { t } = useTranslation();
  return (state) => {
    const known = state ?? 'LOGOUT';
    return isState(known) ? t(`phone.state.${known}`) : known;
  };
}

/** Gives what to call the other end of a call. */
export function useOtherEnd(): (call: Call) => string {
  const { t } = useTranslation();
  return (call) => nameOfCall(call) ?? t('phone.unknownNumber');
}

export type CallHands = {
  /** What is being asked of the call; null: nothing. */
  asking: string | null;
  /** Why nothing can be done with it now. */
  blocked: string | null;
  may: (action: string) => boolean;
  act: (action: string, details?: CallDetails) => Promise<boolean>;
};

/** What can be done with a call: what Finesse allows now. */
export function useCallHands(call: Call): CallHands {
  const { act } = useSlice(phoneActions);
  return {
    asking: useAsking(phoneControl.call(call.id)),
    blocked: useBlocked(),
    may: (action) => call.actions.includes(action),
    act: (action, details) => act(call.id, action, details),
  };
}
