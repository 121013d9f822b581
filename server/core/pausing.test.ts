import { describe, expect, it } from 'vitest';
import { Centre, typesOf } from './testing/centre.ts';
import { testAgent, testChannel, testConfig, testMrd } from './testing/config.ts';
import { audiences } from './visibility.ts';

const MINUTE = 60_000;
const SILENCE = 10 * MINUTE;

/** `ada` and `ben` serve chats. Zoe is with `ada`; she is let go when she is silent for ten minutes. */
function talking(): Centre {
  const centre = new Centre(
    testConfig({
      agents: ['ada', 'ben'].map((id) => testAgent(id, { maxTasks: { chat: 1 } })),
      channels: [testChannel('web')],
      rules: { customerInactivityMs: SILENCE },
    }),
  );
  centre.ready('ada');
  centre.customer('zoe');
  centre.accept('ada', 'zoe');
  return centre;
}

const pause = (forMs = MINUTE, agentId = 'ada') =>
  ({ type: 'conversation.pause', agentId, conversationId: 'talk-zoe', forMs }) as const;
const resume = (agentId = 'ada') =>
  ({ type: 'conversation.resume', agentId, conversationId: 'talk-zoe' }) as const;
const talk = (centre: Centre) => {
  const conversation = centre.world.state.conversations['talk-zoe'];
  if (conversation === undefined) throw new Error('the conversation is over');
  return conversation;
};

describe('a conversation that rests', () => {
  it('is ON_HOLD until its time is over, and everybody is told both', () => {
    const centre = talking();
    const { events } = centre.do(pause());
    expect(typesOf({ events })).toEqual(['conversation.stateChanged', 'conversation.paused']);
    expect(audiences(centre.world.state, events)[1]).toMatchObject({
      agentIds: ['ada'],
      sessionIds: ['session-zoe'],
    });
    expect(talk(centre).hold).toMatchObject({ startedAt: centre.now, endsAt: centre.now + MINUTE });
    expect(centre.pass(MINUTE - 1)).toEqual([]);
    expect(typesOf({ events: centre.pass(1) })).toEqual([
      'conversation.resumed',
      'conversation.stateChanged',
    ]);
    expect(talk(centre)).toMatchObject({ state: 'ACTIVE' });
    expect(talk(centre).hold).toBeUndefined();
  });

  it('goes on when the agent says so, or writes to the customer', () => {
    const centre = talking();
    centre.do(pause());
    expect(centre.do(resume()).events[0]).toMatchObject({ type: 'conversation.resumed', agentId: 'ada' });
    expect(centre.do(resume()).events).toEqual([]);
    centre.do(pause());
    centre.say('zoe', 'm1', 'ada');
    expect(talk(centre).state).toBe('ACTIVE');
    expect(centre.journal.slice(-3).map(({ type }) => type)).toEqual([
      'conversation.resumed',
      'conversation.stateChanged',
      'message.sent',
    ]);
  });

  it('goes on resting when the customer writes, and counts anew when it is asked for again', () => {
    const centre = talking();
    centre.do(pause());
    centre.say('zoe', 'm1');
    expect(talk(centre).state).toBe('ON_HOLD');
    centre.pass(MINUTE / 2);
    expect(typesOf(centre.do(pause()))).toEqual(['conversation.paused']);
    centre.pass(MINUTE / 2);
    expect(talk(centre).state).toBe('ON_HOLD');
    centre.pass(MINUTE / 2);
    expect(talk(centre).state).toBe('ACTIVE');
  });

  it('counts no silence of the customer; afterwards it counts from the beginning', () => {
    const centre = talking();
    centre.say('zoe', 'm1', 'ada');
    centre.pass(SILENCE - 1);
    centre.do(pause(5 * MINUTE));
    expect(talk(centre).inactiveAt).toBeNull();
    centre.pass(5 * MINUTE);
    expect(talk(centre).inactiveAt).toBe(centre.now + SILENCE);
  });

  it('does not hold silence against a customer who waits for an answer', () => {
    const centre = talking();
    centre.say('zoe', 'm1', 'ada');
    centre.do(pause());
    centre.say('zoe', 'm2');
    centre.do(resume());
    expect(talk(centre).inactiveAt).toBeNull();
  });

  it('goes on for the next agent, and ends with the customer', () => {
    const centre = talking();
    centre.do(pause());
    centre.do({ type: 'agent.logout', agentId: 'ada', sid: null, reasonId: null });
    expect(talk(centre)).toMatchObject({ state: 'ACTIVE' });
    const other = talking();
    other.do(pause());
    other.customerEnds('zoe');
    expect(talk(other).hold).toBeUndefined();
    expect(typesOf({ events: other.pass(MINUTE) })).not.toContain('conversation.resumed');
  });

  it('is refused for other times, other people, and what cannot rest', () => {
    const centre = talking();
    expect(centre.refusal(pause(1))).toBe('VALIDATION');
    expect(centre.refusal(pause(MINUTE, 'ben'))).toBe('NOT_SIGNED_IN');
    centre.signIn('ben');
    expect(centre.refusal(pause(MINUTE, 'ben'))).toBe('NOT_A_PARTICIPANT');
    expect(centre.refusal(resume('ben'))).toBe('NOT_A_PARTICIPANT');
    centre.customerEnds('zoe');
    expect(centre.refusal(pause())).toBe('ROLE_NOT_ALLOWED');
  });

  it('is no call', () => {
    const centre = new Centre(
      testConfig({
        mrds: [testMrd('chat', { type: 'CX_VOICE' })],
        agents: [testAgent('ada', { maxTasks: { chat: 1 } })],
        channels: [testChannel('web')],
      }),
    );
    centre.ready('ada');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    expect(centre.refusal(pause())).toBe('STATE_NOT_ALLOWED');
  });
});
