import { describe, expect, it } from 'vitest';
import { actionsOf } from './actions.ts';
import { Centre, typesOf } from './testing/centre.ts';
import { testAgent, testChannel, testConfig } from './testing/config.ts';
import { audiences } from './visibility.ts';

/** `ada` and `ben` of team north serve chats; `sue` supervises north, `tom` south. Zoe is with `ada`. */
function talking(): Centre {
  const centre = new Centre(
    testConfig({
      teams: { north: { id: 'north', name: 'North' }, south: { id: 'south', name: 'South' } },
      agents: [
        ...['ada', 'ben'].map((id) => testAgent(id, { teamId: 'north', maxTasks: { chat: 1 } })),
        testAgent('sue', { supervises: ['north'], roles: ['supervisor'], maxTasks: {} }),
        testAgent('tom', { supervises: ['south'], roles: ['supervisor'], maxTasks: {} }),
      ],
      channels: [testChannel('web')],
    }),
  );
  centre.ready('ada');
  centre.signIn('ben', 'sue', 'tom');
  centre.customer('zoe');
  centre.accept('ada', 'zoe');
  return centre;
}

const raise = (agentId: string, raised = true) =>
  ({ type: 'hand.raise', agentId, conversationId: 'talk-zoe', raised }) as const;

const join = (agentId: string, role: 'SILENT_MONITOR' | 'WHISPER' | 'PRIMARY') =>
  ({
    type: 'conversation.supervise',
    agentId,
    conversationId: 'talk-zoe',
    participantId: null,
    role,
  }) as const;

const handsUp = (centre: Centre) => Object.keys(centre.world.state.conversations['talk-zoe']?.hands ?? {});

const may = (centre: Centre, agentId: string) => {
  const conversation = centre.world.state.conversations['talk-zoe'];
  if (conversation === undefined) throw new Error('the conversation is over');
  const permitted = { leave: true, transfer: true, consult: true, conference: true };
  return actionsOf(centre.world.state, conversation, agentId, permitted);
};

describe('a raised hand', () => {
  it('is told to the agents and the supervisors of the team, never to the customer', () => {
    const centre = talking();
    const { events } = centre.do(raise('ada'));
    expect(typesOf({ events })).toEqual(['conversation.handRaised']);
    const [audience] = audiences(centre.world.state, events);
    expect(audience).toEqual({ agentIds: ['ada'], sessionIds: [], botIds: [], watcherIds: ['sue'] });
    expect(handsUp(centre)).toEqual(['ada']);
    expect(may(centre, 'ada')).toContain('LOWER_HAND');
  });

  it('goes up and down once, and by whoever raised it', () => {
    const centre = talking();
    expect(centre.do(raise('ada', false)).events).toEqual([]);
    centre.do(raise('ada'));
    expect(centre.do(raise('ada')).events).toEqual([]);
    expect(typesOf(centre.do(raise('ada', false)))).toEqual(['conversation.handLowered']);
    expect(handsUp(centre)).toEqual([]);
    expect(may(centre, 'ada')).toContain('RAISE_HAND');
  });

  it('is for those who work in the conversation', () => {
    const centre = talking();
    expect(centre.refusal(raise('ben'))).toBe('NOT_A_PARTICIPANT');
    expect(centre.refusal(raise('nobody'))).toBe('AGENT_NOT_FOUND');
    centre.do(join('sue', 'SILENT_MONITOR'));
    expect(centre.refusal(raise('sue'))).toBe('ROLE_NOT_ALLOWED');
    expect(may(centre, 'sue')).not.toContain('RAISE_HAND');
    centre.customerEnds('zoe');
    expect(centre.refusal(raise('ada'))).toBe('ROLE_NOT_ALLOWED');
  });

  it('goes down when a supervisor comes to whisper, at once or after listening', () => {
    for (const listensFirst of [false, true]) {
      const centre = talking();
      if (listensFirst) centre.do(join('sue', 'SILENT_MONITOR'));
      centre.do(raise('ada'));
      const { events } = centre.do(join('sue', 'WHISPER'));
      expect(typesOf({ events }).at(-1)).toBe('conversation.handLowered');
      expect(handsUp(centre)).toEqual([]);
      const roles = centre.world.state.conversations['talk-zoe']?.participants.map(({ ref, role }) => [
        ref,
        role,
      ]);
      expect(roles).toContainEqual(['sue', 'WHISPER']);
    }
  });

  it('is what lets a supervisor come to whisper at once, of the own team alone', () => {
    const centre = talking();
    expect(centre.refusal(join('sue', 'WHISPER'))).toBe('NOT_A_PARTICIPANT');
    centre.do(raise('ada'));
    expect(centre.refusal(join('tom', 'WHISPER'))).toBe('FORBIDDEN');
    expect(centre.refusal(join('sue', 'WHISPER'))).toBeNull();
  });

  it('may ask one supervisor of the team by name, and then another way', () => {
    const centre = talking();
    expect(centre.refusal({ ...raise('ada'), toId: 'tom' })).toBe('FORBIDDEN');
    expect(centre.refusal({ ...raise('ada'), toId: 'ben' })).toBe('FORBIDDEN');
    expect(centre.do({ ...raise('ada'), toId: 'sue' }).events).toMatchObject([{ toId: 'sue' }]);
    expect(centre.do({ ...raise('ada'), toId: 'sue' }).events).toEqual([]);
    expect(centre.do(raise('ada')).events).toMatchObject([
      { type: 'conversation.handLowered', toId: 'sue' },
      { type: 'conversation.handRaised' },
    ]);
  });

  it('lets a supervisor talk to the customer at once, without a slot, while there is room', () => {
    const centre = talking();
    expect(centre.refusal(join('sue', 'PRIMARY'))).toBe('NOT_A_PARTICIPANT');
    centre.do(raise('ada'));
    expect(centre.refusal(join('tom', 'PRIMARY'))).toBe('FORBIDDEN');
    centre.do(join('sue', 'PRIMARY'));
    expect(handsUp(centre)).toEqual([]);
    const sue = centre.world.state.conversations['talk-zoe']?.participants.find(({ ref }) => ref === 'sue');
    expect(sue?.role).toBe('PRIMARY');
  });

  it('stays up while a supervisor only listens, and goes down when one who listens says something', () => {
    const centre = talking();
    centre.do(raise('ada'));
    centre.do(join('sue', 'SILENT_MONITOR'));
    expect(handsUp(centre)).toEqual(['ada']);
    centre.do({
      type: 'message.send',
      conversationId: 'talk-zoe',
      messageId: 'm1',
      sender: { kind: 'AGENT', agentId: 'sue' },
      kind: 'WHISPER',
      replyTo: null,
      textLength: 3,
    });
    expect(handsUp(centre)).toEqual([]);
  });

  it.each(['leaves', 'signs out', 'is left by the customer'])('goes down when the agent %s', (how) => {
    const centre = talking();
    centre.do(raise('ada'));
    if (how === 'leaves') centre.leave('ada', 'zoe');
    else if (how === 'signs out')
      centre.do({ type: 'agent.logout', agentId: 'ada', sid: null, reasonId: null });
    else centre.customerEnds('zoe');
    expect(centre.journal.filter(({ type }) => type === 'conversation.handLowered')).toHaveLength(1);
    expect(handsUp(centre)).toEqual([]);
  });
});
