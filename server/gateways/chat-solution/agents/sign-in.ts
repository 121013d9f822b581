/** How an agent signs in by this protocol, and what the sign-in is answered with. */
import { randomUUID } from 'node:crypto';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import type { AgentConnection } from '../../../connections/agent-connections.ts';
import { lookup } from '../../../core/lookup.ts';
import type { View } from '../../../engine/contract.ts';
import { submit } from '../../../wire/submit.ts';
import { snapshotOf, withMessages } from '../conversation-info.ts';
import type { House } from '../house.ts';
import { usernameOf } from '../people.ts';
import { requireKind, type Afterwards, type Visitor } from '../visitor.ts';
import { AgentDesk } from './agent-desks.ts';
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
export function mrdNamed({ configuration }: House, name: string | null): string {
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
export async function signIn(house: House, visitor: Visitor, credentials: Credentials): Promise<Afterwards> {
  requireKind(visitor, 'AGENT');
  const { agentId: username, password, mrd } = credentials;
  const known = house.directory().userByName(username)?.id;
  if (visitor.agent !== null && visitor.agent.agentId !== known)
    throw new ProtocolError('FORBIDDEN', 'Another agent is signed in by this socket.');
  const mrdId = mrdNamed(house, mrd);
  const { client, correlationId, socket } = visitor;
  const { principal } = await house.identity.signIn(username, password, {
    ...client,
    device: null,
    correlationId,
  });
  if (visitor.agent !== null) leaveDesk(house, visitor);
  const desk = new AgentDesk(
    socket,
    principal,
    { mrdId, subscribed: visitor.subscribedTo === principal.userId },
    (snapshot) => withMessages(snapshot, house),
  );
  desk.connection = connectionOf(desk, house, visitor);
  house.connections.agents.add(desk.connection);
  visitor.agent = desk;
  try {
    const { userId: agentId, sid } = principal;
    await submit(house.engine, { id: randomUUID(), type: 'agent.connect', agentId, sid });
    const tell = await house.engine.read((view) => {
      house.desks.add(desk);
      return welcome(house, desk, view);
    });
    visitor.kind = 'AGENT';
    if (!socket.connected) leaveDesk(house, visitor);
    watchExpiry(house, visitor, desk);
    return () => {
      tell();
      desk.goLive();
    };
  } catch (error) {
    leaveDesk(house, visitor);
    throw error;
  }
}

/** The socket is the agent's no more. */
export function leaveDesk(house: House, visitor: Visitor): void {
  const desk = visitor.agent;
  if (desk === null) return;
  visitor.agent = null;
  house.desks.remove(desk);
  if (desk.connection !== null) house.connections.agents.remove(desk.connection);
}

function connectionOf(desk: AgentDesk, house: House, visitor: Visitor): AgentConnection {
  const { socket } = visitor;
  return {
    id: `chat-solution ${socket.id}`,
    address: visitor.client.address,
    userAgent: socket.handshake.headers['user-agent'] ?? '',
    principal: () => desk.principal,
    replace: (by) => {
      socket.emit('socketSessionRemoved', { agentId: usernameOf(house.directory(), desk.agentId), ...by });
      socket.disconnect(true);
    },
    // Who has signed out may sign in again by the same socket.
    end: () => {
      if (visitor.agent === desk) leaveDesk(house, visitor);
    },
  };
}

/** What answers a sign-in, as things stand now. */
function welcome(house: House, desk: AgentDesk, view: View): () => void {
  const directory = house.directory();
  const { state } = view.world;
  const { name } = standing(state, desk, directory);
  const pages = teamsOf(desk).map((teamId) => teamInfo(view, directory, teamId, oversees(desk, teamId)));
  const offers = [...openOffers(view, desk.agentId), ...openHands(view, desk)].flatMap(
    (offer) => tellOffer(desk, offer, view, directory) ?? [],
  );
  const info = agentInfo(house, desk, view);
  desk.told = name;
  return () => {
    desk.tellNow('messageArrived', stateActivity(desk, name, directory, view.now));
    for (const page of pages) desk.tellNow('teamInfo', page);
    if (desk.subscribed) desk.tellNow('amq-msg', info);
    for (const offer of offers) offer();
  };
}

/** `amq-msg` AgentInfo. */
export function agentInfo({ directory, configuration }: House, desk: AgentDesk, view: View): object {
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
export async function presentAll(house: House, desk: AgentDesk): Promise<Afterwards> {
  await house.histories.take(`agent ${desk.agentId}`);
  const snapshots = await house.engine.read((view) => {
    const ids = lookup(view.world.state.agents, desk.agentId)?.conversationIds ?? [];
    const found = ids.flatMap((id) => snapshotOf(view, id, { agentId: desk.agentId }, house) ?? []);
    for (const snapshot of found) desk.hold(snapshot);
    return found;
  });
  return () => {
    for (const snapshot of snapshots) void desk.present(snapshot);
  };
}

/** A sign-in that has run out ends the socket: this protocol has no word to renew it. */
function watchExpiry(house: House, visitor: Visitor, desk: AgentDesk): void {
  const left = Math.max(0, desk.principal.expiresAt - Date.now());
  const timer = setTimeout(
    () => {
      if (visitor.agent !== desk) return;
      if (left > LONGEST_TIMER_MS) watchExpiry(house, visitor, desk);
      else visitor.socket.disconnect(true);
    },
    Math.min(left, LONGEST_TIMER_MS),
  );
  timer.unref();
  visitor.socket.once('disconnect', () => clearTimeout(timer));
}
