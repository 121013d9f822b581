/** Rules of calls among everything else that happens, each broken on purpose. */
import type { DomainEvent } from '../../core/events.ts';
import type { World } from '../../core/world.ts';
import type { Core } from '../core.ts';
import type { Mutant } from '../mutants/mutant.ts';
import { openLegs } from '../../core/call-legs.ts';
import { broken, renumber } from '../mutants/mutant.ts';

/** The core that says some of its events otherwise, or not at all. */
function misstating(core: Core, retell: (event: DomainEvent, world: World) => DomainEvent[]): Core {
  return broken(core, {
    misstate: (events, _command, world) =>
      renumber(
        events,
        events.flatMap((event) => retell(event, world)),
      ),
  });
}

/** Who goes with other work than the call in which they are. */
function goesWithTheChat(event: DomainEvent, { state }: World): DomainEvent[] {
  const task = event.type === 'task.closed' ? state.tasks[event.taskId] : undefined;
  const conversation = task && state.conversations[task.conversationId];
  const participant = conversation?.participants.find(({ taskId }) => taskId === task?.id);
  if (task === undefined || conversation === undefined || participant === undefined) return [event];
  const staysInCall = conversation.sessionIds
    .flatMap((id) => state.sessions[id] ?? [])
    .flatMap((session) => openLegs(state, session))
    .some((leg) => leg.agentId === task.agentId && leg.taskId !== task.id);
  if (!staysInCall) return [event];
  const { at, stream, streamSeq, seq } = event;
  const left: DomainEvent = {
    type: 'participant.left',
    conversationId: conversation.id,
    participant: { ...participant },
    reason: 'TRANSFERRED',
    at,
    stream,
    streamSeq,
    seq,
  };
  return [event, left];
}

export const DAY_MUTANTS: readonly Mutant[] = [
  {
    name: 'off-the-call-with-the-chat',
    story: 'An agent hands a chat over and is out of the call with its customer, too.',
    found: ['I1', 'V1'],
    breaks: (core) => misstating(core, goesWithTheChat),
  },
  {
    name: 'hung-up-and-in-again',
    story: 'A late word of the telephone puts agents back into calls that are over.',
    found: ['V3'],
    breaks: (core) =>
      broken(core, {
        misread: ({ agents }) => {
          for (const agent of Object.values(agents)) delete agent.pastCalls;
        },
      }),
  },
  {
    name: 'awaited-for-ever',
    story: 'A caller who was transferred to somebody outside stays in the contact centre.',
    found: ['V5'],
    breaks: (core) =>
      misstating(core, (event, { state }) =>
        event.type === 'session.disconnected' && state.sessions[event.sessionId]?.legs !== undefined
          ? []
          : [event],
      ),
  },
];
