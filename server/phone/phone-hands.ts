/** What is done with an agent's phone, wherever its link is. Everything throws the refusals of the desk's protocol. */
import * as z from 'zod/mini';
import { callAction, makeCall, signInPhone, signOutPhone } from '../../protocol/agent-manager/phone.ts';
import type { CallAction, PhoneBooks, SignInPhone } from '../../protocol/agent-manager/phone.ts';

export type PhoneHands = {
  signIn(request: SignInPhone): Promise<void>;
  signOut(reasonId: string | null): Promise<void>;
  /** Resolves when Finesse has told the new state, or that it comes after the call. */
  setState(state: 'READY' | 'NOT_READY', reasonId: string | null): Promise<void>;
  /** Resolves when Finesse has told what came of it. */
  act(request: CallAction): Promise<void>;
  makeCall(toAddress: string): Promise<void>;
  /** @param extension of the phone that is listened to */
  supervise(extension: string, action: 'MONITOR' | 'BARGE_IN'): Promise<void>;
  books(): Promise<PhoneBooks>;
};

export const PHONE_ACTS = [
  'signIn',
  'signOut',
  'setState',
  'act',
  'makeCall',
  'supervise',
  'books',
] as const satisfies readonly (keyof PhoneHands)[];

/** One of them, as another node asks for it. */
export type PhoneAct = { what: (typeof PHONE_ACTS)[number]; with: unknown[] };

const state = z.enum(['READY', 'NOT_READY']);
const supervision = z.enum(['MONITOR', 'BARGE_IN']);
const maybeText = z.nullable(z.string());

/** Does what another node asks. Throws where it is not well formed. */
export function doAct(hands: PhoneHands, { what, with: [first, second] }: PhoneAct): Promise<unknown> {
  switch (what) {
    case 'signIn':
      return hands.signIn(signInPhone.parse(first));
    case 'signOut':
      return hands.signOut(signOutPhone.parse({ reasonId: first }).reasonId ?? null);
    case 'setState':
      return hands.setState(state.parse(first), maybeText.parse(second));
    case 'act':
      return hands.act(callAction.parse(first));
    case 'makeCall':
      return hands.makeCall(makeCall.parse({ toAddress: first }).toAddress);
    case 'supervise':
      return hands.supervise(z.string().parse(first), supervision.parse(second));
    case 'books':
      return hands.books();
  }
}
