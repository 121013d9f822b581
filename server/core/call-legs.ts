/** Looking at calls: which parts agents have in them. */
import type { Agent, CallLeg, ChannelSession, Conversation, State, Task } from './state.ts';
import { lookup } from './lookup.ts';

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

/** The open legs of an agent, of all calls. O(the agent's tasks). */
export function legsOf(state: State, agent: Agent): FoundLeg[] {
  const found: FoundLeg[] = [];
  const seen = new Set<string>();
  for (const taskId of agent.taskIds) {
    const conversation = lookup(state.conversations, lookup(state.tasks, taskId)?.conversationId ?? '');
    if (conversation === undefined || seen.has(conversation.id)) continue;
    seen.add(conversation.id);
    for (const session of callsIn(state, conversation)) {
      for (const leg of openLegs(state, session)) {
        if (leg.agentId === agent.id) found.push({ leg, session, conversation });
      }
    }
  }
  return found;
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
