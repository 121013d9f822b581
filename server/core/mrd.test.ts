import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MrdStateName } from './state.ts';
import { mrdState } from './mrd-state.ts';
import { Centre, typesOf } from './testing/centre.ts';
import { testAgent, testChannel, testConfig, testMrd, testQueue } from './testing/config.ts';

function setMrd(centre: Centre, state: 'READY' | 'NOT_READY' | 'BUSY', mrdId = 'chat') {
  return centre.ask({ type: 'agent.setMrdState', agentId: 'ada', mrdId, state });
}

/** Ada, READY, with room for `max`, and so many conversations taken. */
function working(tasks: number, max = 2): Centre {
  const centre = new Centre(
    testConfig({
      rules: { wrapupMs: 0 },
      // A second MRD that follows the agent's state: switching off one of them changes that one alone (A10).
      mrds: [
        testMrd('chat'),
        testMrd('post'),
        testMrd('voice', { managedByRouting: false, autoSync: false }),
      ],
      agents: [testAgent('ada', { maxTasks: { chat: max, post: 1, voice: 1 } }), testAgent('ben')],
    }),
  );
  centre.ready('ada');
  for (let i = 1; i <= tasks; i++) {
    centre.customer(`c${i}`);
    centre.accept('ada', `c${i}`);
  }
  return centre;
}

describe('the MRD machine (M1–M18)', () => {
  it('M2: switched on while READY', () => {
    const centre = working(0);
    setMrd(centre, 'NOT_READY');
    centre.now += 10;
    setMrd(centre, 'READY');
    expect(centre.mrd('ada')).toMatchObject({
      state: 'READY',
      previous: 'NOT_READY',
      lastReadyAt: centre.now,
    });
  });

  it('M3: stays off while the agent is NOT_READY, and says so', () => {
    const centre = new Centre();
    centre.signIn('ada');
    const { events, signals } = centre.do({
      type: 'agent.setMrdState',
      agentId: 'ada',
      mrdId: 'chat',
      state: 'READY',
    });
    expect(events).toEqual([]);
    expect(signals).toEqual([{ type: 'agent.stateUnchanged', agentId: 'ada' }]);
  });

  it('M4: an offer takes a slot but does not show', () => {
    const centre = working(0);
    centre.customer('zoe');
    expect(centre.mrd('ada')).toMatchObject({ state: 'READY', live: 1 });
  });

  it('M5, M6: ACTIVE with the first task, BUSY with the last that fits', () => {
    expect(working(1).mrd('ada').state).toBe('ACTIVE');
    expect(working(2).mrd('ada').state).toBe('BUSY');
    expect(working(1, 1).mrd('ada').state).toBe('BUSY');
  });

  it('M7, M8: back to ACTIVE and READY as tasks close', () => {
    const centre = working(2);
    centre.leave('ada', 'c1');
    expect(centre.mrd('ada').state).toBe('ACTIVE');
    centre.now += 10;
    centre.leave('ada', 'c2');
    expect(centre.mrd('ada')).toMatchObject({ state: 'READY', lastReadyAt: centre.now });
  });

  it('M9, M10: switched off with work in hand, off when it is done', () => {
    const centre = working(2);
    setMrd(centre, 'NOT_READY');
    expect(centre.mrd('ada').state).toBe('PENDING_NOT_READY');
    expect(centre.agent('ada').state).toBe('READY');
    centre.leave('ada', 'c1');
    expect(centre.mrd('ada').state).toBe('PENDING_NOT_READY');
    centre.leave('ada', 'c2');
    expect(centre.mrd('ada').state).toBe('NOT_READY');
  });

  it('M11: PENDING_NOT_READY and switched on again: ACTIVE or BUSY, whatever it holds', () => {
    for (const [tasks, state] of [
      [1, 'ACTIVE'],
      [2, 'BUSY'],
    ] as const) {
      const centre = working(tasks);
      setMrd(centre, 'NOT_READY');
      expect(typesOf(setMrd(centre, 'READY'))).toEqual(['agent.mrdStateChanged']);
      expect(centre.mrd('ada').state).toBe(state);
    }
  });

  it('M12: READY and switched off', () => {
    const centre = working(0);
    setMrd(centre, 'NOT_READY');
    expect(centre.mrd('ada').state).toBe('NOT_READY');
  });

  it('A10: switching off the last MRD that follows the agent makes the agent NOT_READY', () => {
    const centre = working(1);
    setMrd(centre, 'READY', 'voice');
    setMrd(centre, 'NOT_READY', 'post');
    expect(centre.agent('ada').state).toBe('READY');
    setMrd(centre, 'NOT_READY');
    expect(centre.agent('ada')).toMatchObject({ state: 'NOT_READY', reason: null });
    expect(centre.mrd('ada').state).toBe('PENDING_NOT_READY');
    expect(centre.mrd('ada', 'voice').state).toBe('NOT_READY');
    centre.customer('next');
    expect(centre.task('next').state).toBe('QUEUED');
    centre.setState('ada', 'READY');
    expect(centre.mrd('ada').state).toBe('ACTIVE');
  });

  it('A10: an MRD that does not follow, or that the system switched off, changes nothing of the agent', () => {
    const centre = working(0);
    setMrd(centre, 'READY', 'voice');
    setMrd(centre, 'NOT_READY', 'voice');
    expect(centre.agent('ada').state).toBe('READY');
    centre.setState('ben', 'NOT_READY');
    setMrd(centre, 'NOT_READY', 'post');
    centre.customer('missed');
    centre.pass(20_000);
    expect(centre.mrd('ada')).toMatchObject({ state: 'NOT_READY', reason: 'RONA' });
    expect(centre.agent('ada').state).toBe('READY');
  });

  it('M16: only where another system routes may the desk report BUSY', () => {
    const centre = working(0);
    expect(typesOf(setMrd(centre, 'BUSY'))).toEqual(['STATE_NOT_ALLOWED']);
    setMrd(centre, 'BUSY', 'voice');
    expect(centre.mrd('ada', 'voice').state).toBe('BUSY');
    setMrd(centre, 'READY', 'voice');
    expect(centre.mrd('ada', 'voice').state).toBe('READY');
    setMrd(centre, 'BUSY', 'voice');
    centre.setState('ada', 'NOT_READY');
    expect(centre.mrd('ada', 'voice').state).toBe('PENDING_NOT_READY');
    setMrd(centre, 'READY', 'voice');
    expect(centre.mrd('ada', 'voice').state).toBe('NOT_READY');
  });

  it('refuses an MRD that the agent does not have', () => {
    const centre = working(0);
    expect(typesOf(setMrd(centre, 'READY', 'mail'))).toEqual(['MRD_NOT_FOUND']);
    expect(typesOf(setMrd(centre, 'READY', '__proto__'))).toEqual(['MRD_NOT_FOUND']);
  });

  it('is at any time what its switch and its tasks make it', () => {
    type Model = { ready: boolean; on: boolean; talks: string[] };
    const step = fc.constantFrom('ready', 'notReady', 'on', 'off', 'take', 'take', 'finish');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.array(step, { maxLength: 60 }), (max, steps) => {
        const centre = working(0, max);
        const model: Model = { ready: true, on: true, talks: [] };
        let customers = 0;
        for (const what of steps) {
          if (what === 'ready' || what === 'notReady') {
            centre.setState('ada', what === 'ready' ? 'READY' : 'NOT_READY');
            // READY again says nothing about a switch that the agent has set since.
            if (what === 'ready' && !model.ready) model.on = true;
            model.ready = what === 'ready';
            if (!model.ready) model.on = false;
          } else if (what === 'on' || what === 'off') {
            setMrd(centre, what === 'on' ? 'READY' : 'NOT_READY');
            model.on = what === 'on' ? model.ready : false;
          } else if (what === 'take' && model.on && model.talks.length < max) {
            customers += 1;
            centre.customer(`n${customers}`);
            expect(centre.accept('ada', `n${customers}`).ok).toBe(true);
            model.talks.push(`n${customers}`);
          } else if (what === 'finish') {
            const talk = model.talks.shift();
            if (talk !== undefined) centre.leave('ada', talk);
          }
          const expected: MrdStateName = mrdState(model.on, model.talks.length, max);
          expect(centre.mrd('ada').state).toBe(expected);
          expect(centre.agent('ada').state).toBe(model.ready ? 'READY' : 'NOT_READY');
        }
      }),
    );
  });
});

describe('M13, M14: a call', () => {
  it('interrupts what could take more, and gives it back as it is by then', () => {
    const centre = new Centre(
      testConfig({
        mrds: [testMrd('chat'), testMrd('call', { interruptible: false })],
        agents: [testAgent('ada', { maxTasks: { chat: 2, call: 1 } })],
        queues: [testQueue('support'), testQueue('hotline', { mrdId: 'call' })],
        channels: [
          testChannel('web'),
          testChannel('phone', { mrdId: 'call', entry: { kind: 'QUEUE', queueId: 'hotline' } }),
        ],
      }),
    );
    centre.ready('ada');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    centre.customer('caller', { channelId: 'phone' });
    centre.accept('ada', 'caller');
    expect(centre.mrd('ada')).toMatchObject({ state: 'INTERRUPTED', previous: 'ACTIVE' });
    expect(centre.mrd('ada', 'call').state).toBe('BUSY');
    centre.customer('max');
    expect(centre.holder('max')).toBeNull();
    centre.customerEnds('zoe');
    centre.customerEnds('caller');
    // The wrap-up of the call interrupts nothing: max is asked for at once.
    expect(centre.mrd('ada').state).toBe('ACTIVE');
    expect(centre.holder('max')).toBe('ada');
  });

  it('of another system interrupts as long as its desk reports it', () => {
    const centre = new Centre(
      testConfig({
        mrds: [
          testMrd('chat'),
          testMrd('phone', { interruptible: false, managedByRouting: false, autoSync: false }),
        ],
        agents: [testAgent('ada', { maxTasks: { chat: 2, phone: 1 } })],
      }),
    );
    centre.ready('ada');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    setMrd(centre, 'BUSY', 'phone');
    expect(centre.mrd('ada')).toMatchObject({ state: 'INTERRUPTED', previous: 'ACTIVE' });
    centre.customer('max');
    expect(centre.holder('max')).toBeNull();
    centre.customerEnds('zoe');
    centre.do({ type: 'wrapup.close', agentId: 'ada', conversationId: 'talk-zoe', messageId: null });
    expect(centre.mrd('ada').state).toBe('INTERRUPTED');
    setMrd(centre, 'READY', 'phone');
    // As it is by then, and not as it was (M14).
    expect(centre.mrd('ada').state).toBe('READY');
    expect(centre.holder('max')).toBe('ada');
    expect(centre.mrd('ada', 'phone').state).toBe('READY');
  });

  it('of another system that bears other work interrupts nothing', () => {
    const centre = new Centre(
      testConfig({
        mrds: [testMrd('chat'), testMrd('mail', { managedByRouting: false, autoSync: false })],
        agents: [testAgent('ada', { maxTasks: { chat: 2, mail: 1 } })],
      }),
    );
    centre.ready('ada');
    setMrd(centre, 'BUSY', 'mail');
    expect(centre.mrd('ada').state).toBe('READY');
  });

  it('leaves off what is switched off meanwhile', () => {
    const centre = new Centre(
      testConfig({
        mrds: [testMrd('chat'), testMrd('call', { interruptible: false, rules: { wrapupMs: 0 } })],
        agents: [testAgent('ada', { maxTasks: { chat: 2, call: 1 } })],
        queues: [testQueue('hotline', { mrdId: 'call' })],
        channels: [testChannel('phone', { mrdId: 'call', entry: { kind: 'QUEUE', queueId: 'hotline' } })],
      }),
    );
    centre.ready('ada');
    centre.customer('caller', { channelId: 'phone' });
    centre.accept('ada', 'caller');
    expect(centre.mrd('ada').state).toBe('INTERRUPTED');
    setMrd(centre, 'NOT_READY');
    centre.customerEnds('caller');
    expect(centre.mrd('ada').state).toBe('NOT_READY');
  });
});
