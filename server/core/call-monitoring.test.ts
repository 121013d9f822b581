import { describe, expect, it } from 'vitest';
import { Centre, only } from './testing/centre.ts';
import { testAgent, testChannel, testConfig, testMrd } from './testing/config.ts';
import { monitorsKnownIn } from './visibility.ts';

/** Ada and Ben of team north talk on the telephone; Sue supervises them, Tom another team. */
function centreOf(tellMonitored?: true): Centre {
  const agent = (id: string) => testAgent(id, { teamId: 'north', maxTasks: { voice: 1 } });
  const supervisor = (id: string, team: string) =>
    testAgent(id, { supervises: [team], roles: ['supervisor'], maxTasks: {} });
  const config = testConfig({
    teams: { north: { id: 'north', name: 'North' }, south: { id: 'south', name: 'South' } },
    mrds: [testMrd('voice', { type: 'CISCO_CC', managedByRouting: false, autoSync: false })],
    queues: [],
    agents: [agent('ada'), agent('ben'), supervisor('sue', 'north'), supervisor('tom', 'south')],
    channels: [testChannel('phone', { type: 'CISCO_CC', mrdId: 'voice', entry: { kind: 'ELSEWHERE' } })],
  });
  const centre = new Centre({ ...config, ...(tellMonitored && { tellMonitored }) });
  centre.signIn('ada', 'ben', 'sue', 'tom');
  return centre;
}

function talk(centre: Centre, agentId: string): void {
  centre.do({
    type: 'call.startLeg',
    agentId,
    callId: `call-${agentId}`,
    leg: agentId,
    reason: 'INBOUND',
    channelId: 'phone',
    conversationId: `talk-${agentId}`,
    customerId: `customer-of-${agentId}`,
    queueId: null,
    address: agentId,
    fromAddress: '555',
    associatedId: null,
    answeredAt: 1000,
  });
}

const monitor = (by: string, agentId: string, how: 'MONITOR' | 'BARGE_IN' = 'MONITOR') =>
  ({ type: 'call.monitor', by, agentId, how }) as const;
const end = (by: string) => ({ type: 'call.endMonitoring', by }) as const;

describe('V7: a supervisor in the call of an agent', () => {
  it('stands on record with the call, once, with coming in and going', () => {
    const centre = centreOf();
    talk(centre, 'ada');
    const begun = only(centre.do(monitor('sue', 'ada')).events, 'agent.callMonitored');
    const about = { supervisorId: 'sue', agentId: 'ada', callConversationId: 'talk-ada' };
    expect(begun).toMatchObject([{ ...about, act: 'MONITOR', begins: true, callId: 'call-ada' }]);
    expect(centre.do(monitor('sue', 'ada')).events).toEqual([]);
    const near = centre.do(monitor('sue', 'ada', 'BARGE_IN')).events;
    expect(near).toMatchObject([{ ...about, act: 'BARGE_IN', begins: false }]);
    expect(centre.do(end('sue')).events).toMatchObject([{ type: 'agent.callMonitoringEnded', ...about }]);
    expect(centre.do(end('sue')).events).toEqual([]);
  });

  it('is in one call at a time, also in one that is not known here', () => {
    const centre = centreOf();
    centre.do(monitor('sue', 'ada'));
    expect(centre.do(monitor('sue', 'ben')).events).toMatchObject([
      { type: 'agent.callMonitoringEnded', agentId: 'ada' },
      { type: 'agent.callMonitored', agentId: 'ben', callId: null, callConversationId: null, begins: true },
    ]);
  });

  it('supervises the agent’s team', () => {
    const centre = centreOf();
    expect(centre.refusal(monitor('tom', 'ada'))).toBe('FORBIDDEN');
    expect(centre.refusal(monitor('ben', 'ada'))).toBe('FORBIDDEN');
    expect(centre.refusal(monitor('sue', 'sue'))).toBe('FORBIDDEN');
    expect(centre.refusal(monitor('sue', 'nobody'))).toBe('AGENT_NOT_FOUND');
  });

  it('is out of it with the team that they supervise, or that the agent is in', () => {
    for (const change of [
      { sue: { supervises: ['south'] } },
      { ada: { teamId: 'south' } },
      { sue: { supervises: ['north', 'south'] } },
    ]) {
      const centre = centreOf();
      centre.do(monitor('sue', 'ada'));
      const { config } = centre.world.state;
      const agents = { ...config.agents };
      for (const [id, rest] of Object.entries(change)) agents[id] = { ...agents[id]!, ...rest };
      const { events } = centre.do({ type: 'configure', config: { ...config, agents } });
      const goesOn = change.sue?.supervises.includes('north') === true;
      expect(only(events, 'agent.callMonitoringEnded')).toHaveLength(goesOn ? 0 : 1);
    }
  });

  it('is out of it on signing out', () => {
    const centre = centreOf();
    centre.do(monitor('sue', 'ada'));
    const { events } = centre.do({ type: 'agent.logout', agentId: 'sue', sid: null, reasonId: null });
    expect(events.map(({ type }) => type)).toEqual(['agent.callMonitoringEnded', 'agent.signedOut']);
  });

  it('is known to those in the conversation, where the contact centre tells them, until talking there', () => {
    const known = (centre: Centre): string[] => {
      const conversation = centre.world.state.conversations['talk-ada'];
      return conversation === undefined ? [] : monitorsKnownIn(centre.world.state, conversation);
    };
    const [silent, open] = [centreOf(), centreOf(true)];
    for (const centre of [silent, open]) {
      talk(centre, 'ada');
      centre.do(monitor('sue', 'ada'));
    }
    expect(known(silent)).toEqual([]);
    expect(known(open)).toEqual(['sue']);
    open.do(monitor('sue', 'ada', 'BARGE_IN'));
    expect(known(open)).toEqual([]);
  });
});
