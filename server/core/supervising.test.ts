import { describe, expect, it } from 'vitest';
import { actionsOf } from './actions.ts';
import type { AgentAction } from './actions.ts';
import { Centre, only, typesOf } from './testing/centre.ts';
import { testAgent, testChannel, testConfig } from './testing/config.ts';
import { audiences } from './visibility.ts';

type Role = 'SILENT_MONITOR' | 'WHISPER' | 'PRIMARY';

/** `ada` and `ben` of team north serve chats, `sue` and `tom` supervise them; Zoe is with `ada`. */
function monitored(...supervisors: string[]): Centre {
  const centre = new Centre(
    testConfig({
      teams: { north: { id: 'north', name: 'North' } },
      agents: [
        ...['ada', 'ben'].map((id) => testAgent(id, { teamId: 'north', maxTasks: { chat: 1 } })),
        ...['sue', 'tom'].map((id) =>
          testAgent(id, { supervises: ['north'], roles: ['supervisor'], maxTasks: { chat: 1 } }),
        ),
      ],
      channels: [testChannel('web')],
    }),
  );
  centre.ready('ada');
  centre.signIn('ben', 'sue', 'tom');
  centre.customer('zoe');
  centre.accept('ada', 'zoe');
  for (const agentId of supervisors) listen(centre, agentId);
  return centre;
}

function listen(centre: Centre, agentId: string) {
  return centre.do({
    type: 'conversation.supervise',
    role: 'SILENT_MONITOR',
    conversationId: 'talk-zoe',
    participantId: null,
    agentId,
  });
}

const step = (agentId: string, role: Role) =>
  ({ type: 'supervision.change', conversationId: 'talk-zoe', agentId, role }) as const;

const roleOf = (centre: Centre, agentId: string) =>
  centre.conversation('zoe')?.participants.find(({ ref }) => ref === agentId)?.role;

function mayDo(centre: Centre, agentId: string): AgentAction[] {
  const conversation = centre.conversation('zoe');
  const permitted = { leave: true, transfer: false, consult: false, conference: false };
  return conversation === undefined ? [] : actionsOf(centre.world.state, conversation, agentId, permitted);
}

describe('a supervisor in a conversation', () => {
  it('listens again instead of wrapping up what goes on', () => {
    const centre = monitored('sue');
    centre.do(step('sue', 'PRIMARY'));
    centre.do({ type: 'conversation.leave', conversationId: 'talk-zoe', agentId: 'sue' });
    expect(roleOf(centre, 'sue')).toBe('WRAP_UP');
    listen(centre, 'sue');
    expect(roleOf(centre, 'sue')).toBe('SILENT_MONITOR');
    centre.do({
      type: 'conversation.end',
      conversationId: 'talk-zoe',
      by: { kind: 'AGENT', agentId: 'ada' },
    });
    expect(roleOf(centre, 'sue')).not.toBe('SILENT_MONITOR');
  });

  it('goes on wrapping up when nobody has asked for the role that they want', () => {
    const centre = monitored('sue');
    centre.do(step('sue', 'PRIMARY'));
    centre.do({ type: 'conversation.leave', conversationId: 'talk-zoe', agentId: 'sue' });
    const whisper = {
      type: 'conversation.supervise' as const,
      agentId: 'sue',
      conversationId: 'talk-zoe',
      participantId: null,
      role: 'WHISPER' as const,
    };
    expect(centre.do(whisper).events).toEqual([]);
    expect(roleOf(centre, 'sue')).toBe('WRAP_UP');
  });

  it('D31: leaves what was entered for a wrap-up behind when the team is lost', () => {
    const centre = monitored('sue');
    centre.do(step('sue', 'PRIMARY'));
    centre.do({
      type: 'wrapup.enter',
      agentId: 'sue',
      conversationId: 'talk-zoe',
      messageId: 'note',
      textLength: 4,
    });
    centre.do(step('sue', 'WHISPER'));
    const { agents, ...config } = centre.world.state.config;
    const sue = agents.sue;
    if (sue === undefined) throw new Error('there is no sue');
    const lost = { ...config, agents: { ...agents, sue: { ...sue, supervises: [] } } };
    const { events } = centre.do({ type: 'configure', config: lost });
    expect(roleOf(centre, 'sue')).toBeUndefined();
    expect(only(events, 'message.sent')).toMatchObject([{ messageId: 'note', kind: 'WRAPUP' }]);
  });

  it('is out with the team, also when those whom they listen to are gone from the company at once', () => {
    const centre = monitored('sue');
    const { config } = centre.world.state;
    const { ben, tom, sue } = config.agents;
    const agents = { ben: ben!, tom: tom!, sue: { ...sue!, supervises: [] } };
    // Tom has come in by talking: there is somebody for the customer.
    listen(centre, 'tom');
    centre.do(step('tom', 'PRIMARY'));
    centre.do({ type: 'configure', config: { ...config, agents } });
    expect(roleOf(centre, 'tom')).toBe('PRIMARY');
    expect(roleOf(centre, 'sue')).toBeUndefined();
  });

  it('whispers, talks to the customer and steps back, without a place in any MRD', () => {
    const centre = monitored('sue');
    for (const role of ['WHISPER', 'PRIMARY', 'WHISPER', 'PRIMARY', 'SILENT_MONITOR'] as const) {
      centre.do(step('sue', role));
      expect(roleOf(centre, 'sue')).toBe(role);
      expect(centre.mrd('sue').live).toBe(0);
    }
    expect(centre.do(step('sue', 'SILENT_MONITOR')).events).toEqual([]);
  });

  it('I10: is news to the agents with a whisper, and to the customer with the first role that talks to them', () => {
    const centre = monitored('sue');
    const told = (role: Role) => {
      const { events } = centre.do(step('sue', role));
      return audiences(centre.world.state, events).map(({ agentIds, sessionIds }) => [agentIds, sessionIds]);
    };
    const both = ['ada', 'sue'];
    expect(told('WHISPER')).toEqual([[both, []]]);
    expect(told('PRIMARY')).toEqual([
      [both, []],
      [both, ['session-zoe']],
    ]);
    expect(told('SILENT_MONITOR')).toEqual([
      [both, []],
      [both, ['session-zoe']],
    ]);
  });

  it('that asks to listen again steps back', () => {
    const centre = monitored('sue');
    centre.do(step('sue', 'PRIMARY'));
    const { events } = listen(centre, 'sue');
    expect(only(events, 'participant.roleChanged')[0]).toMatchObject({ role: 'SILENT_MONITOR' });
  });

  it('is only one who has come to listen: agents cannot change their role so, and nobody from outside', () => {
    const centre = monitored('sue');
    expect(centre.refusal(step('ada', 'WHISPER'))).toBe('ROLE_NOT_ALLOWED');
    expect(centre.refusal(step('ben', 'PRIMARY'))).toBe('NOT_A_PARTICIPANT');
    expect(centre.refusal(step('tom', 'PRIMARY'))).toBe('NOT_A_PARTICIPANT');
  });

  it('takes part as one of several, and is one of those who count when others are asked in', () => {
    const centre = monitored('sue', 'tom');
    centre.do(step('sue', 'PRIMARY'));
    centre.do(step('tom', 'WHISPER'));
    expect([roleOf(centre, 'ada'), roleOf(centre, 'sue'), roleOf(centre, 'tom')]).toEqual([
      'PRIMARY',
      'PRIMARY',
      'WHISPER',
    ]);
    const { config } = centre.world.state;
    centre.do({ type: 'configure', config: { ...config, rules: { ...config.rules, maxAgents: 2 } } });
    expect(centre.refusal(step('tom', 'PRIMARY'))).toBe('PARTICIPANT_LIMIT');
  });

  it('who talks to the customer keeps them when the agent leaves, and may not step back then', () => {
    const centre = monitored('sue');
    centre.do(step('sue', 'PRIMARY'));
    centre.leave('ada', 'zoe');
    expect(centre.conversation('zoe')?.sessionIds).toEqual(['session-zoe']);
    expect(centre.refusal(step('sue', 'WHISPER'))).toBe('ROLE_NOT_ALLOWED');
    expect(mayDo(centre, 'sue')).not.toContain('MONITOR');
  });

  it('is lost: the customer whom nobody else serves waits in the queue of their channel', () => {
    const centre = monitored('sue');
    centre.do(step('sue', 'PRIMARY'));
    centre.leave('ada', 'zoe');
    centre.do({ type: 'agent.logout', agentId: 'sue', sid: null, reasonId: null });
    expect(Object.values(centre.world.state.tasks)).toContainEqual(
      expect.objectContaining({ conversationId: 'talk-zoe', state: 'QUEUED', direction: 'INBOUND' }),
    );
  });

  it('who listens or whispers is out when the last agent leaves', () => {
    const centre = monitored('sue', 'tom');
    centre.do(step('tom', 'WHISPER'));
    expect(typesOf(centre.leave('ada', 'zoe'))).toContain('session.ended');
    expect([centre.agent('sue').conversationIds, centre.agent('tom').conversationIds]).toEqual([[], []]);
  });
});

describe('what may be done', () => {
  it('gives a silent monitor away to nobody', () => {
    const before = mayDo(monitored(), 'ada');
    const centre = monitored('sue');
    expect(mayDo(centre, 'ada')).toEqual(before);
    centre.do(step('sue', 'WHISPER'));
    expect(mayDo(centre, 'ada')).toContain('WHISPER');
  });

  it('says how a supervisor may step nearer or back', () => {
    const centre = monitored('sue');
    expect(mayDo(centre, 'sue')).toEqual(['WHISPER', 'LEAVE', 'BARGE_IN']);
    centre.do(step('sue', 'WHISPER'));
    expect(mayDo(centre, 'sue')).toEqual(['WHISPER', 'LEAVE', 'MONITOR', 'BARGE_IN']);
    centre.do(step('sue', 'PRIMARY'));
    expect(mayDo(centre, 'sue')).toEqual(['SEND', 'WHISPER', 'WRAP_UP', 'LEAVE', 'PAUSE', 'MONITOR']);
  });
});
