import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StartCallLeg, Steering } from './commands.ts';
import { centreOf, end, start } from './testing/calls.ts';
import { only } from './testing/centre.ts';
import type { Centre } from './testing/centre.ts';

const conversations = (centre: Centre) => Object.values(centre.world.state.conversations);
const tasks = (centre: Centre) => Object.values(centre.world.state.tasks);
const rolesIn = (centre: Centre) =>
  conversations(centre).flatMap(({ participants }) =>
    participants.filter(({ kind }) => kind === 'AGENT').map(({ ref, role }) => `${ref} ${role}`),
  );

describe('a call (V1)', () => {
  it('opens a conversation with its agent at work, and is over with it', () => {
    const centre = centreOf();
    expect(start(centre, 'ada', '77').ok).toBe(true);
    expect(centre.world.state.sessions['77']).toMatchObject({
      customerId: 'customer-zoe',
      channelId: 'phone',
    });
    expect(tasks(centre)).toMatchObject([{ state: 'ACTIVE', mrdId: 'voice', agentId: 'ada' }]);
    expect(only(centre.journal, 'task.offered')).toEqual([]);
    expect(centre.mrd('ada').state).toBe('INTERRUPTED');
    centre.now += 500;
    end(centre, 'ada', '77');
    expect(conversations(centre)).toEqual([]);
    expect(centre.mrd('ada').state).toBe('READY');
    expect(only(centre.journal, 'call.ended')).toMatchObject([
      { sessionId: '77', legs: [{ agentId: 'ada', endReason: 'DIALOG_ENDED' }] },
    ]);
  });

  it('is refused where it cannot be one', () => {
    const centre = centreOf();
    const refused = (more: Partial<StartCallLeg>) => {
      const decision = start(centre, 'ada', '77', more);
      return decision.ok ? null : decision.rejection.code;
    };
    expect(refused({ agentId: 'zorro' })).toBe('AGENT_NOT_FOUND');
    expect(refused({ channelId: 'web' })).toBe('CHANNEL_NOT_FOUND');
    expect(refused({ callId: '' })).toBe('VALIDATION');
    expect(refused({ reason: 'SILENT_MONITOR' })).toBe('VALIDATION');
  });

  it('joins the chat of the same customer, and leaves the agent of the chat in it', () => {
    const centre = centreOf({ wrapupMs: 5_000 });
    centre.customer('zoe');
    const chatting = centre.holder('zoe') ?? '';
    centre.accept(chatting, 'zoe');
    start(centre, chatting, '77');
    expect(conversations(centre)).toHaveLength(1);
    expect(rolesIn(centre)).toEqual([`${chatting} PRIMARY`]);
    expect(centre.mrd(chatting).state).toBe('INTERRUPTED');
    end(centre, chatting, '77');
    expect(rolesIn(centre)).toEqual([`${chatting} PRIMARY`]);
    expect(centre.mrd(chatting).state).toBe('ACTIVE');
    expect(tasks(centre)).toHaveLength(1);
    centre.customerEnds('zoe');
    expect(rolesIn(centre)).toEqual([`${chatting} WRAP_UP`]);
  });

  it('takes the offer of what the customer wrote', () => {
    const centre = centreOf();
    centre.customer('zoe');
    const asked = centre.holder('zoe') ?? '';
    start(centre, asked, '77');
    expect(tasks(centre).map(({ state }) => state)).toEqual(['ACTIVE', 'ACTIVE']);
    expect(rolesIn(centre)).toEqual([`${asked} PRIMARY`]);
  });

  it('takes none that has run out, before its time is looked at', () => {
    const centre = centreOf();
    centre.customer('zoe');
    const asked = centre.holder('zoe') ?? '';
    centre.now = centre.task('zoe').offerEndsAt ?? 0;
    start(centre, asked, '77');
    expect(tasks(centre).map(({ state }) => state)).toEqual(['OFFERED', 'ACTIVE']);
    expect(rolesIn(centre)).toEqual([`${asked} PRIMARY`]);
    expect(only(centre.journal, 'task.accepted')).toEqual([]);
  });

  it('leaves a customer who wrote meanwhile to the queue', () => {
    const centre = centreOf();
    start(centre, 'ada', '77');
    centre.customer('zoe');
    expect(tasks(centre)).toHaveLength(1);
    end(centre, 'ada', '77');
    expect(conversations(centre)).toMatchObject([{ sessionIds: ['session-zoe'] }]);
    expect(tasks(centre)).toMatchObject([{ state: 'OFFERED', mrdId: 'chat' }]);
  });
});

describe('further parts of a call (V2)', () => {
  it('belong to its conversation: consult, then transfer', () => {
    const centre = centreOf();
    start(centre, 'ada', '77');
    start(centre, 'ada', '78', { reason: 'CONSULT', associatedId: '77', customerId: 'customer-x' });
    start(centre, 'ben', '78', { reason: 'CONSULT', fromAddress: '10ada', customerId: 'customer-x' });
    expect(rolesIn(centre)).toEqual(['ada PRIMARY', 'ben ASSISTANT']);
    end(centre, 'ada', '77', 'CONSULT_TRANSFER');
    expect(rolesIn(centre)).toEqual(['ben PRIMARY']);
    end(centre, 'ben', '78', 'CONSULT_ENDED');
    expect(centre.world.state.sessions['77']?.connected).toBe(false);
    start(centre, 'ben', '77', { reason: 'CONSULT_TRANSFER', answeredAt: 1500 });
    expect(rolesIn(centre)).toEqual(['ben PRIMARY']);
    expect(only(centre.journal, 'conversation.opened')).toHaveLength(1);
    end(centre, 'ben', '77');
    expect(conversations(centre)).toEqual([]);
  });

  it('are awaited after a transfer, and not for ever', () => {
    const centre = centreOf();
    start(centre, 'ada', '77');
    end(centre, 'ada', '77', 'DIRECT_TRANSFER');
    centre.pass(29_000);
    expect(conversations(centre)).toHaveLength(1);
    start(centre, 'cleo', '77', { reason: 'DIRECT_TRANSFER', answeredAt: 3000 });
    centre.pass(60_000);
    expect(rolesIn(centre)).toEqual(['cleo PRIMARY']);
    end(centre, 'cleo', '77', 'DIRECT_TRANSFER', 4000);
    centre.pass(30_000);
    expect(conversations(centre)).toEqual([]);
    expect(only(centre.journal, 'conversation.opened')).toHaveLength(1);
  });

  it('of a conference end one by one', () => {
    const centre = centreOf();
    start(centre, 'ada', '77');
    start(centre, 'ben', '77', { reason: 'CONSULT_CONFERENCE' });
    end(centre, 'ada', '77');
    expect(rolesIn(centre)).toEqual(['ben PRIMARY']);
    end(centre, 'ben', '77');
    expect(conversations(centre)).toEqual([]);
  });
});

describe('repeated, late and lost events (V3)', () => {
  it('change nothing', () => {
    const centre = centreOf();
    start(centre, 'ada', '77');
    const { seq } = centre.world.state;
    start(centre, 'ada', '77');
    expect(centre.world.state.seq).toBe(seq);
    end(centre, 'ada', '77');
    end(centre, 'ada', '77');
    start(centre, 'ada', '77');
    expect(conversations(centre)).toEqual([]);
  });

  it('do not open a call whose end came first, and do open a later one of that id', () => {
    const centre = centreOf();
    end(centre, 'ada', '77', 'DIALOG_ENDED', 1000);
    start(centre, 'ada', '77');
    expect(conversations(centre)).toEqual([]);
    start(centre, 'ada', '77', { answeredAt: 5000 });
    end(centre, 'ada', '77', 'DIALOG_ENDED', 1000);
    expect(conversations(centre)).toHaveLength(1);
  });

  it('a call without any duration is one', () => {
    const centre = centreOf();
    start(centre, 'ada', '77');
    end(centre, 'ada', '77', 'DIALOG_ENDED', 1000);
    expect(only(centre.journal, 'call.ended')).toHaveLength(1);
    expect(conversations(centre)).toEqual([]);
  });

  it('an agent who signed out in a call comes back to it', () => {
    const centre = centreOf();
    start(centre, 'ada', '77');
    centre.do({ type: 'agent.logout', agentId: 'ada', sid: null, reasonId: null });
    expect(conversations(centre)).toEqual([]);
    centre.signIn('ada');
    start(centre, 'ada', '77', { conversationId: 'again' });
    expect(conversations(centre)).toHaveLength(1);
  });
});

describe('an agent who has left the conversation of a call (V5)', () => {
  it('comes back to the call, and has no work by it after signing out or hanging up', () => {
    for (const goes of ['signs out', 'hangs up']) {
      const centre = centreOf({ wrapupMs: 5_000 });
      start(centre, 'ada', '77');
      start(centre, 'ben', '77', { reason: 'CONSULT_CONFERENCE' });
      const [conversation] = conversations(centre);
      const conversationId = conversation?.id ?? '';
      centre.do({ type: 'conversation.leave', agentId: 'ada', conversationId });
      start(centre, 'ada', '77', { reason: 'DIRECT_CONFERENCE', answeredAt: 3000 });
      expect(rolesIn(centre).sort()).toEqual(['ada PRIMARY', 'ben PRIMARY']);
      if (goes === 'hangs up') end(centre, 'ada', '77', 'DIALOG_ENDED', 4000);
      else centre.do({ type: 'agent.logout', agentId: 'ada', sid: null, reasonId: null });
      expect(tasks(centre).filter((task) => task.agentId === 'ada' && task.state === 'ACTIVE')).toEqual([]);
      expect(rolesIn(centre)).not.toContain('ada PRIMARY');
    }
  });
});

describe('silence and rest (V4)', () => {
  it('do not count in a call, and count again after it', () => {
    const centre = centreOf();
    centre.customer('zoe');
    const chatting = centre.holder('zoe') ?? '';
    centre.accept(chatting, 'zoe');
    centre.say('zoe', 'one', chatting);
    expect(centre.conversation('zoe')?.inactiveAt).not.toBeNull();
    start(centre, chatting, '77');
    centre.say('zoe', 'two', chatting);
    centre.pass(300_000);
    expect(conversations(centre)).toHaveLength(1);
    end(centre, chatting, '77');
    centre.say('zoe', 'three', chatting);
    centre.pass(60_000);
    expect(conversations(centre)).toEqual([]);
  });

  it('a call ends a rest', () => {
    const centre = centreOf();
    centre.customer('zoe');
    const chatting = centre.holder('zoe') ?? '';
    centre.accept(chatting, 'zoe');
    centre.do({
      type: 'conversation.pause',
      agentId: chatting,
      conversationId: 'talk-zoe',
      forMs: 60_000,
    });
    start(centre, chatting, '77');
    expect(centre.conversation('zoe')?.state).toBe('ACTIVE');
  });
});

it('hold is counted, and wrap-up follows (V5, V6)', () => {
  const centre = centreOf({ wrapupMs: 10_000 });
  start(centre, 'ada', '77');
  const hold = (on: boolean) => centre.do({ type: 'call.hold', agentId: 'ada', callId: '77', on });
  hold(true);
  expect(hold(true).events).toEqual([]);
  centre.now += 700;
  hold(false);
  end(centre, 'ada', '77');
  expect(only(centre.journal, 'call.ended')).toMatchObject([{ legs: [{ heldMs: 700 }] }]);
  expect(rolesIn(centre)).toEqual(['ada WRAP_UP']);
  expect(centre.mrd('ada').state).toBe('READY');
  start(centre, 'ada', '79', { customerId: 'customer-y' });
  expect(centre.mrd('ada').state).toBe('INTERRUPTED');
  centre.pass(10_000);
  expect(conversations(centre)).toHaveLength(1);
});

it('a call is nobody else’s to be given or ended (V5, C23)', () => {
  const centre = centreOf();
  start(centre, 'ada', '77');
  const config = { ...centre.world.state.config };
  const { ada } = config.agents;
  if (ada === undefined) throw new Error('no ada');
  const boss = { ...ada, id: 'boss', supervises: ['north'] };
  const agents = { ...config.agents, ada: { ...ada, teamId: 'north' }, boss };
  const teams = { north: { id: 'north', name: 'north' } };
  centre.do({ type: 'configure', config: { ...config, agents, teams } });
  centre.signIn('boss');
  const steer = (steering: Steering) =>
    ({ type: 'conversation.steer', by: 'boss', conversationId: 'call-77', steering }) as const;
  expect(centre.refusal(steer({ kind: 'PULL_OUT', agentId: 'ada' }))).toBe('STATE_NOT_ALLOWED');
  expect(centre.refusal(steer({ kind: 'END' }))).toBe('STATE_NOT_ALLOWED');
  // What the same customer writes ends, and the call goes on.
  centre.customer('zoe');
  centre.do(steer({ kind: 'END' }));
  expect(only(centre.journal, 'session.ended')).toMatchObject([{ sessionId: 'session-zoe' }]);
  expect(rolesIn(centre)).toEqual(['ada PRIMARY']);
});

it('whatever arrives in whatever order, nothing of a call outlives it (V3, V5)', () => {
  const agent = fc.constantFrom('ada', 'ben', 'cleo');
  const callId = fc.constantFrom('77', '78');
  const act = fc.oneof(
    fc.record({
      do: fc.constant('start' as const),
      agent,
      callId,
      reason: fc.constantFrom('INBOUND' as const, 'CONSULT' as const, 'CONSULT_TRANSFER' as const),
      at: fc.integer({ min: 1, max: 9 }),
    }),
    fc.record({
      do: fc.constant('end' as const),
      agent,
      callId,
      reason: fc.constantFrom('DIALOG_ENDED' as const, 'CONSULT_ENDED' as const, 'DIRECT_TRANSFER' as const),
      at: fc.option(fc.integer({ min: 1, max: 9 })),
    }),
    fc.record({ do: fc.constant('hold' as const), agent, callId, on: fc.boolean() }),
    fc.record({ do: fc.constant('sign out' as const), agent }),
    fc.record({ do: fc.constant('chat' as const) }),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
      const centre = centreOf({ wrapupMs: 2_000 });
      for (const one of acts) {
        centre.now += 10;
        if (one.do === 'start') {
          const { reason, at: answeredAt } = one;
          start(centre, one.agent, one.callId, {
            reason,
            answeredAt,
            associatedId: '77',
            fromAddress: '10ada',
          });
        } else if (one.do === 'end') end(centre, one.agent, one.callId, one.reason, one.at);
        else if (one.do === 'hold')
          centre.ask({ type: 'call.hold', agentId: one.agent, callId: one.callId, on: one.on });
        else if (one.do === 'chat') {
          if (centre.world.state.sessions['session-zoe'] === undefined)
            centre.ask({
              type: 'session.start',
              sessionId: 'session-zoe',
              conversationId: `talk-${centre.now}`,
              customerId: 'customer-zoe',
              channelId: 'web',
              queueId: null,
              priority: 1,
              connectionBound: true,
            });
        } else {
          centre.ask({ type: 'agent.logout', agentId: one.agent, sid: null, reasonId: null });
          centre.signIn(one.agent);
        }
      }
      for (const agentId of ['ada', 'ben', 'cleo'])
        for (const call of ['77', '78']) end(centre, agentId, call, 'DIALOG_ENDED', null);
      centre.customerEnds('zoe');
      centre.pass(60_000);
      expect(tasks(centre)).toEqual([]);
      expect(conversations(centre)).toEqual([]);
      for (const agentId of ['ada', 'ben', 'cleo']) expect(centre.mrd(agentId).state).not.toBe('INTERRUPTED');
    }),
    { numRuns: 200 },
  );
});
