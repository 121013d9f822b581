import { expect, it } from 'vitest';
import type { Quotas } from './config.ts';
import { Centre } from './testing/centre.ts';
import { problemsOf } from './testing/check.ts';
import { testAgent, testChannel, testConfig, testMrd } from './testing/config.ts';

const configOf = (quotas: Quotas) =>
  testConfig({
    quotas,
    rules: { wrapupMs: 0 },
    agents: ['ada', 'ben', 'cleo'].map((id) => testAgent(id, { maxTasks: { chat: 5, voice: 1 } })),
    mrds: [testMrd('chat'), testMrd('voice', { type: 'CISCO_CC', managedByRouting: false, autoSync: false })],
    channels: [
      testChannel('web'),
      testChannel('sms', { type: 'SMS' }),
      testChannel('phone', { type: 'CISCO_CC', mrdId: 'voice', entry: { kind: 'ELSEWHERE' } }),
    ],
  });

const connect = (agentId: string, sid = `sid-${agentId}`) => ({
  type: 'agent.connect' as const,
  agentId,
  sid,
});

it('refuses a further agent, and none who is signed in', () => {
  const centre = new Centre(configOf({ agents: 2 }));
  centre.signIn('ada', 'ben');
  expect(centre.refusal(connect('cleo'))).toBe('QUOTA_AGENTS');
  // Another sign-in takes over, and who was away comes back: they are there already.
  expect(centre.refusal(connect('ada', 'another'))).toBeNull();
  centre.do({ type: 'agent.disconnect', agentId: 'ben', sid: 'sid-ben' });
  expect(centre.refusal(connect('cleo'))).toBe('QUOTA_AGENTS');
  expect(centre.refusal(connect('ben'))).toBeNull();
  centre.do({ type: 'agent.logout', agentId: 'ben', sid: null, reasonId: null });
  expect(centre.refusal(connect('cleo'))).toBeNull();
  expect(problemsOf(centre.world)).toEqual([]);
});

const start = (name: string) => ({
  type: 'session.start' as const,
  sessionId: `session-${name}`,
  conversationId: `talk-${name}`,
  customerId: `customer-${name}`,
  channelId: 'web',
  queueId: null,
  priority: 1,
  connectionBound: false,
});

it('refuses a further conversation, by customers and by agents, and lets those go on that are open', () => {
  const centre = new Centre(configOf({ conversations: 1 }));
  centre.ready('ada');
  expect(centre.refusal(start('zoe'))).toBeNull();
  expect(centre.refusal(start('tom'))).toBe('QUOTA_CONVERSATIONS');
  const begin = {
    type: 'conversation.begin' as const,
    agentId: 'ada',
    sessionId: 'session-kim',
    conversationId: 'talk-kim',
    customerId: 'customer-kim',
    channelId: 'sms',
    participantId: null,
  };
  expect(centre.refusal(begin)).toBe('QUOTA_CONVERSATIONS');
  // The same again, and one more session of a customer who is there.
  expect(centre.refusal(start('zoe'))).toBeNull();
  expect(centre.refusal({ ...start('zoe'), sessionId: 'session-2', channelId: 'sms' })).toBeNull();
  for (const sessionId of ['session-zoe', 'session-2'])
    centre.do({ type: 'session.end', sessionId, reason: 'CUSTOMER' });
  expect(centre.refusal(start('tom'))).toBeNull();
  expect(problemsOf(centre.world)).toEqual([]);
});

it('counts a call and does not refuse it: the telephone has connected it', () => {
  const centre = new Centre(configOf({ conversations: 1 }));
  centre.signIn('ada');
  centre.do(start('zoe'));
  const call = {
    type: 'call.startLeg' as const,
    agentId: 'ada',
    callId: 'call-1',
    leg: '100:ada:call-1',
    reason: 'INBOUND' as const,
    channelId: 'phone',
    conversationId: 'talk-call',
    customerId: 'customer-kim',
    queueId: null,
    address: '100',
    fromAddress: '555',
    associatedId: null,
    answeredAt: 1_000,
  };
  expect(centre.refusal(call)).toBeNull();
  centre.do({ type: 'session.end', sessionId: 'session-zoe', reason: 'CUSTOMER' });
  expect(centre.refusal(start('tom'))).toBe('QUOTA_CONVERSATIONS');
});

it('ends nothing when it is lowered', () => {
  const centre = new Centre(configOf({}));
  centre.signIn('ada', 'ben', 'cleo');
  centre.do(start('zoe'));
  centre.do(start('tom'));
  centre.do({ type: 'configure', config: configOf({ agents: 1, conversations: 1 }) });
  expect(Object.keys(centre.world.state.conversations)).toHaveLength(2);
  expect(Object.values(centre.world.state.agents).every(({ state }) => state !== 'LOGOUT')).toBe(true);
  centre.do({ type: 'agent.logout', agentId: 'cleo', sid: null, reasonId: null });
  expect(centre.refusal(connect('cleo'))).toBe('QUOTA_AGENTS');
});
