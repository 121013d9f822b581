import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DomainEvent } from './events.ts';
import type { State, Task } from './state.ts';
import type { World } from './world.ts';
import { decide, evolve } from './decide.ts';
import { play, randomConfig, randomStep, toAsk } from './testing/asks.ts';
import { Centre } from './testing/centre.ts';
import { problemsOf, problemsOfJournal } from './testing/check.ts';
import { waitingOrder } from './waiting.ts';
import { createWorld, loadWorld, nextDeadline } from './world.ts';

const RUNS = { numRuns: 150 };
const steps = fc.array(randomStep, { minLength: 1, maxLength: 120, size: 'max' });

function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** Half of the histories have everybody signed in and ready, where most happens. */
function begin(busy: boolean, stubborn: boolean): Centre {
  const centre = new Centre(randomConfig(stubborn ? 'READY' : 'NOT_READY'));
  if (busy) {
    for (const agentId of ['ada', 'ben', 'cleo']) centre.do({ type: 'agent.connect', agentId, sid: 'one' });
    centre.ready('ada', 'ben', 'cleo');
  }
  return centre;
}

/** Tasks of the same queue that the agent could have had and that stand before the one offered. */
function overtaken(world: World, agentId: string, taskId: string): Task[] {
  const offered = world.state.tasks[taskId]!;
  const seats = world.index.seats.get(agentId)?.get(offered.mrdId) ?? [];
  const seat = seats.find(({ queue }) => queue.queue.id === offered.queueId);
  return Object.values(world.state.tasks).filter(
    (task) =>
      task.state === 'QUEUED' &&
      task.queueId === offered.queueId &&
      !(agentId in task.tried) &&
      task.step >= (seat?.step ?? 0) &&
      waitingOrder(task, offered) < 0,
  );
}

describe('whatever is asked, in whatever order', () => {
  it('keeps the invariants (R2, R4, R6, R7; I1 to I7) and its index', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), steps, (busy, stubborn, history) => {
        const centre = begin(busy, stubborn);
        play(centre, history, () => expect(problemsOf(centre.world)).toEqual([]));
        expect(problemsOfJournal(centre.journal)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('R2, R8: offers only to agents who are there, ready, and have room (I3)', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), steps, (busy, stubborn, history) => {
        const centre = begin(busy, stubborn);
        play(centre, history);
        const shadow = createWorld('test');
        for (const event of copy(centre.journal)) {
          if (event.type === 'task.offered') {
            const agent = shadow.state.agents[event.agentId];
            const mrd = agent?.mrds[shadow.state.tasks[event.taskId]?.mrdId ?? ''];
            expect(agent).toMatchObject({ state: 'READY', connected: true });
            expect(['READY', 'ACTIVE']).toContain(mrd?.state);
            expect(mrd?.live).toBeLessThan(mrd?.max ?? 0);
          }
          evolve(shadow, event);
        }
      }),
      RUNS,
    );
  });

  it('R3: serves first who came first, within a priority (I6)', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), steps, (busy, stubborn, history) => {
        const centre = begin(busy, stubborn);
        play(centre, history);
        const shadow = createWorld('test');
        for (const event of copy(centre.journal)) {
          if (event.type === 'task.offered')
            expect(overtaken(shadow, event.agentId, event.taskId)).toEqual([]);
          evolve(shadow, event);
        }
      }),
      RUNS,
    );
  });

  it('leaves everything as it was when it refuses', () => {
    fc.assert(
      fc.property(fc.boolean(), steps, (busy, history) => {
        const centre = begin(busy, false);
        for (const step of history) {
          if (typeof step === 'number') {
            centre.pass(step);
            continue;
          }
          const before = JSON.stringify(centre.world.state);
          const deadline = nextDeadline(centre.world);
          const decision = centre.ask('act' in step ? toAsk(centre, step) : step);
          if (decision.ok) continue;
          expect(JSON.stringify(centre.world.state)).toBe(before);
          expect(nextDeadline(centre.world)).toBe(deadline);
        }
      }),
      RUNS,
    );
  });

  it('gives the same state again when its journal is replayed (I8)', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), steps, (busy, stubborn, history) => {
        const centre = begin(busy, stubborn);
        play(centre, history);
        const replayed = createWorld('test');
        for (const event of copy(centre.journal)) evolve(replayed, event);
        expect(JSON.stringify(replayed.state)).toBe(JSON.stringify(centre.world.state));
        expect(problemsOf(replayed)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('goes on from a snapshot as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), steps, steps, (busy, stubborn, history, more) => {
        const centre = begin(busy, stubborn);
        play(centre, history);
        const restored = loadWorld(JSON.parse(JSON.stringify(centre.world.state)) as State);
        for (const [i, step] of more.entries()) {
          // Both sides tick at the same moments, however few of them one has deadlines for.
          const ask =
            typeof step === 'number' ? { type: 'tick' as const } : 'act' in step ? toAsk(centre, step) : step;
          const command = { id: `more-${i}`, ...ask };
          if (typeof step === 'number') centre.now += step;
          const expected = decide(centre.world, command, centre.now);
          expect(copy(decide(restored, command, centre.now))).toEqual(copy(expected));
        }
        expect(JSON.stringify(restored.state)).toBe(JSON.stringify(centre.world.state));
      }),
      RUNS,
    );
  });

  it('never runs out of deadlines to carry out and never carries one out for nothing (I5)', () => {
    fc.assert(
      fc.property(fc.boolean(), steps, (busy, history) => {
        const centre = begin(busy, true);
        play(centre, history);
        // With nobody to press a button, every customer is served or let go in the end.
        const events: DomainEvent[] = centre.pass(3_600_000);
        expect(nextDeadline(centre.world)).toBeNull();
        const ends = events.filter(({ type }) => type === 'task.closed').length;
        expect(ends).toBeLessThan(1_000);
      }),
      { numRuns: 50 },
    );
  });

  it('S7: nothing oscillates by itself: without a new command only deadlines change anything', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const centre = begin(true, false);
        play(centre, history);
        expect(centre.do({ type: 'tick' }).events).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
