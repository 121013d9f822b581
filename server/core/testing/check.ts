/** What has to hold after every step (the invariants of the core), as failures in words. */
import type { DomainEvent } from '../events.ts';
import type { World } from '../world.ts';
import type { WorldIndex } from '../index/types.ts';
import { buildIndex } from '../index/build.ts';

/** An index as plain data. Deadlines of re-offers are left out: those that fired are gone for good. */
function picture(index: WorldIndex): unknown {
  const byName = <T>(entries: Iterable<[string, T]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    queues: byName(index.queues).map(([id, { eligible, waiting, slots }]) => ({
      id,
      slots,
      eligible: eligible.map((list) =>
        [...list].map(({ agentId, live, lastReadyAt }) => [agentId, live, lastReadyAt]),
      ),
      waiting: waiting.map((list) => [...list].map((task) => task.id)),
    })),
    seats: byName(index.seats).map(([id, seats]) => [
      id,
      byName(seats).map(([mrdId, list]) => [
        mrdId,
        list.map(({ step, skill, eligible, slots }) => ({ step, skill, eligible, slots })),
      ]),
    ]),
    deadlines: [...index.deadlines.ordered].filter(({ kind }) => kind !== 'task.reoffer'),
    conversations: byName(index.conversationOf),
    openConversations: index.openConversations,
  };
}

function problemsOfAgents({ state }: World): string[] {
  const problems: string[] = [];
  for (const agent of Object.values(state.agents)) {
    const tasks = agent.taskIds.map((id) => state.tasks[id]);
    if (tasks.some((task) => task?.agentId !== agent.id))
      problems.push(`I1: ${agent.id} holds another's task`);
    for (const mrd of Object.values(agent.mrds)) {
      const mine = tasks.filter((task) => task?.mrdId === mrd.mrdId);
      const busy = mine.filter((task) => task?.state !== 'OFFERED').length;
      if (mine.length !== mrd.live) problems.push(`${agent.id}: live is ${mrd.live}, tasks ${mine.length}`);
      if (mrd.live > mrd.max) problems.push(`I2: ${agent.id} has ${mrd.live} of ${mrd.max} in ${mrd.mrdId}`);
      if (agent.state === 'LOGOUT' && mrd.state !== 'LOGOUT') problems.push(`M15: ${agent.id} ${mrd.state}`);
      if (state.config.mrds[mrd.mrdId]?.managedByRouting !== true || agent.state === 'LOGOUT') continue;
      const allowed =
        busy === 0
          ? ['READY', 'NOT_READY']
          : busy < mrd.max
            ? ['ACTIVE', 'PENDING_NOT_READY']
            : ['BUSY', 'PENDING_NOT_READY'];
      if (!allowed.includes(mrd.state))
        problems.push(`M: ${agent.id} is ${mrd.state} with ${busy} of ${mrd.max}`);
      if (agent.state === 'NOT_READY' && !['NOT_READY', 'PENDING_NOT_READY'].includes(mrd.state)) {
        problems.push(`M3: ${mrd.mrdId} of ${agent.id} is ${mrd.state} while NOT_READY`);
      }
    }
  }
  return problems;
}

function problemsOfTasks({ state, index }: World): string[] {
  const problems: string[] = [];
  for (const task of Object.values(state.tasks)) {
    const owned = task.state !== 'QUEUED';
    if (owned !== (task.agentId !== null)) problems.push(`I1: ${task.state} task of ${String(task.agentId)}`);
    const holders = Object.values(state.agents).filter(({ taskIds }) => taskIds.includes(task.id));
    if (holders.length !== (owned ? 1 : 0))
      problems.push(`I1: ${task.state} task with ${holders.length} holders`);
    if (!state.conversations[task.conversationId]?.taskIds.includes(task.id))
      problems.push('L-R6: orphaned task');
    if (task.state !== 'QUEUED') continue;
    const queue = index.queues.get(task.queueId ?? '');
    for (const [step, list] of (queue?.eligible ?? []).entries()) {
      if (step > task.step) continue;
      for (const { agentId } of list) {
        if (!(agentId in task.tried)) problems.push(`L-R4: ${agentId} could take a task that waits`);
      }
    }
  }
  return problems;
}

function problemsOfConversations({ state }: World): string[] {
  const problems: string[] = [];
  for (const conversation of Object.values(state.conversations)) {
    const { sessionIds, taskIds, participants } = conversation;
    if (sessionIds.length + taskIds.length === 0) problems.push(`${conversation.id} is over but open`);
    if (sessionIds.some((id) => state.sessions[id]?.conversationId !== conversation.id))
      problems.push('lost session');
    const agents = participants.filter(({ kind }) => kind === 'AGENT');
    const working = taskIds.filter((id) => ['ACTIVE', 'WRAP_UP'].includes(state.tasks[id]?.state ?? ''));
    if (agents.length !== working.length)
      problems.push(`${conversation.id}: ${agents.length} agents, ${working.length} tasks`);
    if (sessionIds.length > 0 && taskIds.every((id) => state.tasks[id]?.state === 'WRAP_UP')) {
      problems.push(`L-R6: nobody cares for ${conversation.id}`);
    }
  }
  return problems;
}

/** What does not hold in this world, in words; empty when all does. */
export function problemsOf(world: World): string[] {
  const problems = [...problemsOfAgents(world), ...problemsOfTasks(world), ...problemsOfConversations(world)];
  const kept = JSON.stringify(picture(world.index));
  const rebuilt = JSON.stringify(picture(buildIndex(world.state)));
  if (kept !== rebuilt) problems.push(`the index differs:\n${kept}\n${rebuilt}`);
  return problems;
}

/** I4 (L-R7), I5, I7 over a whole journal. */
export function problemsOfJournal(events: readonly DomainEvent[]): string[] {
  const problems: string[] = [];
  const streams = new Map<string, number>();
  const offers = new Map<string, string>();
  events.forEach((event, i) => {
    if (event.seq !== i + 1) problems.push(`I7: event ${event.seq} in place ${i + 1}`);
    const before = streams.get(event.stream) ?? 0;
    if (event.streamSeq !== before + 1)
      problems.push(`I7: ${event.stream} went from ${before} to ${event.streamSeq}`);
    streams.set(event.stream, event.streamSeq);
    if (event.type === 'conversation.closed') streams.delete(event.stream);
    if (event.type === 'task.offered') {
      if (offers.has(event.taskId)) problems.push('I4: a task was offered twice');
      offers.set(event.taskId, 'open');
    }
    const ends = event.type === 'task.accepted' || (event.type === 'task.closed' && event.revoke !== null);
    if (ends) {
      if (offers.get(event.taskId) !== 'open') problems.push(`I4: an offer ended twice: ${event.type}`);
      offers.set(event.taskId, 'ended');
    }
    if (event.type === 'task.closed' && offers.get(event.taskId) === 'open')
      problems.push('I4: an offer never ended');
  });
  return problems;
}
