import { describe, expect, it } from 'vitest';
import type { RequestAgent } from './commands.ts';
import type { TaskFallback } from './state.ts';
import { actionsOf } from './actions.ts';
import { Centre, only, typesOf } from './testing/centre.ts';
import { testAgent, testConfig, testQueue } from './testing/config.ts';
import { audiences } from './visibility.ts';

/** `ada` talks to zoe; `ben` and `cleo` are ready, each with one place; `dan` serves the queue `sales` alone. */
function talking(): Centre {
  const centre = new Centre(
    testConfig({
      rules: { ronaMs: 5_000, requestTtlMs: 60_000, wrapupMs: 30_000, maxAgents: 3 },
      agents: ['ada', 'ben', 'cleo', 'dan'].map((id) => testAgent(id, { maxTasks: { chat: 1 } })),
      queues: [
        testQueue('support', { memberIds: ['ada', 'ben', 'cleo'] }),
        testQueue('sales', { memberIds: ['dan'] }),
      ],
    }),
  );
  centre.ready('ada');
  centre.customer('zoe');
  centre.accept('ada', 'zoe');
  return centre;
}

const transfer = (target: RequestAgent['target'], fallback: TaskFallback | null = null) =>
  ({
    type: 'agent.request',
    conversationId: 'talk-zoe',
    by: { kind: 'AGENT', agentId: 'ada' },
    direction: 'DIRECT_TRANSFER',
    target,
    noteId: null,
    noteLength: 0,
    fallback,
    priority: null,
  }) as const;
const toSales = { kind: 'QUEUE', queueId: 'sales' } as const;
const to = (agentId: string) => ({ kind: 'AGENT', agentId }) as const;
const role = (centre: Centre, agentId: string) =>
  centre.conversation('zoe')?.participants.find(({ ref }) => ref === agentId)?.role;
const offers = (events: Parameters<typeof only>[0]) =>
  only(events, 'task.offered').map(({ agentId }) => agentId);
const MAY_ALL = { leave: true, transfer: true, consult: true, conference: true };

describe('handing over (T8)', () => {
  it('frees the agent at once, without a wrap-up, and keeps what was entered for one', () => {
    const centre = talking();
    centre.do({
      type: 'wrapup.enter',
      agentId: 'ada',
      conversationId: 'talk-zoe',
      messageId: 'codes',
      textLength: 3,
    });
    const { events } = centre.do(transfer(toSales));
    expect(typesOf({ events })).toEqual([
      'task.queued',
      'message.sent',
      'task.closed',
      'participant.left',
      'agent.mrdStateChanged',
    ]);
    expect(centre.mrd('ada')).toMatchObject({ state: 'READY', live: 0 });
    expect(centre.task('zoe')).toMatchObject({
      state: 'QUEUED',
      direction: 'DIRECT_TRANSFER',
      queueId: 'sales',
    });
  });

  it('is told to the customer, unless another agent is still there', () => {
    const centre = talking();
    const told = (events: Parameters<typeof audiences>[1]) =>
      audiences(centre.world.state, events).filter(
        ({ sessionIds }, at) => events[at]?.type === 'task.queued' && sessionIds.length > 0,
      );
    centre.ready('ben');
    centre.do({ ...transfer(to('ben')), direction: 'DIRECT_CONFERENCE' });
    centre.accept('ben', 'zoe');
    expect(told(centre.do(transfer(toSales)).events)).toHaveLength(0);
    const alone = talking();
    const { events } = alone.do(transfer(toSales));
    expect(audiences(alone.world.state, events)[0]?.sessionIds).toEqual(['session-zoe']);
  });

  it('never comes back to the requester before its time is over (D14)', () => {
    const centre = talking();
    const { events } = centre.do(transfer({ kind: 'QUEUE', queueId: 'support' }));
    expect(offers(events)).toEqual([]);
    expect(offers(centre.pass(59_000))).toEqual([]);
    expect(offers(centre.pass(2_000))).toEqual(['ada']);
  });

  it('takes helpers and their requests along to nobody', () => {
    const centre = talking();
    centre.ready('ben');
    centre.do({ ...transfer(to('ben')), direction: 'CONSULT' });
    centre.accept('ben', 'zoe');
    const { events } = centre.do(transfer(toSales));
    expect(
      only(events, 'participant.left').map(({ participant, reason }) => [participant.ref, reason]),
    ).toEqual([
      ['ada', 'TRANSFERRED'],
      ['ben', 'AGENT_LEFT'],
    ]);
  });

  it('lets the customer go when they leave meanwhile', () => {
    const centre = talking();
    centre.ready('ben');
    centre.do(transfer(to('ben')));
    centre.customerEnds('zoe');
    expect(centre.conversation('zoe')).toBeUndefined();
    expect(centre.mrd('ben').live).toBe(0);
  });
});

describe('a hand-over that nobody takes', () => {
  /** `ada` hands over to ben, who does not answer. */
  function missed(fallback: TaskFallback | null): Centre {
    const centre = talking();
    centre.ready('ben');
    centre.do(transfer(to('ben'), fallback));
    return centre;
  }

  it('goes back to who made it by default, then to the queue', () => {
    const centre = missed(null);
    expect(offers(centre.pass(5_000))).toEqual(['ada']);
    centre.ready('cleo');
    centre.reject('ada', 'zoe');
    expect(centre.holder('zoe')).toBe('cleo');
  });

  it('goes to the queue where the requester cannot take it', () => {
    const centre = missed('REQUESTER');
    centre.setState('ada', 'NOT_READY');
    centre.ready('cleo');
    expect(offers(centre.pass(5_000))).toEqual(['cleo']);
  });

  it('goes to the queue where the rule says so', () => {
    const centre = missed('QUEUE');
    centre.ready('cleo');
    expect(offers(centre.pass(5_000))).toEqual(['cleo']);
  });

  it('ends where there is no fall-back', () => {
    const centre = missed('END');
    centre.pass(5_000);
    expect(centre.conversation('zoe')).toBeUndefined();
  });

  it('goes to the queue when the agent who is asked is lost', () => {
    const centre = missed('QUEUE');
    centre.ready('cleo');
    const { events } = centre.do({ type: 'agent.logout', agentId: 'ben', sid: null, reasonId: null });
    expect(offers(events)).toEqual(['cleo']);
  });

  it('goes on in its queue after its time, for the requester as well, and then ends', () => {
    const centre = talking();
    centre.do(transfer({ kind: 'QUEUE', queueId: 'support' }, 'QUEUE'));
    const expired = centre.pass(60_000);
    expect(only(expired, 'request.expired')[0]?.goesOn).toBe(true);
    const at = expired.findIndex(({ type }) => type === 'request.expired');
    expect(audiences(centre.world.state, expired)[at]?.sessionIds).toEqual([]);
    expect(centre.task('zoe')).toMatchObject({ direction: 'INBOUND', requestedBy: null, agentId: 'ada' });
  });

  it('ends after its time when the requester is gone', () => {
    const centre = talking();
    centre.do(transfer(toSales));
    centre.do({ type: 'agent.logout', agentId: 'ada', sid: null, reasonId: null });
    const events = centre.pass(60_000);
    expect(only(events, 'session.ended')[0]?.reason).toBe('NO_AGENT_AVAILABLE');
  });
});

describe('a helper', () => {
  function helped(): Centre {
    const centre = talking();
    centre.ready('ben');
    centre.do({ ...transfer(to('ben')), direction: 'CONSULT', noteId: 'note', noteLength: 5 });
    centre.accept('ben', 'zoe');
    return centre;
  }
  const promote = {
    type: 'helper.promote',
    agentId: 'ada',
    conversationId: 'talk-zoe',
    helperId: null,
    direction: 'CONSULT_TRANSFER',
  } as const;

  it('reads the note, which the customer never sees (I10)', () => {
    const centre = talking();
    centre.ready('ben');
    const { events } = centre.do({
      ...transfer(to('ben')),
      direction: 'CONSULT',
      noteId: 'note',
      noteLength: 5,
    });
    expect(only(events, 'message.sent')[0]).toMatchObject({ messageId: 'note', visibility: 'AGENTS' });
    expect(audiences(centre.world.state, events).flatMap(({ sessionIds }) => sessionIds)).toEqual([]);
  });

  it('takes the customer over, in the place that they have already (C16)', () => {
    const centre = helped();
    centre.do(promote);
    expect([role(centre, 'ben'), role(centre, 'ada')]).toEqual(['PRIMARY', undefined]);
    expect(centre.mrd('ben').live).toBe(1);
    expect(centre.mrd('ada').state).toBe('READY');
    // The customer is theirs now: lost again, the customer waits.
    centre.setState('ada', 'NOT_READY');
    centre.do({ type: 'agent.logout', agentId: 'ben', sid: null, reasonId: null });
    expect(centre.task('zoe')).toMatchObject({ state: 'QUEUED', direction: 'INBOUND' });
  });

  it('talks to the customer beside who asked', () => {
    const centre = helped();
    centre.do({ ...promote, direction: 'CONSULT_CONFERENCE', helperId: 'ben' });
    expect([role(centre, 'ben'), role(centre, 'ada')]).toEqual(['PRIMARY', 'PRIMARY']);
    centre.leave('ada', 'zoe');
    expect(centre.conversation('zoe')?.sessionIds).toEqual(['session-zoe']);
  });

  it('is promoted by who talks to the customer alone', () => {
    const centre = helped();
    expect(centre.refusal({ ...promote, agentId: 'ben' })).toBe('ROLE_NOT_ALLOWED');
    expect(centre.refusal({ ...promote, helperId: 'cleo' })).toBe('AGENT_NOT_AVAILABLE');
    centre.leave('ben', 'zoe');
    expect(centre.refusal(promote)).toBe('AGENT_NOT_AVAILABLE');
  });

  it('goes when the owner says so, without a wrap-up (C17)', () => {
    const centre = helped();
    const remove = {
      type: 'agent.remove',
      agentId: 'ada',
      conversationId: 'talk-zoe',
      removedId: 'ben',
    } as const;
    expect(centre.refusal({ ...remove, agentId: 'ben', removedId: 'ada' })).toBe('ROLE_NOT_ALLOWED');
    const { events } = centre.do(remove);
    expect(only(events, 'participant.left')[0]?.reason).toBe('REMOVED_BY_AGENT');
    expect(centre.mrd('ben').state).toBe('READY');
  });

  it('is asked once: a request that waits can be taken back, and nothing else be asked meanwhile', () => {
    const centre = talking();
    centre.do({ ...transfer(toSales), direction: 'CONSULT' });
    const actions = () => {
      const conversation = centre.conversation('zoe');
      return conversation && actionsOf(centre.world.state, conversation, 'ada', MAY_ALL);
    };
    expect(actions()).toEqual(['SEND', 'WRAP_UP', 'LEAVE', 'CANCEL_REQUEST', 'RAISE_HAND', 'PAUSE']);
    expect(centre.refusal(transfer(toSales))).toBe('ASSISTANCE_PENDING');
    centre.do({ type: 'agent.cancelRequest', agentId: 'ada', conversationId: 'talk-zoe' });
    expect(actions()).toEqual([
      ...['SEND', 'WRAP_UP', 'LEAVE', 'TRANSFER', 'CONSULT', 'CONFERENCE', 'RAISE_HAND', 'PAUSE'],
    ]);
  });

  it('finds no place where enough agents are', () => {
    const centre = helped();
    centre.ready('cleo');
    centre.do({ ...transfer(to('cleo')), direction: 'DIRECT_CONFERENCE' });
    centre.accept('cleo', 'zoe');
    centre.ready('dan');
    expect(centre.refusal({ ...transfer(to('dan')), direction: 'CONSULT' })).toBe('PARTICIPANT_LIMIT');
    expect(centre.refusal(transfer(to('dan')))).toBeNull();
  });
});
