/** Nobody rejects an offer on this wire: it is withdrawn when it has rung too long (A5, A6). */
import { describe, expect, it } from 'vitest';
import { ready, signIn, startChat } from './testing/client.ts';
import { rigOfTests } from './testing/rig-of-tests.ts';

const rig = rigOfTests({ settings: { ronaSeconds: 1 } });

describe('an offer that nobody accepts', () => {
  it('is withdrawn by amq-msg, and the agent is not ready', async () => {
    const agent = await signIn(rig.origin, 'agent1', { amq: true, client: '2.5' });
    await ready(agent, true);
    agent.clear();
    const { conversationId } = await startChat(rig.origin);
    const offer = await agent.hear<{ head: string; param: Record<string, unknown> }>(
      'amq-msg',
      ({ head }) => head === 'TaskAssigned',
    );
    const closed = await agent.hear('amq-msg', ({ head }) => head === 'TaskState');
    expect(closed).toMatchObject({ TaskId: offer.param.TaskId, State: 'CLOSED', Reason: 'RONA' });
    await agent.hear('amq-msg', ({ head, State }) => head === 'AgentState' && State === 'NOT_READY');
    expect(await agent.refused('joinConversation', { conversationId })).toMatch(/^[A-Z_]+$/);
  });

  it('is withdrawn by the events of 3.0, and goes to the next agent', async () => {
    const agent = await signIn(rig.origin, 'agent1');
    await ready(agent);
    agent.clear();
    const { conversationId } = await startChat(rig.origin);
    await agent.hear('receiveChatRequest');
    const next = await signIn(rig.origin, 'agent2');
    await ready(next);
    await agent.hear('endConversation', (one) => one.conversationId === conversationId);
    await agent.hearActivity('agentState', ({ info }) => info.state === 'NOT_READY');
    expect(agent.all('amq-msg')).toEqual([]);
    await next.hear('receiveChatRequest');
    await next.must('acceptChatRequest', { conversationId });
  });
});
