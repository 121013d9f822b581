/** `changeAgentState`: the state of the agent or of one MRD, also that of another agent by a supervisor (C21). */
import { randomUUID } from 'node:crypto';
import { changeAgentState, type ChangeAgentState } from '../../../protocol/agent-manager/client-events.ts';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import type { Command } from '../../core/commands.ts';
import { lookup } from '../../core/lookup.ts';
import { requirePermission } from '../../identity/permits.ts';
import { parsePayload, submit } from '../shared/refusals.ts';
import { requireSupervisor, type Handler, type HandlerContext } from './handler-context.ts';

export const handleChangeAgentState: Handler = async (context, { principal }, payload) => {
  const request = parsePayload(changeAgentState, payload);
  const agentId = request.agentId ?? principal.userId;
  if (agentId !== principal.userId) {
    requireSupervisor(context, principal);
    await submit(context.engine, commandOf(request, { agentId, sid: null, by: principal.userId }, context));
    return undefined;
  }
  if (await asksPhone(context, agentId, request)) return undefined;
  const command = commandOf(request, { agentId, sid: principal.sid }, context);
  // Everybody may sign out.
  if (command.type !== 'agent.logout') requirePermission(principal, 'state-change', 'manage_state_change');
  await submit(context.engine, command);
  if (command.type === 'agent.logout')
    await context.connections.endSignIn(principal.sid, { reason: 'sign-out', userId: principal.userId });
  return undefined;
};

/** Whether the state is that of the agent's phone: then Finesse changes it. */
async function asksPhone(
  { phones, engine }: HandlerContext,
  agentId: string,
  request: ChangeAgentState,
): Promise<boolean> {
  if (request.action !== 'agentMRDState' || phones?.rules(agentId, request.mrdId) !== true) return false;
  const { state, mrdId } = request;
  if (state !== 'READY' && state !== 'NOT_READY') return false;
  const mayTake = await engine.read(({ world }) => {
    const agent = lookup(world.state.agents, agentId);
    // A supervisor who is no agent has only the phone.
    return agent?.state === 'READY' || lookup(agent?.mrds ?? {}, mrdId) === undefined;
  });
  // An agent who goes not ready takes no calls either.
  if (state === 'READY' && !mayTake) return false;
  await phones.line(agentId).setState(state, request.reasonCode?.id ?? null);
  return true;
}

/** Who is changed: the agent's sign-in, or any with the supervisor who does it. */
type Changed = { agentId: string; sid: string } | { agentId: string; sid: null; by: string };

function commandOf(request: ChangeAgentState, changed: Changed, context: HandlerContext): Command {
  const { sid, ...acted } = changed;
  const id = randomUUID();
  if (request.action === 'agentMRDState') {
    const { mrdId, state } = request;
    if (state !== 'READY' && state !== 'NOT_READY' && state !== 'BUSY') {
      throw new ProtocolError('STATE_NOT_ALLOWED', `An MRD cannot be set to ${state}.`);
    }
    return { id, type: 'agent.setMrdState', ...acted, mrdId, state };
  }
  const { name, reasonCode } = request.state;
  switch (name) {
    case 'READY':
      // Desks keep the last reason in their form; being ready needs none.
      return { id, type: 'agent.setState', ...acted, state: 'READY', reasonId: null };
    case 'NOT_READY': {
      const given = reasonId(context, name, reasonCode);
      return { id, type: 'agent.setState', ...acted, state: name, reasonId: given };
    }
    case 'LOGOUT': {
      // A forced logout has a reason of its own, whatever is named.
      const given = 'by' in acted ? null : reasonId(context, name, reasonCode);
      return { id, type: 'agent.logout', ...acted, sid, reasonId: given };
    }
    default:
      throw new ProtocolError('STATE_NOT_ALLOWED', `An agent cannot be set to ${name}.`);
  }
}

type GivenReason = { id?: string | null | undefined; name?: string | null | undefined } | null | undefined;

/** Desks send the whole object they were given; by id, else by name in any language. */
function reasonId(
  { configuration, directory }: HandlerContext,
  type: 'NOT_READY' | 'LOGOUT',
  given: GivenReason,
): string | null {
  const { id, name } = given ?? {};
  const { reasons } = configuration.current();
  if (id !== null && id !== undefined && lookup(reasons, id) !== undefined) return id;
  const translated = Object.entries(directory().translations.catalogue.reasons[type]).find(([, texts]) =>
    Object.values(texts).some((text) => text === name),
  );
  const wanted = translated?.[0] ?? name;
  const named = Object.values(reasons).find((reason) => reason.type === type && reason.name === wanted);
  return named?.id ?? id ?? name ?? null;
}
