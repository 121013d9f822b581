import { describe, expect, it } from 'vitest';
import { Centre, only, typesOf } from './testing/centre.ts';
import { testAgent, testChannel, testConfig } from './testing/config.ts';
import { audiences } from './visibility.ts';

/** `ada` and `ben` of team north, which `sue` supervises; channel `shelf` leads to a pull list. */
function centreOf(): Centre {
  const centre = new Centre(
    testConfig({
      teams: { north: { id: 'north', name: 'North' } },
      agents: [
        testAgent('ada', { teamId: 'north', maxTasks: { chat: 1 } }),
        testAgent('ben', { teamId: 'north', maxTasks: { chat: 1 } }),
        testAgent('sue', { supervises: ['north'], roles: ['supervisor'], maxTasks: { chat: 1 } }),
      ],
      lists: { office: { id: 'office', name: 'Back office' } },
      channels: [testChannel('web'), testChannel('shelf', { entry: { kind: 'LIST', listId: 'office' } })],
    }),
  );
  centre.ready('ada');
  centre.signIn('ben', 'sue');
  return centre;
}

const supervise = {
  type: 'conversation.supervise',
  role: 'SILENT_MONITOR',
  conversationId: 'talk-zoe',
  participantId: null,
} as const;
const join = { type: 'conversation.join', conversationId: 'talk-zoe', participantId: null } as const;

describe('supervising', () => {
  function monitored(): Centre {
    const centre = centreOf();
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    centre.do({ ...supervise, agentId: 'sue' });
    return centre;
  }

  it('costs no slot, is unseen, and makes the supervisor a participant instead of a watcher', () => {
    const centre = centreOf();
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    const { events } = centre.do({ ...supervise, agentId: 'sue' });
    expect(typesOf({ events })).toEqual(['task.started', 'participant.joined']);
    expect(audiences(centre.world.state, events).map(({ agentIds }) => agentIds)).toEqual([['sue'], ['sue']]);
    expect(centre.mrd('sue').live).toBe(0);
    expect(centre.agent('sue').conversationIds).toEqual(['talk-zoe']);
    const said = centre.say('zoe', 'm1');
    if (!said.ok) throw new Error('the customer may write');
    const [audience] = audiences(centre.world.state, said.events);
    expect(audience).toMatchObject({ agentIds: ['ada', 'sue'], watcherIds: [] });
  });

  it('is for supervisors of the team of an agent who talks to the customer', () => {
    const centre = centreOf();
    centre.customer('zoe');
    expect(centre.refusal({ ...supervise, agentId: 'sue' })).toBe('FORBIDDEN');
    centre.accept('ada', 'zoe');
    expect(centre.refusal({ ...supervise, agentId: 'ben' })).toBe('FORBIDDEN');
  });

  it('ends without a wrap-up, and nobody else learns of it', () => {
    const centre = monitored();
    const { events } = centre.do({ type: 'conversation.leave', agentId: 'sue', conversationId: 'talk-zoe' });
    expect(typesOf({ events })).toEqual(['task.closed', 'participant.left']);
    const told = audiences(centre.world.state, events);
    expect(told.map(({ agentIds, watcherIds }) => [...agentIds, ...watcherIds])).toEqual([['sue'], ['sue']]);
    expect(centre.conversation('zoe')?.sessionIds).toEqual(['session-zoe']);
    const entered = {
      type: 'wrapup.enter',
      conversationId: 'talk-zoe',
      messageId: 'w',
      textLength: 1,
    } as const;
    expect(monitored().refusal({ ...entered, agentId: 'sue' })).toBe('NOT_IN_WRAP_UP');
  });

  it('ends when the agent is lost, and the customer waits again', () => {
    const centre = monitored();
    centre.do({ type: 'agent.logout', agentId: 'ada', sid: null, reasonId: null });
    expect(centre.agent('sue').conversationIds).toEqual([]);
    expect(centre.task('zoe')).toMatchObject({ state: 'QUEUED', direction: 'INBOUND' });
  });

  it('turns into a whisper with the first word', () => {
    const centre = monitored();
    const { events } = centre.do({
      type: 'message.send',
      conversationId: 'talk-zoe',
      messageId: 'hint',
      sender: { kind: 'AGENT', agentId: 'sue' },
      kind: 'WHISPER',
      replyTo: null,
      textLength: 3,
    });
    expect(only(events, 'participant.roleChanged')[0]).toMatchObject({ role: 'WHISPER' });
  });
});

describe('a pull list', () => {
  it('lets any agent join without a slot, and holds the customer when the agents have left', () => {
    const centre = centreOf();
    expect(typesOf(centre.customer('zoe', { channelId: 'shelf' }))).not.toContain('task.queued');
    centre.do({ ...join, agentId: 'ben' });
    expect(centre.conversation('zoe')?.state).toBe('ACTIVE');
    expect(centre.mrd('ben').live).toBe(0);
    centre.leave('ben', 'zoe');
    expect(centre.conversation('zoe')).toMatchObject({ state: 'INACTIVE', sessionIds: ['session-zoe'] });
    centre.do({ ...join, agentId: 'ada' });
    expect(centre.conversation('zoe')?.state).toBe('ACTIVE');
  });

  it('is the only way in: a routed conversation is joined by its offer', () => {
    const centre = centreOf();
    centre.customer('zoe');
    expect(centre.refusal({ ...join, agentId: 'ben' })).toBe('LIST_NOT_FOUND');
  });

  it('lets go of its customers when it is configured no more', () => {
    const centre = centreOf();
    centre.customer('zoe', { channelId: 'shelf' });
    centre.do({ type: 'configure', config: testConfig() });
    expect(centre.conversation('zoe')).toBeUndefined();
  });
});
