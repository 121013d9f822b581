/** `teamInfo`: how the members of a team stand, and for its supervisors, whom they talk to. */
import type { TeamInfo, TeamMember } from '../../../../protocol/chat-solution/messages.ts';
import type { Directory, User } from '../../../configuration/directory.ts';
import type { DomainEvent } from '../../../core/events.ts';
import { lookup } from '../../../core/lookup.ts';
import { agentIn } from '../../../core/participant.ts';
import type { View } from '../../../engine/contract.ts';
import { agentName } from '../../shared/cim-parties.ts';
import { customerName } from '../people.ts';
import { stateOf } from './agent-state.ts';
import type { AgentDesk } from './agent-desks.ts';

/** Teams of an agent: the own one, and those that they supervise. */
export function teamsOf({ principal }: AgentDesk): string[] {
  const { team, supervises } = principal;
  return [...new Set([team, ...supervises].flatMap((one) => one?.id ?? []))];
}

/** Whether an agent sees whom the members talk to. */
export function oversees({ principal }: AgentDesk, teamId: string): boolean {
  return principal.supervises.some(({ id }) => id === teamId);
}

export function teamInfo(view: View, directory: Directory, teamId: string, forSupervisor: boolean): TeamInfo {
  const agents = directory.users.filter((user) => user.teamId === teamId && user.roles.includes('agent'));
  const supervisors = directory.users.filter(
    (user) =>
      user.roles.includes('supervisor') && (user.teamId === teamId || user.supervises.includes(teamId)),
  );
  const member = (user: User): TeamMember => ({
    id: user.username,
    name: agentName(directory, user.id),
    state: stateOf(view.world.state, user.id, null),
  });
  return {
    teamId,
    teamName: directory.team(teamId)?.name ?? teamId,
    agents: agents.map((user) =>
      forSupervisor ? { ...member(user), conversations: conversationsOf(view, user.id) } : member(user),
    ),
    supervisors: supervisors.map(member),
  };
}

/** The conversations in which somebody is at work, openly. */
function conversationsOf(
  { world: { state }, records }: View,
  agentId: string,
): NonNullable<TeamMember['conversations']> {
  return (lookup(state.agents, agentId)?.conversationIds ?? []).flatMap((conversationId) => {
    const conversation = lookup(state.conversations, conversationId);
    const role = conversation && agentIn(conversation, agentId)?.role;
    if (conversation === undefined || (role !== 'PRIMARY' && role !== 'ASSISTANT')) return [];
    const displayName = customerName(records.customer(conversation.customerId));
    return [{ conversationId, customer: { displayName } }];
  });
}

const MEMBER_EVENTS: ReadonlySet<DomainEvent['type']> = new Set([
  'agent.signedIn',
  'agent.signedOut',
  'agent.stateChanged',
  'agent.mrdStateChanged',
]);

/** Whom an event may have changed on this page: the agent, and whether only supervisors are to be told. */
export function changedMember(event: DomainEvent): { agentId: string; forSupervisors: boolean } | null {
  if (MEMBER_EVENTS.has(event.type) && 'agentId' in event && event.agentId !== null)
    return { agentId: event.agentId, forSupervisors: false };
  if (event.type !== 'participant.joined' && event.type !== 'participant.left') return null;
  const { kind, ref, role } = event.participant;
  return kind === 'AGENT' && role !== 'SILENT_MONITOR' ? { agentId: ref, forSupervisors: true } : null;
}
