import { describe, expect, it } from 'vitest';
import { Centre, only, typesOf } from './testing/centre.ts';
import { testConfig } from './testing/config.ts';

function talking(wrapupMs = 60_000): Centre {
  const centre = new Centre(testConfig({ rules: { wrapupMs } }));
  centre.ready('ada');
  centre.customer('zoe');
  centre.accept('ada', 'zoe');
  return centre;
}

describe('how a conversation ends (C1–C8)', () => {
  it('by the agent: the customer is let go then, not after the wrap-up (D18)', () => {
    const centre = talking();
    const { events } = centre.do({ type: 'conversation.leave', agentId: 'ada', conversationId: 'talk-zoe' });
    expect(only(events, 'session.ended')).toMatchObject([{ reason: 'AGENT' }]);
    expect(only(events, 'participant.roleChanged')).toMatchObject([
      { role: 'WRAP_UP', previousRole: 'PRIMARY' },
    ]);
    expect(centre.conversation('zoe')).toMatchObject({ state: 'WRAP_UP', sessionIds: [] });
  });

  it('by the agent, without wrap-up: at once', () => {
    const centre = talking(0);
    expect(typesOf(centre.leave('ada', 'zoe'))).toEqual([
      'task.closed',
      'participant.left',
      'session.ended',
      'participant.left',
      'conversation.closed',
      'agent.mrdStateChanged',
    ]);
  });

  it('by the customer: CUSTOMER_LEFT, then the agent wraps up', () => {
    const centre = talking();
    const ended = centre.customerEnds('zoe');
    expect(ended.ok && only(ended.events, 'conversation.stateChanged').map(({ state }) => state)).toEqual([
      'CUSTOMER_LEFT',
      'WRAP_UP',
    ]);
    expect(centre.task('zoe').state).toBe('WRAP_UP');
    expect(typesOf(centre.customerEnds('zoe'))).toEqual(['SESSION_NOT_FOUND']);
  });

  it('by the customer, without wrap-up: the agent is free for the next one at once', () => {
    const centre = talking(0);
    centre.customerEnds('zoe');
    expect(centre.conversation('zoe')).toBeUndefined();
    expect(centre.mrd('ada')).toMatchObject({ state: 'READY', live: 0 });
  });

  it('with its last fact: nothing happens in a conversation that is over', () => {
    const centre = talking(0);
    centre.leave('ada', 'zoe');
    const own = centre.journal.filter(({ stream }) => stream === 'conversation:talk-zoe');
    expect(own.at(-1)?.type).toBe('conversation.closed');
    expect(typesOf(centre.leave('ada', 'zoe'))).toEqual(['CONVERSATION_NOT_FOUND']);
    expect(typesOf(centre.say('zoe', 'late'))).toEqual(['CONVERSATION_NOT_FOUND']);
    expect(centre.world.state.conversations).toEqual({});
    expect(centre.world.state.tasks).toEqual({});
    expect(centre.world.state.sessions).toEqual({});
  });

  it('refuses to let somebody leave who is not in', () => {
    const centre = talking();
    centre.ready('ben');
    expect(typesOf(centre.leave('ben', 'zoe'))).toEqual(['NOT_A_PARTICIPANT']);
  });
});
