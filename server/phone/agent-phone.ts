/** An agent's phone and what can be done with it, at whichever node its link is. Everything throws the refusals of the desk's protocol. */
import * as z from 'zod/mini';
import { callAction, makeCall, signInPhone, signOutPhone } from '../../protocol/agent-manager/phone.ts';
import type { CallAction, PhoneBooks, SignInPhone } from '../../protocol/agent-manager/phone.ts';
import type { CallMonitoringAct } from '../core/commands.ts';
import type { Supervised } from './own-monitoring.ts';

export type AgentPhone = {
  signIn(request: SignInPhone): Promise<void>;
  signOut(reasonId: string | null): Promise<void>;
  /** Resolves when Finesse has confirmed the new state, or said that it follows the call. */
  setState(state: 'READY' | 'NOT_READY', reasonId: string | null): Promise<void>;
  /** Resolves when Finesse has reported the outcome. */
  act(request: CallAction): Promise<void>;
  makeCall(toAddress: string): Promise<void>;
  /** @param extension of the phone that is listened to */
  supervise(extension: string, action: CallMonitoringAct, supervised: Supervised): Promise<void>;
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
] as const satisfies readonly (keyof AgentPhone)[];

/** One of them, as another node asks for it. */
export type PhoneAct = { what: (typeof PHONE_ACTS)[number]; with: unknown[] };

const state = z.enum(['READY', 'NOT_READY']);
const supervision = z.enum(['MONITOR', 'BARGE_IN']);
const supervised = z.object({
  agentId: z.string(),
  origin: z.object({ address: z.string(), device: z.string() }),
});
const maybeText = z.nullable(z.string());

/** Does what another node asks. Throws where it is not well formed. */
export function doAct(phone: AgentPhone, { what, with: [first, second, third] }: PhoneAct): Promise<unknown> {
  switch (what) {
    case 'signIn':
      return phone.signIn(signInPhone.parse(first));
    case 'signOut':
      return phone.signOut(signOutPhone.parse({ reasonId: first }).reasonId ?? null);
    case 'setState':
      return phone.setState(state.parse(first), maybeText.parse(second));
    case 'act':
      return phone.act(callAction.parse(first));
    case 'makeCall':
      return phone.makeCall(makeCall.parse({ toAddress: first }).toAddress);
    case 'supervise':
      return phone.supervise(z.string().parse(first), supervision.parse(second), supervised.parse(third));
    case 'books':
      return phone.books();
  }
}
