/** How an agent signs in by this protocol, and what the sign-in is answered with. */
import { randomUUID } from 'node:crypto';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import type { AgentConnection } from '../../../connections/agent-connections.ts';
import { lookup } from '../../../core/lookup.ts';
import type { View } from '../../../engine/contract.ts';
import { submit } from '../../../wire/submit.ts';
import { snapshotOf, withMessages } from '../conversation-info.ts';
import type { ChatContext } from '../chat-context.ts';
import { usernameOf } from '../people.ts';
import { requireKind, type Afterwards, type Visitor } from '../visitor.ts';
import { AgentDesk } from './agent-desks.ts';
import { isStranger } from './hidden-customers.ts';
import { openOffers, tellOffer } from './agent-offers.ts';
import { standing, stateActivity, stateOf } from './agent-state.ts';
import { openHands } from './raised-hands.ts';
import { oversees, teamInfo, teamsOf } from './team-info.ts';

export type Credentials = { agentId: string; password: string; mrd: string | null };

/** The MRD of a sign-in without one. */
const USUAL_MRD = 'CHAT';

/** `setTimeout` takes no more. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** An MRD by its id or name; without a name the usual one, or the first. @throws ProtocolError MRD_NOT_FOUND */
export function mrdNamed({ configuration }: ChatContext, name: string | null): string {
  const { mrds } = configuration.current();
  const all = Object.values(mrds);
  if (name === null || name === '') {
    const usual = all.find((mrd) => mrd.name === USUAL_MRD) ?? all[0];
    if (usual === undefined) throw new ProtocolError('MRD_NOT_FOUND');
    return usual.id;
  }
  const found = lookup(mrds, name) ?? all.find((mrd) => mrd.name.toLowerCase() === name.toLowerCase());
  if (found === undefined) throw new ProtocolError('MRD_NOT_FOUND', 'There is no such MRD.');
  return found.id;
}

/** Signs an agent in. A sign-in elsewhere is taken over, with its conversations and offers. */
export async function signIn(
  context: ChatContext,
  visitor: Visitor,
  credentials: Credentials,
): Promise<Afterwards> {
  requireKind(visitor, 'AGENT');
  const { agentId: username, password, mrd } = credentials;
  const known = context.directory().userByName(username)?.id;
  if (visitor.agent !== null && visitor.agent.agentId !== known)
    throw new ProtocolError('FORBIDDEN', 'Another agent is signed in by this socket.');
  const mrdId = mrdNamed(context, mrd);
  const { client, correlationId, socket } = visitor;
  const { principal } = await context.identity.signIn(username, password, {
    ...client,
    device: null,
    correlationId,
  });
  if (visitor.agent !== null) leaveDesk(context, visitor);
  const desk = new AgentDesk(
    socket,
    principal,
    { mrdId, subscribed: visitor.subscribedTo === principal.userId },
    (snapshot) => withMessages(snapshot, context),
    (id) => isStranger(context, id),
  );
  desk.connection = connectionOf(desk, context, visitor);
  context.connections.agents.add(desk.connection);
  visitor.agent = desk;
  try {
    const { userId: agentId, sid } = principal;
    await submit(context.engine, { id: randomUUID(), type: 'agent.connect', agentId, sid });
    const tell = await context.engine.read((view) => {
      context.desks.add(desk);
      return welcome(context, desk, view);
    });
    visitor.kind = 'AGENT';
    if (!socket.connected) leaveDesk(context, visitor);
    watchExpiry(context, visitor, desk);
    return () => {
      tell();
      desk.goLive();
    };
  } catch (error) {
    leaveDesk(context, visitor);
    throw error;
  }
}

/** The socket is the agent's no more. */
export function leaveDesk(context: ChatContext, visitor: Visitor): void {
  const desk = visitor.agent;
  if (desk === null) return;
  visitor.agent = null;
  context.desks.remove(desk);
  if (desk.connection !== null) context.connections.agents.remove(desk.connection);
}

function connectionOf(desk: AgentDesk, context: ChatContext, visitor: Visitor): AgentConnection {
  const { socket } = visitor;
  return {
    id: `chat-solution ${socket.id}`,
    address: visitor.client.address,
    userAgent: socket.handshake.headers['user-agent'] ?? '',
    principal: () => desk.principal,
    replace: (by) => {
      socket.emit('socketSessionRemoved', { agentId: usernameOf(context.directory(), desk.agentId), ...by });
      socket.disconnect(true);
    },
    // Who has signed out may sign in again by the same socket.
    end: () => {
      if (visitor.agent === desk) leaveDesk(context, visitor);
    },
  };
}

/** What answers a sign-in, as things stand now. */
function welcome(context: ChatContext, desk: AgentDesk, view: View): () => void {
  const directory = context.directory();
  const { state } = view.world;
  const { name } = standing(state, desk, directory);
  const pages = teamsOf(desk).map((teamId) => teamInfo(view, directory, teamId, oversees(desk, teamId)));
  const offers = [...openOffers(view, desk.agentId), ...openHands(view, desk)].flatMap(
    (offer) => tellOffer(desk, offer, view, directory) ?? [],
  );
  const info = agentInfo(context, desk, view);
  desk.told = name;
  return () => {
    desk.tellNow('messageArrived', stateActivity(desk, name, directory, view.now));
    for (const page of pages) desk.tellNow('teamInfo', page);
    if (desk.subscribed) desk.tellNow('amq-msg', info);
    for (const offer of offers) offer();
  };
}

/** `amq-msg` AgentInfo. */
export function agentInfo({ directory, configuration }: ChatContext, desk: AgentDesk, view: View): object {
  const { principal, agentId } = desk;
  const { mrds } = configuration.current();
  const agent = lookup(view.world.state.agents, agentId);
  const named = Object.keys(agent?.mrds ?? {});
  const shown = named.length === 0 ? [desk.mrdId] : named;
  return {
    head: 'AgentInfo',
    AgentId: usernameOf(directory(), agentId),
    FirstName: principal.firstName,
    LastName: principal.lastName,
    Supervisor: principal.roles.includes('supervisor'),
    Mrds: shown.map((id) => ({
      id,
      name: lookup(mrds, id)?.name ?? id,
      State: stateOf(view.world.state, agentId, id),
    })),
    Teams: teamsOf(desk).map((id) => ({ id, name: directory().team(id)?.name ?? id })),
  };
}

/** The open conversations of an agent, each as a whole. */
export async function presentAll(context: ChatContext, desk: AgentDesk): Promise<Afterwards> {
  await context.histories.take(`agent ${desk.agentId}`);
  const snapshots = await context.engine.read((view) => {
    const ids = lookup(view.world.state.agents, desk.agentId)?.conversationIds ?? [];
    const found = ids
      .flatMap((id) => snapshotOf(view, id, { agentId: desk.agentId }, context) ?? [])
      .map((snapshot, _index, { length }) => ({ ...snapshot, together: length }));
    for (const snapshot of found) desk.hold(snapshot);
    return found;
  });
  return () => {
    for (const snapshot of snapshots) void desk.present(snapshot);
  };
}

/** A sign-in that has run out ends the socket: this protocol has no word to renew it. */
function watchExpiry(context: ChatContext, visitor: Visitor, desk: AgentDesk): void {
  const left = Math.max(0, desk.principal.expiresAt - Date.now());
  const timer = setTimeout(
    () => {
      if (visitor.agent !== desk) return;
      if (left > LONGEST_TIMER_MS) watchExpiry(context, visitor, desk);
      else visitor.socket.disconnect(true);
    },
    Math.min(left, LONGEST_TIMER_MS),
  );
  timer.unref();
  visitor.socket.once('disconnect', () => clearTimeout(timer));
}
