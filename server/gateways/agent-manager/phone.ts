/** The agent's phone at Cisco Finesse: what desks ask of it (`protocol/agent-manager/phone.ts`). */
import * as ask from '../../../protocol/agent-manager/phone.ts';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import { overseesAgent } from '../../core/oversight.ts';
import type { AgentPhone } from '../../phone/agent-phone.ts';
import type { Phones } from '../../phone/phones.ts';
import { parsePayload } from '../shared/refusals.ts';
import { requireSupervisor, type Handler, type HandlerContext } from './handler-context.ts';

function phonesOf({ phones }: HandlerContext): Phones {
  if (phones === undefined) throw new ProtocolError('PHONE_NOT_CONFIGURED');
  return phones;
}

function lineOf(context: HandlerContext, agentId: string): AgentPhone {
  return phonesOf(context).line(agentId);
}

export const handleSignInPhone: Handler = async (context, { principal }, payload) => {
  await lineOf(context, principal.userId).signIn(parsePayload(ask.signInPhone, payload ?? {}));
  return undefined;
};

export const handleSignOutPhone: Handler = async (context, { principal }, payload) => {
  const { reasonId } = parsePayload(ask.signOutPhone, payload ?? {});
  await lineOf(context, principal.userId).signOut(reasonId ?? null);
  return undefined;
};

export const handleCallAction: Handler = async (context, { principal }, payload) => {
  await lineOf(context, principal.userId).act(parsePayload(ask.callAction, payload));
  return undefined;
};

export const handleMakeCall: Handler = async (context, { principal }, payload) => {
  await lineOf(context, principal.userId).makeCall(parsePayload(ask.makeCall, payload).toAddress);
  return undefined;
};

/** Only agents of the own teams are listened to. */
export const handleSuperviseCall: Handler = async (context, { principal, origin }, payload) => {
  const { agentId, action } = parsePayload(ask.superviseCall, payload);
  requireSupervisor(context, principal);
  if (!overseesAgent(context.configuration.current(), principal.userId, agentId))
    throw new ProtocolError('FORBIDDEN');
  const own = lineOf(context, principal.userId);
  await own.supervise(phonesOf(context).extensionOf(agentId), action, { agentId, origin });
  return undefined;
};

export const handlePhoneBooks: Handler = (context, { principal }, payload) => {
  parsePayload(ask.phoneBooks, payload ?? {});
  return lineOf(context, principal.userId).books();
};
