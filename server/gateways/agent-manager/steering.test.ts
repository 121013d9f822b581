/** Supervisors who act on agents, conversations and queues, on the wire: what happens, who is told, and who may not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentPresenceEvent } from '../../../protocol/agent-manager/server-events.ts';
import type { SupervisorActed } from '../../../protocol/agent-manager/supervision.ts';
import { lookup } from '../../core/lookup.ts';
import { startChat } from './testing/customer.ts';
import type { Desk } from './testing/desk.ts';
import { desksOfTests } from './testing/desks-of-tests.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { acceptChat, goReady } from './testing/work.ts';

let rig: Rig;
const open = desksOfTests(() => rig);

beforeAll(async () => {
  rig = await startRig({ settings: { wrapupSeconds: 60 } });
});

afterAll(() => rig.close());

async function refusal(desk: Desk, name: string, payload: object): Promise<string | null> {
  const answer = await desk.ask(name, payload);
  return answer.status === 'ok' ? null : answer.code;
}

/** As the agent list of a desk of the family asks. */
const stateOf = (username: string, name: string, reasonCode: object | null = null) => ({
  agentId: rig.agentId(username),
  action: 'agentState',
  state: { name, reasonCode },
});

const acted = (desk: Desk, act: string) =>
  desk.hear<SupervisorActed>('supervisorActed', (told) => told.act === act);

const taskOf = (conversationId: string) =>
  rig.engine.read(({ world }) => {
    const ids = lookup(world.state.conversations, conversationId)?.taskIds ?? [];
    return lookup(world.state.tasks, ids[0] ?? '') ?? null;
  });

describe('a supervisor and the state of an agent', () => {
  it('is changed, and the agent is told by whom', async () => {
    const [agent, boss] = [await open('agent1'), await open('supervisor1')];
    expect(await refusal(boss, 'changeAgentState', stateOf('agent1', 'READY'))).toBeNull();
    await agent.hear<AgentPresenceEvent>(
      'agentPresence',
      ({ agentPresence }) => agentPresence.state.name === 'READY',
    );
    const told = await acted(agent, 'STATE');
    expect(told).toMatchObject({ agentId: rig.agentId('agent1'), conversationId: null });
    expect(told.supervisor.id).toBe(rig.agentId('supervisor1'));
    expect(told.supervisor.name).not.toBe('');
    const mrdId = rig.idOf('mrds', 'CHAT');
    const one = { agentId: rig.agentId('agent1'), action: 'agentMRDState', mrdId };
    expect(await refusal(boss, 'changeAgentState', { ...one, state: 'NOT_READY' })).toBeNull();
    await acted(agent, 'MRD_STATE');
    expect(boss.all('supervisorActed')).toEqual([]);
    expect(
      boss.all<AgentPresenceEvent>('agentPresence').every(({ agentStateChanged }) => agentStateChanged),
    ).toBe(true);
  });

  it('is ended: the conversation goes ahead of all others, and the sign-in is over', async () => {
    const [agent, boss] = [await open('agent1'), await open('supervisor1')];
    await goReady(agent);
    const { conversationId } = await acceptChat(rig, agent);
    const reason = { name: 'FORCED_LOGOUT_BY_SUPERVISOR' };
    expect(await refusal(boss, 'changeAgentState', stateOf('agent1', 'LOGOUT', reason))).toBeNull();
    const { agentPresence } = await agent.hear<AgentPresenceEvent>(
      'agentPresence',
      (told) => told.agentPresence.state.name === 'LOGOUT',
    );
    expect(agentPresence.state.reasonCode?.name).toBe('FORCED_LOGOUT_BY_SUPERVISOR');
    await agent.gone();
    expect(await taskOf(conversationId)).toMatchObject({ state: 'QUEUED', priority: 11 });
  });

  it('is refused to others', async () => {
    const agent = await open('agent1');
    const [colleague, stranger] = [await open('agent2'), await open('supervisor2')];
    for (const name of ['READY', 'NOT_READY', 'LOGOUT']) {
      expect(await refusal(colleague, 'changeAgentState', stateOf('agent1', name))).toBe('FORBIDDEN');
      expect(await refusal(stranger, 'changeAgentState', stateOf('agent1', name))).toBe('FORBIDDEN');
    }
    expect(
      await refusal(stranger, 'changeAgentState', { ...stateOf('agent1', 'READY'), agentId: 'none' }),
    ).toBe('AGENT_NOT_FOUND');
    expect(agent.all('supervisorActed')).toEqual([]);
  });
});

describe('a supervisor and the conversations of others', () => {
  it('pulls one out, assigns it, ends it and its wrap-up, and the agents are told', async () => {
    const [agent, boss] = [await open('agent1'), await open('supervisor1')];
    await goReady(agent);
    const { conversationId } = await acceptChat(rig, agent);
    const steer = (action: string, rest: object = {}) =>
      refusal(boss, 'steerConversation', { conversationId, action, ...rest });
    const agentId = rig.agentId('agent1');
    expect(await steer('pull_out')).toBeNull();
    expect((await acted(agent, 'PULL_OUT')).conversationId).toBe(conversationId);
    await agent.hear('topicUnsubscription');
    expect(await taskOf(conversationId)).toMatchObject({ state: 'QUEUED', priority: 11 });
    agent.clear();
    expect(await steer('ASSIGN', { agentId })).toBeNull();
    await acted(agent, 'ASSIGN');
    const offer = await agent.hear<{ taskId: string }>('taskRequest');
    await agent.ask('topicSubscription', { conversationId, taskId: offer.taskId });
    expect(await steer('END')).toBeNull();
    await agent.hear('wrapupTimerStarted');
    expect(await steer('FINISH_WRAP_UP', { agentId })).toBeNull();
    await acted(agent, 'FINISH_WRAP_UP');
    expect(await steer('END')).toBe('CONVERSATION_NOT_FOUND');
  });

  it('moves and prioritises who waits, and empties the queue', async () => {
    const boss = await open('supervisor1');
    const { conversationId } = await startChat(rig);
    const before = await taskOf(conversationId);
    expect(
      await refusal(boss, 'steerConversation', { conversationId, action: 'PRIORITISE', priority: 9 }),
    ).toBeNull();
    expect((await taskOf(conversationId))?.priority).toBe(9);
    const queueId = before?.queueId ?? '';
    expect(await refusal(boss, 'flushQueue', { queueId })).toBeNull();
    expect(await taskOf(conversationId)).toBeNull();
  });

  it('is refused to agents, other teams, and words that are none', async () => {
    const agent = await open('agent1');
    const [colleague, stranger] = [await open('agent2'), await open('supervisor2')];
    await goReady(agent);
    const { conversationId } = await acceptChat(rig, agent);
    const agentId = rig.agentId('agent1');
    const queueId = (await taskOf(conversationId))?.queueId ?? '';
    for (const action of ['MOVE', 'ASSIGN', 'PULL_OUT', 'END', 'FINISH_WRAP_UP']) {
      const request = { conversationId, action, agentId, queueId };
      expect(await refusal(colleague, 'steerConversation', request)).toBe('FORBIDDEN');
      expect(await refusal(stranger, 'steerConversation', request)).toBe('FORBIDDEN');
    }
    expect(await refusal(colleague, 'flushQueue', { queueId })).toBe('FORBIDDEN');
    expect(await refusal(stranger, 'steerConversation', { conversationId, action: 'SING' })).toBe(
      'VALIDATION',
    );
    expect(await refusal(stranger, 'steerConversation', { conversationId, action: 'MOVE' })).toBe(
      'VALIDATION',
    );
    expect((await taskOf(conversationId))?.state).toBe('ACTIVE');
  });
});
