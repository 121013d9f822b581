import { describe, expect, it } from 'vitest';
import { Centre, typesOf } from './testing/centre.ts';
import { testAgent, testChannel, testConfig, testMrd } from './testing/config.ts';

function centreOf(): Centre {
  const centre = new Centre(
    testConfig({
      agents: [testAgent('ada', { maxTasks: { chat: 1 } }), testAgent('ben', { maxTasks: { chat: 2 } })],
      channels: [testChannel('web', { type: 'WEB' }), testChannel('sms', { type: 'SMS' })],
    }),
  );
  centre.signIn('ada', 'ben');
  return centre;
}

const begin = (agentId: string, name: string, channelId = 'sms') => ({
  type: 'conversation.begin' as const,
  agentId,
  sessionId: `session-${name}`,
  conversationId: `talk-${name}`,
  customerId: `customer-${name}`,
  channelId,
  participantId: null,
});

describe('C29: an agent writes first', () => {
  it('talks to the customer at once, by a task of its own that takes a slot', () => {
    const centre = centreOf();
    expect(typesOf(centre.do(begin('ada', 'zoe')))).toEqual([
      'conversation.opened',
      'session.started',
      'participant.joined',
      'task.started',
      'participant.joined',
      'conversation.stateChanged',
      'agent.mrdStateChanged',
    ]);
    expect(centre.conversation('zoe')).toMatchObject({ direction: 'OUTBOUND', state: 'ACTIVE' });
    expect(centre.task('zoe')).toMatchObject({ direction: 'OUTBOUND', state: 'ACTIVE', agentId: 'ada' });
    expect(centre.mrd('ada').live).toBe(1);
    expect(centre.say('zoe', 'm1', 'ada').ok).toBe(true);
    expect(centre.refusal(begin('ada', 'tom'))).toBe('AGENT_NOT_AVAILABLE');
  });

  it('wraps up, and goes back into the queue of the channel when the agent is forced out', () => {
    const centre = centreOf();
    centre.do(begin('ada', 'zoe'));
    centre.do({ type: 'agent.logout', agentId: 'ada', sid: null, reasonId: null });
    expect(centre.task('zoe')).toMatchObject({ direction: 'INBOUND', state: 'QUEUED' });
    centre.do(begin('ben', 'tom'));
    expect(typesOf(centre.leave('ben', 'tom'))).toContain('task.wrapupStarted');
  });

  it('reaches nobody who is there only while a page of theirs is open', () => {
    const centre = centreOf();
    expect(centre.refusal(begin('ada', 'zoe', 'web'))).toBe('CHANNEL_NOT_REACHABLE');
    expect(centre.refusal(begin('ada', 'zoe', 'nothing'))).toBe('CHANNEL_NOT_FOUND');
    expect(centre.conversation('zoe')).toBeUndefined();
  });

  it('is refused while others talk to the customer or wait for them; who talks goes on by one more channel', () => {
    const centre = centreOf();
    centre.customer('zoe');
    const again = { ...begin('ada', 'zoe'), sessionId: 'session-zoe-sms' };
    expect(centre.refusal(again)).toBe('CUSTOMER_ENGAGED');
    centre.setState('ada', 'READY');
    centre.accept('ada', 'zoe');
    expect(centre.refusal({ ...again, agentId: 'ben' })).toBe('CUSTOMER_ENGAGED');
    const { events, signals } = centre.do(again);
    expect(typesOf({ events })).toEqual(['session.started', 'participant.joined']);
    expect(signals).toEqual([{ type: 'conversation.rejoined', agentId: 'ada', conversationId: 'talk-zoe' }]);
    expect(centre.do({ ...again, sessionId: 'another' }).events).toEqual([]);
    expect(centre.do(again).events).toEqual([]);
  });

  it('does not begin a call, nor goes on by one: that is the telephone’s', () => {
    const centre = new Centre(
      testConfig({
        agents: [testAgent('ada', { maxTasks: { chat: 1, voice: 1 } })],
        mrds: [testMrd('chat'), testMrd('voice', { type: 'CISCO_CC', managedByRouting: false })],
        channels: [
          testChannel('sms', { type: 'SMS' }),
          testChannel('phone', { type: 'CISCO_CC', mrdId: 'voice', entry: { kind: 'ELSEWHERE' } }),
        ],
      }),
    );
    centre.signIn('ada');
    expect(centre.refusal(begin('ada', 'zoe', 'phone'))).toBe('CHANNEL_NOT_REACHABLE');
    centre.do(begin('ada', 'tom'));
    expect(centre.refusal({ ...begin('ada', 'tom', 'phone'), sessionId: 'session-2' })).toBe(
      'CHANNEL_NOT_REACHABLE',
    );
  });
});
