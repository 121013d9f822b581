/** Looking at calls: which parts agents have in them. */
import type { Agent, CallLeg, ChannelSession, Conversation, State, Task } from './state.ts';
import { lookup } from './lookup.ts';
import { servesCustomer } from './task-modes.ts';

/** A part in a call, with where it belongs. */
export type FoundLeg = { leg: CallLeg; session: ChannelSession; conversation: Conversation };

/** Whether the agent is in the call by this leg now: not hung up, and not out of the work here either. */
export function isOpenLeg({ tasks }: State, { endedAt, taskId }: CallLeg): boolean {
  return endedAt === null && lookup(tasks, taskId)?.state === 'ACTIVE';
}

/** The parts in a call that go on. */
export function openLegs(state: State, { legs = [] }: ChannelSession): CallLeg[] {
  return legs.filter((leg) => isOpenLeg(state, leg));
}

/** The open calls of a conversation. */
function callsIn({ sessions }: State, { sessionIds }: Conversation): ChannelSession[] {
  return sessionIds.flatMap((id) => {
    const session = lookup(sessions, id);
    return session?.legs === undefined ? [] : session;
  });
}

/** All that an agent has had of the calls in which there is work of theirs. O(the agent's tasks). */
function partsOf(state: State, agent: Agent): FoundLeg[] {
  const found: FoundLeg[] = [];
  const seen = new Set<string>();
  for (const taskId of agent.taskIds) {
    const conversation = lookup(state.conversations, lookup(state.tasks, taskId)?.conversationId ?? '');
    if (conversation === undefined || seen.has(conversation.id)) continue;
    seen.add(conversation.id);
    for (const session of callsIn(state, conversation)) {
      for (const leg of session.legs ?? []) {
        if (leg.agentId === agent.id) found.push({ leg, session, conversation });
      }
    }
  }
  return found;
}

/** The open legs of an agent, of all calls. O(the agent's tasks). */
export function legsOf(state: State, agent: Agent): FoundLeg[] {
  return partsOf(state, agent).filter(({ leg }) => isOpenLeg(state, leg));
}

/**
 * An agent's part in a call that is not hung up. Whose work by it is over already (they left, or were sent away) may still
 * be at the telephone; then it is their latest, as a later one ends those before it.
 */
export function unendedLeg(state: State, agent: Agent, callId: string): FoundLeg | undefined {
  const own = partsOf(state, agent).filter(({ leg }) => leg.callId === callId);
  const open = own.find(({ leg }) => isOpenLeg(state, leg));
  if (open !== undefined) return open;
  const latest = own.at(-1) ?? partIn(state, agent, callId);
  return latest?.leg.endedAt === null ? latest : undefined;
}

/** The agent's latest part in a call by its own id: there may be no work of theirs in it any more. */
function partIn(state: State, agent: Agent, callId: string): FoundLeg | undefined {
  const session = lookup(state.sessions, callId);
  const conversation = session && lookup(state.conversations, session.conversationId);
  const leg = session?.legs?.findLast((one) => one.agentId === agent.id && one.callId === callId);
  return conversation && leg && { leg, session, conversation };
}

/**
 * The work by which an agent is in a call of the conversation, beside this task: by that they stay when the other ends.
 * Rather the one that serves the customer.
 */
export function callBeside(
  state: State,
  conversation: Conversation,
  { id, agentId }: Pick<Task, 'id' | 'agentId'>,
): Task | undefined {
  const calls = callsIn(state, conversation)
    .flatMap((session) => openLegs(state, session))
    .filter((leg) => leg.agentId === agentId && leg.taskId !== id)
    .flatMap(({ taskId }) => lookup(state.tasks, taskId) ?? []);
  return calls.find(servesCustomer) ?? calls[0];
}

/** Whether a task is an agent's part in a call: it cannot be given to somebody else here. */
export function isCallTask(state: State, task: Task): boolean {
  const conversation = lookup(state.conversations, task.conversationId);
  if (conversation === undefined) return false;
  return callsIn(state, conversation).some((session) =>
    openLegs(state, session).some(({ taskId }) => taskId === task.id),
  );
}

/** The call in which an agent with this number is. O(agents): for consults alone. */
export function callOfAddress(state: State, address: string | null): ChannelSession | undefined {
  if (address === null) return undefined;
  for (const agent of Object.values(state.agents)) {
    const found = legsOf(state, agent).find(({ leg }) => leg.address === address);
    if (found !== undefined) return found.session;
  }
  return undefined;
}
