/** I14: supervisors act on their own teams alone, and whose agent was forced out is served first. */
import type { DomainEvent } from '../../core/events.ts';
import type { Config } from '../../core/config.ts';
import type { Participant, State, Task } from '../../core/state.ts';
import { demand } from '../violation.ts';
import type { Ledger } from '../ledger.ts';

type Overseen = Extract<
  DomainEvent,
  { type: 'agent.overseen' | 'agent.callMonitored' | 'conversation.overseen' }
>;

/** Whether an agent belongs to a team that somebody supervises. */
function isOfTeam({ config }: Ledger, supervisorId: string, agentId: string): boolean {
  const teamId = config?.agents[agentId]?.teamId ?? null;
  return teamId !== null && config?.agents[supervisorId]?.supervises.includes(teamId) === true;
}

/** Whether anybody of a supervised team serves the queue. */
function isOfQueue(ledger: Ledger, supervisorId: string, queueId: string | null): boolean {
  const queue = ledger.config?.queues[queueId ?? ''];
  if (queue === undefined) return false;
  return Object.values(ledger.config?.agents ?? {}).some(
    ({ id, maxTasks }) =>
      maxTasks[queue.mrdId] !== undefined &&
      (queue.memberIds === null || queue.memberIds.includes(id)) &&
      isOfTeam(ledger, supervisorId, id),
  );
}

/** By an agent in it, or by the queue in which its customer waits. */
function isTheirs(ledger: Ledger, conversationId: string, supervisorId: string): boolean {
  const conversation = ledger.conversations.get(conversationId);
  const agents = [...(conversation?.participants.values() ?? [])].filter(({ kind }) => kind === 'AGENT');
  if (agents.some(({ ref }) => isOfTeam(ledger, supervisorId, ref))) return true;
  return [...(conversation?.tasks ?? [])].some((id) => {
    const task = ledger.tasks.get(id);
    if (task?.state !== 'QUEUED' && task?.state !== 'OFFERED') return false;
    const ringsAtOwn = task.agentId !== null && isOfTeam(ledger, supervisorId, task.agentId);
    return ringsAtOwn || isOfQueue(ledger, supervisorId, task.queueId);
  });
}

/** Checks an act of a supervisor against what the ledger knew before it. */
export function checkOverseen(ledger: Ledger, event: Overseen): void {
  const { supervisorId } = event;
  demand(
    (ledger.agents.get(supervisorId)?.state ?? 'LOGOUT') !== 'LOGOUT',
    'I14',
    () => `${supervisorId} acts and is not signed in`,
  );
  const isOwn =
    event.type === 'conversation.overseen'
      ? isTheirs(ledger, event.conversationId, supervisorId)
      : isOfTeam(ledger, supervisorId, event.agentId);
  demand(isOwn, 'I14', () => `${supervisorId} acts on what is not theirs: ${JSON.stringify(event)}`);
}

type Came = Extract<DomainEvent, { type: 'participant.joined' | 'participant.roleChanged' }>;

/** Whether one of these, other than the supervisor, is an agent of theirs who talks to the customer. */
function hasOwnAgent(
  config: Config | null,
  supervisorId: string,
  participants: Iterable<Pick<Participant, 'kind' | 'role' | 'ref'>>,
): boolean {
  const supervises = config?.agents[supervisorId]?.supervises ?? [];
  return [...participants].some(({ kind, role, ref }) => {
    const teamId = kind === 'AGENT' && ref !== supervisorId ? config?.agents[ref]?.teamId : null;
    return role === 'PRIMARY' && teamId != null && supervises.includes(teamId);
  });
}

/** C12, C18: nobody begins to listen where no agent of theirs talks to the customer, by coming or by stepping back. */
export function checkListener(ledger: Ledger, event: Came): void {
  const participants = ledger.conversations.get(event.conversationId)?.participants;
  const joins = event.type === 'participant.joined';
  const who = joins ? event.participant : participants?.get(event.participantId);
  const listens = joins
    ? event.participant.role === 'SILENT_MONITOR'
    : event.previousRole === 'PRIMARY' && (event.role === 'SILENT_MONITOR' || event.role === 'WHISPER');
  if (!listens || who?.kind !== 'AGENT') return;
  demand(
    hasOwnAgent(ledger.config, who.ref, participants?.values() ?? []),
    'I14',
    () => `${who.ref} listens to ${event.conversationId}, where no agent of theirs is`,
  );
}

/** Those who listen or whisper where an agent of theirs talks to the customer, as `conversation supervisor`. */
export function listeners({ config, conversations }: State): Set<string> {
  return new Set(
    Object.values(conversations).flatMap(({ id, participants }) =>
      participants
        .filter(({ role }) => role === 'SILENT_MONITOR' || role === 'WHISPER')
        .filter(({ ref }) => hasOwnAgent(config, ref, participants))
        .map(({ ref }) => `${id} ${ref}`),
    ),
  );
}

/** C12: whom a new configuration leaves without a team listens no more. `before`: who listened then. */
export function checkRevoked(before: ReadonlySet<string>, state: State): void {
  const now = listeners(state);
  for (const { id, participants } of Object.values(state.conversations)) {
    for (const { role, ref } of participants) {
      if (role !== 'SILENT_MONITOR' && role !== 'WHISPER') continue;
      const key = `${id} ${ref}`;
      demand(
        !before.has(key) || now.has(key),
        'I14',
        () => `${ref} listens to ${id} on, without the team by which they came`,
      );
    }
  }
}

/** A7, D21: what is queued anew while somebody is forced out goes ahead of all others. */
export function checkForcedOut({ forcedOut }: Ledger, task: Task): void {
  demand(
    forcedOut === null || task.priority === 11,
    'I14',
    () => `task ${task.id} of ${String(forcedOut)}, who was forced out, waits with priority ${task.priority}`,
  );
}
