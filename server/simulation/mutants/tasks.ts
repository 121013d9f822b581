/** Broken rules about tasks, offers and slots (I1, I2, I4, I5). */
import type { DomainEvent } from '../../core/events.ts';
import type { Task } from '../../core/state.ts';
import type { World } from '../../core/world.ts';
import type { Core } from '../core.ts';
import type { Mutant } from './mutant.ts';
import { broken, renumber } from './mutant.ts';

function offerOf(tasks: Record<string, Task>, conversationId: string): Task | undefined {
  return Object.values(tasks).find(
    (task) => task.conversationId === conversationId && task.state === 'OFFERED',
  );
}

/** Changes how many slots the MRD believes to be taken by this task. */
function miscount(world: World, task: Task | undefined, by: number): void {
  const mrd = task?.agentId == null ? undefined : world.state.agents[task.agentId]?.mrds[task.mrdId ?? ''];
  if (mrd !== undefined) mrd.live += by;
}

/** A fact of a conversation, made up. */
function invent(world: World, task: Task, body: object, at: number): DomainEvent {
  const { conversationId } = task;
  return {
    ...body,
    seq: world.state.seq + 1,
    at,
    stream: `conversation:${conversationId}`,
    streamSeq: (world.state.conversations[conversationId]?.seq ?? 0) + 1,
  } as DomainEvent;
}

function isEnd({ type }: DomainEvent): boolean {
  return type === 'conversation.closed';
}

/** Puts a deadline back that the end of a conversation has taken away. */
function outlive(world: World, event: DomainEvent): void {
  if (event.type !== 'conversation.closed') return;
  const { deadlines } = world.index;
  const { conversationId: id, at } = event;
  const deadline = { at: at + 60_000, kind: 'conversation.inactivity' as const, order: 0, id };
  deadlines.bySubject[deadline.kind].set(id, deadline);
  deadlines.ordered.insert(deadline);
}

function outliving(evolve: Core['evolve']): Core['evolve'] {
  return (world, event) => {
    evolve(world, event);
    outlive(world, event);
  };
}

export const TASK_MUTANTS: readonly Mutant[] = [
  {
    name: 'accept-after-expiry',
    story: 'an offer can still be accepted when its time is over and its tick is late',
    found: ['I4'],
    breaks: (core) =>
      broken(core, {
        insist: (state, command, now) => {
          if (command.type !== 'task.accept') return false;
          const offer = offerOf(state.tasks, command.conversationId);
          if (offer?.agentId !== command.agentId) return false;
          offer.offerEndsAt = Math.max(now, state.clock) + 1;
          return true;
        },
      }),
  },
  {
    name: 'taken-by-another',
    story: "somebody else's offer can be accepted",
    found: ['I1', 'I2'],
    breaks: (core) =>
      broken(core, {
        misread: (state, command) => {
          if (command.type !== 'task.accept') return;
          const offer = offerOf(state.tasks, command.conversationId);
          if (offer !== undefined) offer.agentId = command.agentId;
        },
      }),
  },
  {
    name: 'double-accept',
    story: 'accepting twice counts twice',
    found: ['I1', 'I4'],
    breaks: (core) =>
      broken(core, {
        misstate: (events, command, world, now) => {
          if (command.type !== 'task.accept' || events.length > 0) return events;
          const task = Object.values(world.state.tasks).find(
            (one) => one.conversationId === command.conversationId && one.agentId === command.agentId,
          );
          if (task === undefined) return events;
          const at = Math.max(now, world.state.clock);
          return [
            invent(world, task, { type: 'task.accepted', taskId: task.id, agentId: command.agentId }, at),
          ];
        },
      }),
  },
  {
    name: 'slot-not-freed',
    story: 'the slot of a closed task stays taken',
    found: ['I2'],
    breaks: (core) =>
      broken(core, {
        misremember: (world, event, evolve) => {
          const task = event.type === 'task.closed' ? world.state.tasks[event.taskId] : undefined;
          evolve(world, event);
          miscount(world, task, 1);
        },
      }),
  },
  {
    name: 'wrapup-slot-freed-early',
    story: 'the slot is free as soon as the wrap-up begins',
    found: ['I2'],
    breaks: (core) =>
      broken(core, {
        misremember: (world, event, evolve) => {
          const task = 'taskId' in event ? world.state.tasks[event.taskId] : undefined;
          const wrapping = task?.state === 'WRAP_UP';
          evolve(world, event);
          if (event.type === 'task.wrapupStarted') miscount(world, task, -1);
          if (event.type === 'task.closed' && wrapping) miscount(world, task, 1);
        },
      }),
  },
  {
    name: 'one-too-many',
    story: 'an agent is given one task more than the maximum',
    found: ['I2'],
    breaks: (core) =>
      broken(core, {
        misread: (state) => {
          for (const agent of Object.values(state.agents)) {
            for (const mrd of Object.values(agent.mrds)) mrd.max += 1;
          }
        },
      }),
  },
  {
    name: 'superseded-timer',
    story: 'the RONA timer goes off although the offer was accepted',
    found: ['I1', 'I2', 'I4'],
    breaks: (core) => {
      const timers = new Map<string, number>();
      return broken(core, {
        misstate: (events, command, world, now) => {
          for (const event of events) {
            if (event.type === 'task.offered') timers.set(event.taskId, event.offerEndsAt);
          }
          if (command.type !== 'tick' || events.length > 0) return events;
          const task = Object.values(world.state.tasks).find(
            ({ id, state }) => state === 'ACTIVE' && (timers.get(id) ?? Infinity) <= now,
          );
          if (task === undefined) return events;
          const { id, conversationId, agentId } = task;
          const body = {
            type: 'task.closed',
            taskId: id,
            conversationId,
            agentId,
            reason: 'RONA',
            revoke: 'RONA',
          };
          return [invent(world, task, body, Math.max(now, world.state.clock))];
        },
      });
    },
  },
  {
    name: 'ringing-for-ever',
    story: 'the customer leaves while it rings, and nobody tells the desk to stop',
    found: ['I4'],
    breaks: (core) =>
      broken(core, {
        misstate: (events) =>
          events.map((event) =>
            event.type === 'task.closed' && event.revoke === 'CUSTOMER_LEFT'
              ? { ...event, revoke: null }
              : event,
          ),
      }),
  },
  {
    name: 'ttl-ignored',
    story: 'a request looks for an agent for ever',
    found: ['I5'],
    breaks: (core) =>
      broken(core, {
        misread: (state, command) => {
          if (command.type !== 'tick') return;
          for (const task of Object.values(state.tasks)) task.ttlAt += 86_400_000;
        },
        // Only the deadline is forgotten; the request itself still knows it.
        misstate: (events, _command, world) =>
          events.map((event) => {
            if (event.type !== 'task.queued') return event;
            const same = Object.values(world.state.tasks).find(
              ({ requestId }) => requestId === event.task.requestId,
            );
            return same === undefined ? event : { ...event, task: { ...event.task, ttlAt: same.ttlAt } };
          }),
      }),
  },
  {
    name: 'forgotten-at-logout',
    story: "a signed-out agent's conversations are not queued again",
    found: ['I1'],
    breaks: (core) =>
      broken(core, {
        misstate: (events, command) => {
          if (command.type !== 'agent.logout') return events;
          const lost = new Set(
            events.flatMap((event) => (event.type === 'task.queued' ? [event.task.id] : [])),
          );
          const left = events.filter(
            (event) =>
              !(event.type === 'task.queued' && lost.has(event.task.id)) &&
              !('taskId' in event && lost.has(event.taskId)),
          );
          return renumber(events, left);
        },
      }),
  },
  {
    name: 'entered-wrapup-lost',
    story: 'a wrap-up that runs out throws away what was entered',
    found: ['I12'],
    breaks: (core) =>
      broken(core, {
        misread: (state, command) => {
          if (command.type !== 'tick') return;
          for (const task of Object.values(state.tasks)) if (task.state === 'WRAP_UP') delete task.noted;
        },
      }),
  },
  {
    name: 'closes-what-is-closed',
    story: 'a new configuration closes a task of a conversation that it has just ended',
    found: ['I7'],
    breaks: (core) =>
      broken(core, {
        misstate: (events, command) => {
          const end = command.type === 'configure' ? events.findLast(isEnd) : undefined;
          const last = events.at(-1);
          const closed = events.find(({ type, stream }) => type === 'task.closed' && stream === end?.stream);
          return closed === undefined || last === undefined
            ? events
            : [...events, { ...closed, seq: last.seq + 1, streamSeq: 1 }];
        },
      }),
  },
  {
    name: 'orphan-stops-the-clock',
    story: 'time stands still at a deadline of what is gone',
    found: ['I5'],
    breaks: (core) => ({
      ...core,
      decide: (world, command, now) => {
        const first = world.index.deadlines.ordered.first();
        return command.type === 'tick' && first?.id === 'orphan' && first.at <= now
          ? { ok: true, events: [], signals: [] }
          : core.decide(world, command, now);
      },
    }),
  },
  {
    name: 'deadline-outlives',
    story: 'the customer of a conversation that is over is still waited for',
    found: ['I5'],
    breaks: (core) => ({
      ...core,
      evolve: outliving(core.evolve),
      decide: (world, command, now) => {
        const decision = core.decide(world, command, now);
        if (decision.ok) for (const event of decision.events) outlive(world, event);
        return decision;
      },
    }),
  },
];
