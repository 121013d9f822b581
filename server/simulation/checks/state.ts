/** I1 and I2 by scanning the state itself, and the deadlines that stand in it (I5). */
import type { Agent, AgentMrd, Conversation, State, Task } from '../../core/state.ts';
import { isSpoken } from '../../core/mrd-state.ts';
import { agentIn } from '../../core/participant.ts';
import { TASK_MODES } from '../../core/task-modes.ts';
import { demand } from '../violation.ts';
import { checkCallOf, checkCallTask } from './calls.ts';
import { checkRestsOf } from './rests.ts';
import { checkIdle, checkSilenceOf } from './silence.ts';

function checkTask(state: State, task: Task): void {
  const held = task.state !== 'QUEUED';
  demand(
    held === (task.agentId !== null),
    'I1',
    () => `task ${task.id} is ${task.state} with agent ${String(task.agentId)}`,
  );
  const conversation = state.conversations[task.conversationId];
  demand(
    conversation?.taskIds.filter((id) => id === task.id).length === 1,
    'I1',
    () => `task ${task.id} is not one of its conversation's`,
  );
  demand(
    (task.state === 'WRAP_UP') === (task.wrapup !== null),
    'I1',
    () => `task ${task.id}: wrap-up unclear`,
  );
  if (task.agentId === null) return;
  const agent = state.agents[task.agentId];
  demand(
    agent?.taskIds.filter((id) => id === task.id).length === 1,
    'I1',
    () => `task ${task.id} is not one of ${String(task.agentId)}'s`,
  );
  demand(
    task.mrdId === null || TASK_MODES[task.direction].takesSlot,
    'I2',
    () => `task ${task.id} is ${task.direction} and takes a slot`,
  );
  const roles = conversation.participants.filter(({ taskId }) => taskId === task.id).map(({ role }) => role);
  if (task.state === 'ACTIVE') {
    const { role } = TASK_MODES[task.direction];
    // A silent monitor who says something whispers.
    const fits = roles[0] === role || (role === 'SILENT_MONITOR' && roles[0] === 'WHISPER');
    // Who serves the customer by other work already takes part by that (V1).
    const isCall = isSpoken(state.config.mrds[task.mrdId ?? '']);
    const byOther = isCall && roles.length === 0 && agentIn(conversation, task.agentId) !== undefined;
    demand(
      byOther || (roles.length === 1 && fits),
      'I1',
      () =>
        `task ${task.id} (${task.direction}) is owned, its agent takes part as ${roles.join(', ') || 'nobody'}`,
    );
  } else if (task.state === 'WRAP_UP') {
    demand(
      roles.length === 1 && roles[0] === 'WRAP_UP',
      'I1',
      () => `task ${task.id} is wrapping up, its agent takes part as ${roles.join(', ') || 'nobody'}`,
    );
  } else {
    demand(roles.length === 0, 'I1', () => `task ${task.id} is offered, its agent takes part already`);
  }
}

function checkAgent(
  state: State,
  agent: Agent,
  isOverfull: (agentId: string, mrdId: string) => boolean,
): void {
  const live: Record<string, number> = {};
  const occupied: Record<string, number> = {};
  for (const id of agent.taskIds) {
    const task = state.tasks[id];
    demand(task?.agentId === agent.id, 'I1', () => `${agent.id} lists task ${id}, which is not theirs`);
    if (task.mrdId !== null) live[task.mrdId] = (live[task.mrdId] ?? 0) + 1;
    if (task.mrdId !== null && task.state !== 'OFFERED')
      occupied[task.mrdId] = (occupied[task.mrdId] ?? 0) + 1;
    demand(
      agent.state !== 'LOGOUT' || task.state === 'WRAP_UP',
      'I1',
      () => `${agent.id} is signed out and holds ${id}, ${task.state}`,
    );
  }
  for (const id of agent.conversationIds) {
    const takesPart = state.conversations[id]?.participants.some(({ ref }) => ref === agent.id);
    demand(takesPart === true, 'I11', () => `${agent.id} believes to take part in ${id}`);
  }
  for (const mrd of Object.values(agent.mrds)) {
    const count = live[mrd.mrdId] ?? 0;
    demand(
      mrd.live === count,
      'I2',
      () => `${agent.id} ${mrd.mrdId}: ${count} live tasks, counted ${mrd.live}`,
    );
    demand(
      count <= mrd.max || isOverfull(agent.id, mrd.mrdId) || isSpoken(state.config.mrds[mrd.mrdId]),
      'I2',
      () => `${agent.id} ${mrd.mrdId}: ${count} live tasks of at most ${mrd.max}`,
    );
    if (state.config.mrds[mrd.mrdId]?.managedByRouting === false) continue;
    checkMrdState(agent, mrd, occupied[mrd.mrdId] ?? 0, isInCall(state, agent, mrd.mrdId));
  }
}

/** M13: whether the agent is at work in another MRD that lets nothing else be done meanwhile. */
function isInCall(state: State, agent: Agent, mrdId: string): boolean {
  const { mrds } = state.config;
  if (mrds[mrdId]?.interruptible !== true) return false;
  const others = Object.values(agent.mrds);
  const elsewhere = others.filter(({ mrdId: id }) => mrds[id]?.managedByRouting === false);
  if (elsewhere.some((mrd) => mrd.state === 'BUSY' && mrds[mrd.mrdId]?.interruptible === false)) return true;
  const calls = agent.taskIds
    .flatMap((id) => state.tasks[id] ?? [])
    .filter((task) => task.state === 'ACTIVE');
  return calls.some((task) => mrds[task.mrdId ?? '']?.interruptible === false);
}

/** M1–M18: what an MRD that routing manages may be called with so many tasks in hand. */
function checkMrdState(agent: Agent, { mrdId, state, max }: AgentMrd, count: number, inCall: boolean): void {
  const fits =
    agent.state === 'LOGOUT'
      ? state === 'LOGOUT'
      : (state === 'INTERRUPTED' && inCall && count < max) ||
        (state === 'READY' && !inCall && count === 0) ||
        (state === 'ACTIVE' && !inCall && count > 0 && count < max) ||
        (state === 'BUSY' && count >= max) ||
        (state === 'NOT_READY' && count === 0) ||
        (state === 'PENDING_NOT_READY' && count > 0);
  demand(fits, 'I2', () => `${agent.id} (${agent.state}) ${mrdId} is ${state} with ${count} of ${max} tasks`);
  demand(
    agent.state !== 'NOT_READY' || state === 'NOT_READY' || state === 'PENDING_NOT_READY',
    'I3',
    () => `${agent.id} is NOT_READY, its ${mrdId} ${state}`,
  );
}

/** Somebody works on it or is searched for; a customer may also stand on a list or talk to a bot. */
function checkCare(state: State, conversation: Conversation): void {
  const { id, state: name, listId, participants, sessionIds } = conversation;
  const tasks = conversation.taskIds.flatMap((taskId) => state.tasks[taskId] ?? []);
  // In a call, or awaiting its next part (V5).
  const isCalled = sessionIds.some((sessionId) => state.sessions[sessionId]?.legs !== undefined);
  const helped =
    (listId !== null && Object.hasOwn(state.config.lists, listId)) ||
    participants.some(({ kind, role }) => kind === 'BOT' && role === 'PRIMARY') ||
    tasks.some((task) => task.state !== 'WRAP_UP' && TASK_MODES[task.direction].role === 'PRIMARY') ||
    isCalled;
  demand(
    sessionIds.length > 0 ? helped : tasks.length > 0,
    'I1',
    () => `conversation ${id} (${name}) is open and nobody's`,
  );
  const served = participants.some(({ kind, role }) => kind === 'AGENT' && role === 'PRIMARY');
  const parked = name === 'CREATED' || name === 'INACTIVE';
  const awaited = tasks.some(({ state: at }) => at === 'QUEUED' || at === 'OFFERED');
  demand(
    listId === null ||
      sessionIds.length === 0 ||
      served === !parked ||
      isCalled ||
      (awaited && !served && !parked),
    'I11',
    () => `${id} stands on a list as ${name}, ${served ? 'and an agent is in it' : 'and nobody is in it'}`,
  );
  for (const { kind, ref } of participants) {
    demand(
      kind !== 'AGENT' || state.agents[ref]?.conversationIds.includes(id) === true,
      'I11',
      () => `${ref} takes part in ${id} and does not know it`,
    );
  }
}

/** T8: who has handed a customer over does not talk to them any more, unless in a call, or from a list again. */
function checkHandedOver(state: State, { listId, taskIds, participants }: Conversation): void {
  for (const id of listId === null ? taskIds : []) {
    const task = state.tasks[id];
    if (task?.direction !== 'DIRECT_TRANSFER' || task.requestedBy?.kind !== 'AGENT') continue;
    const { agentId } = task.requestedBy;
    if (task.agentId === agentId || (task.state !== 'QUEUED' && task.state !== 'OFFERED')) continue;
    demand(
      !participants.some(
        ({ kind, ref, role, taskId }) =>
          kind === 'AGENT' &&
          ref === agentId &&
          role === 'PRIMARY' &&
          !isSpoken(state.config.mrds[state.tasks[taskId ?? '']?.mrdId ?? '']),
      ),
      'I1',
      () => `${agentId} has handed over by task ${id} and still talks to the customer`,
    );
  }
}

function checkOnce({ id, participants }: Conversation): void {
  const agents = participants.filter(({ kind }) => kind === 'AGENT').map(({ ref }) => ref);
  demand(new Set(agents).size === agents.length, 'I1', () => `somebody takes part in ${id} twice`);
}

function checkConversation(state: State, conversation: Conversation): void {
  checkOnce(conversation);
  checkCare(state, conversation);
  checkHandedOver(state, conversation);
  checkRestsOf(conversation);
  checkSilenceOf(conversation);
  for (const id of conversation.taskIds) {
    demand(state.tasks[id]?.conversationId === conversation.id, 'I1', () => `${conversation.id} lists ${id}`);
  }
  for (const id of conversation.sessionIds) {
    demand(
      state.sessions[id]?.conversationId === conversation.id,
      'I1',
      () => `${conversation.id} lists ${id}`,
    );
  }
  const ids = new Set(conversation.participants.map(({ id }) => id));
  demand(
    ids.size === conversation.participants.length,
    'I11',
    () => `two participants of ${conversation.id} have one id`,
  );
}

/** I1 and I2 over the whole state. `isOverfull`: the maximum was lowered under the work in hand. */
export function checkState(state: State, isOverfull: (agentId: string, mrdId: string) => boolean): void {
  for (const id in state.tasks) {
    const task = state.tasks[id];
    if (task === undefined) continue;
    checkTask(state, task);
    checkCallTask(state, task);
  }
  for (const id in state.agents) {
    const agent = state.agents[id];
    if (agent !== undefined) {
      checkAgent(state, agent, isOverfull);
      checkIdle(agent);
    }
  }
  for (const id in state.conversations) {
    const conversation = state.conversations[id];
    if (conversation !== undefined) checkConversation(state, conversation);
  }
  const customers = new Map<string, string>();
  for (const id in state.sessions) {
    const session = state.sessions[id];
    if (session === undefined) continue;
    checkCallOf(state, session);
    demand(
      state.conversations[session.conversationId]?.sessionIds.includes(session.id) === true,
      'I1',
      () => `session ${session.id} belongs to no open conversation`,
    );
    const other = customers.get(session.customerId);
    demand(
      other === undefined || other === session.conversationId,
      'I1',
      () => `customer ${session.customerId} is in two conversations at once`,
    );
    customers.set(session.customerId, session.conversationId);
  }
}

/** The earliest moment that stands in the state as a deadline, and whose it is. */
export function earliestDeadline(state: State): { at: number; whose: string } | null {
  let earliest: { at: number; whose: string } | null = null;
  const consider = (at: number | null | undefined, whose: string) => {
    if (at !== null && at !== undefined && (earliest === null || at < earliest.at)) earliest = { at, whose };
  };
  for (const id in state.tasks) {
    const task = state.tasks[id];
    if (task?.state === 'QUEUED' || task?.state === 'OFFERED') consider(task.ttlAt, `TTL of task ${id}`);
    if (task?.state === 'QUEUED') consider(task.nextStepAt, `next step of task ${id}`);
    if (task?.state === 'OFFERED') consider(task.offerEndsAt, `RONA of task ${id}`);
    if (task?.state === 'WRAP_UP') consider(task.wrapup?.endsAt, `wrap-up end of task ${id}`);
  }
  for (const id in state.agents) consider(state.agents[id]?.graceUntil, `grace of ${id}`);
  for (const id in state.sessions) consider(state.sessions[id]?.reconnectUntil, `reconnect of session ${id}`);
  for (const id in state.conversations) {
    consider(state.conversations[id]?.inactiveAt, `silence in ${id}`);
    consider(state.conversations[id]?.hold?.endsAt, `rest of ${id}`);
  }
  return earliest;
}
