import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sender } from './commands.ts';
import type { DomainEvent } from './events.ts';
import type { State, Task } from './state.ts';
import type { Act, Step } from './testing/asks.ts';
import type { Ask } from './testing/centre.ts';
import type { World } from './world.ts';
import { decide, evolve } from './decide.ts';
import { play, randomConfig, toAsk } from './testing/asks.ts';
import { Centre } from './testing/centre.ts';
import { problemsOf, problemsOfJournal } from './testing/check.ts';
import { waitingOrder } from './index/waiting.ts';
import { createWorld, loadWorld, nextDeadline } from './world.ts';

const AGENTS = ['ada', 'ben', 'cleo'];
const CUSTOMERS = ['xan', 'yves', 'zoe', 'wim', 'vera'];

const agentId = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...AGENTS) },
  fc.constantFrom('nobody', '__proto__'),
);
const customer = fc.constantFrom(...CUSTOMERS, ...CUSTOMERS, 'constructor');
const conversationId = customer.map((name) => `talk-${name}`);
const sessionId = customer.map((name) => `session-${name}`);
const messageId = fc.constantFrom('m1', 'm2', 'm3', 'm4', '__proto__', 'toString');
const sender: fc.Arbitrary<Sender> = fc.oneof(
  agentId.map((id) => ({ kind: 'AGENT' as const, agentId: id })),
  sessionId.map((id) => ({ kind: 'CUSTOMER' as const, sessionId: id })),
);

/** A conversation's ids differ from one run of a customer to the next, as a gateway would make them. */
function startOf(name: string, run: number, second: boolean): Ask {
  return {
    type: 'session.start',
    sessionId: second ? `second-${name}` : `session-${name}`,
    conversationId: run === 0 ? `talk-${name}` : `talk-${name}-${run}`,
    customerId: `customer-${name}`,
    channelId: run === 2 ? 'post' : 'web',
    queueId: null,
    priority: 1 + run * 4,
    connectionBound: run !== 1,
  };
}

const act: fc.Arbitrary<Act> = fc.record({
  act: fc.oneof(
    { weight: 5, arbitrary: fc.constant('accept' as const) },
    {
      weight: 5,
      arbitrary: fc.constantFrom(
        'leave' as const,
        'agentSays' as const,
        'customerSays' as const,
        'close' as const,
      ),
    },
    fc.constantFrom('reject' as const, 'customerReads' as const, 'extend' as const, 'customerEnds' as const),
  ),
  pick: fc.integer({ min: 0, max: 7 }),
  messageId,
});

/** Mostly sensible, sometimes late, repeated, or about nothing. */
const randomStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 20, arbitrary: act },
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 4_000 }) },
  {
    weight: 3,
    arbitrary: fc.tuple(customer, fc.integer({ min: 0, max: 2 }), fc.boolean()).map((t) => startOf(...t)),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom('agent.connect' as const, 'agent.disconnect' as const),
      agentId,
      sid: fc.constantFrom('one', 'one', 'two'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('agent.setState' as const),
      agentId,
      state: fc.constantFrom(...(['READY', 'READY', 'READY', 'NOT_READY'] as const)),
      reasonId: fc.constantFrom(null, null, 'lunch', 'home', 'none'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('agent.setMrdState' as const),
      agentId,
      mrdId: fc.constantFrom('chat', 'mail', 'voice', 'toString'),
      state: fc.constantFrom('READY' as const, 'NOT_READY' as const, 'BUSY' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('agent.logout' as const),
      agentId,
      sid: fc.constantFrom(null, 'sid-ada', 'sid-other'),
      reasonId: fc.constantFrom(null, 'home', 'lunch'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('task.accept' as const),
      agentId,
      conversationId,
      taskId: fc.constantFrom(null, null, null, 'nothing'),
      participantId: fc.constantFrom(null, 'me', '__proto__'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('task.reject' as const),
      agentId,
      conversationId,
      taskId: fc.constant(null),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('session.end' as const),
      sessionId,
      reason: fc.constantFrom('CUSTOMER' as const, 'NETWORK' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom('session.connect' as const, 'session.disconnect' as const),
      sessionId,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('message.send' as const),
      conversationId,
      messageId,
      sender,
      kind: fc.constantFrom('MESSAGE' as const, 'MESSAGE' as const, 'WHISPER' as const, 'WRAPUP' as const),
      replyTo: fc.constantFrom(null, null, 'm1'),
      textLength: fc.constantFrom(3, 3, 5000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('message.mark' as const),
      conversationId,
      messageId,
      status: fc.constantFrom('DELIVERED' as const, 'READ' as const, 'FAILED' as const),
      by: fc.oneof(sender, fc.constant({ kind: 'SYSTEM' as const })),
      reason: fc.constant(null),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom('conversation.leave' as const, 'wrapup.extend' as const),
      agentId,
      conversationId,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('wrapup.close' as const),
      agentId,
      conversationId,
      messageId: fc.constantFrom(null, 'm4'),
    }),
  },
);

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
  const seats = world.index.seats.get(agentId)?.get(offered.mrdId ?? '') ?? [];
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
  it('keeps the invariants (L-R2, L-R4, L-R6, L-R7; I1 to I7) and its index', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), steps, (busy, stubborn, history) => {
        const centre = begin(busy, stubborn);
        play(centre, history, () => expect(problemsOf(centre.world)).toEqual([]));
        expect(problemsOfJournal(centre.journal)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('L-R2, L-R8: offers only to agents who are there, ready, and have room (I3)', () => {
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

  it('L-R3: serves first who came first, within a priority (I6)', () => {
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

  it('L-S7: nothing oscillates by itself: without a new command only deadlines change anything', () => {
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
