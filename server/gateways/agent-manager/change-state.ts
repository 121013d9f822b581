/** `changeAgentState`: the agent's own state, or that of one MRD. */
import { randomUUID } from 'node:crypto';
import { changeAgentState, type ChangeAgentState } from '../../../protocol/agent-manager/client-events.ts';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import type { Command } from '../../core/commands.ts';
import { lookup } from '../../core/lookup.ts';
import { requirePermission } from '../../identity/permits.ts';
import type { Principal } from '../../identity/principal.ts';
import { parsePayload, submit } from '../shared/refusals.ts';
import { requireSelf, type Handler, type HandlerContext } from './handler-context.ts';

export const handleChangeAgentState: Handler = async (context, { principal }, payload) => {
  const request = parsePayload(changeAgentState, payload);
  requireSelf(principal, request.agentId);
  const command = commandOf(request, principal, context);
  // Everybody may go home.
  if (command.type !== 'agent.logout') requirePermission(principal, 'state-change', 'manage_state_change');
  await submit(context.engine, command);
  if (command.type === 'agent.logout')
    await context.connections.endSignIn(principal.sid, { reason: 'sign-out', userId: principal.userId });
  return undefined;
};

function commandOf(
  request: ChangeAgentState,
  { userId: agentId, sid }: Principal,
  context: HandlerContext,
): Command {
  const id = randomUUID();
  if (request.action === 'agentMRDState') {
    const { mrdId, state } = request;
    if (state !== 'READY' && state !== 'NOT_READY' && state !== 'BUSY') {
      throw new ProtocolError('STATE_NOT_ALLOWED', `An MRD cannot be set to ${state}.`);
    }
    return { id, type: 'agent.setMrdState', agentId, mrdId, state };
  }
  const { name, reasonCode } = request.state;
  switch (name) {
    case 'READY':
      // Desks keep the last reason in their form; being ready needs none.
      return { id, type: 'agent.setState', agentId, state: 'READY', reasonId: null };
    case 'NOT_READY':
      return {
        id,
        type: 'agent.setState',
        agentId,
        state: name,
        reasonId: reasonId(context, name, reasonCode),
      };
    case 'LOGOUT':
      return { id, type: 'agent.logout', agentId, sid, reasonId: reasonId(context, name, reasonCode) };
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
