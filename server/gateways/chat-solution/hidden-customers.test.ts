/** An agent and a supervisor without `customer`/`view_pii` are told no name and no address of a customer. */
import { describe, expect, it } from 'vitest';
import { ready, say, signIn, startChat, type Client } from './testing/client.ts';
import { rigOfTests } from './testing/rig-of-tests.ts';

const WITHOUT = {
  'state-change': ['manage_state_change'],
  'agent-conversation-control': [
    'view_leave_chat',
    'view_wrap_up',
    'view_conference',
    'view_direct_transfer',
  ],
  customer: ['view', 'view_in_conversation'],
};
const rig = rigOfTests({
  permissions: { agent: WITHOUT, supervisor: { ...WITHOUT, supervisor: ['view_all'] } },
});

/** Words that stand in nothing but a name and an address. */
const SECRET = /Kashif|Sohail|kashif@|1343122554/;

const told = (client: Client): string => JSON.stringify(client.heard);

describe.each([true, false])('who may not see customers (by amq events: %s)', (amq) => {
  it('works with them all day, and is not told who they are', async () => {
    const supervisor = await signIn(rig.origin, 'supervisor1', { amq });
    const agent = await signIn(rig.origin, 'agent1', { amq });
    const second = await signIn(rig.origin, 'agent2', { amq });
    for (const one of [agent, second]) await ready(one, amq);
    const customer = await startChat(rig.origin);
    const { conversationId } = customer;
    const offered = (one: Client) =>
      amq ? one.hear('amq-msg', ({ head }) => head === 'TaskAssigned') : one.hear('receiveChatRequest');
    const first = await Promise.race([offered(agent).then(() => agent), offered(second).then(() => second)]);
    const other = first === agent ? second : agent;
    await customer.say('the words of a customer are told');
    await first.must('joinConversation', { conversationId });
    const whole = await first.hear('conversationInfo');
    expect(whole).toMatchObject({
      conversation: { customer: { displayName: '•••••', email: '•••••', phone: '•••••', channel: 'web' } },
      messages: [
        { from: { id: customer.participant.id, name: '•••••' }, text: 'the words of a customer are told' },
      ],
    });
    await customer.say('and these');
    expect(await first.hearText('and these')).toMatchObject({ from: { name: '•••••' } });
    await customer.must('sendMessage', { conversationId, type: 'ActivityMessage', activityType: 'typing' });
    await first.hearActivity('typing');
    await first.must('addParticipant', {
      participant: { agentId: other === agent ? 'agent1' : 'agent2' },
      conversationId,
    });
    await offered(other);
    await other.must('joinConversation', { conversationId });
    const joined = await other.hear<{ participant: { type: string; displayName: string }[] }>(
      'conversationInfo',
    );
    expect(joined.participant.find(({ type }) => type === 'Customer')?.displayName).toBe('•••••');
    expect(
      joined.participant.filter(({ type }) => type === 'Agent').map((one) => one.displayName),
    ).not.toContain('•••••');
    await say(first, conversationId, 'an answer');
    expect(await other.hearText('an answer')).toMatchObject({
      from: { name: first === agent ? 'Amina Okafor' : 'Bruno Almeida' },
    });
    await supervisor.hear<{ agents: { conversations?: { customer: object }[] }[] }>(
      'teamInfo',
      ({ agents }) =>
        agents.some(({ conversations }) => JSON.stringify(conversations ?? []).includes('•••••')),
    );
    await supervisor.must('silentMonitor', { conversationId });
    await supervisor.hear('conversationInfo');
    await customer.must('endConversation', { conversationId });
    await first.hearActivity('endOfConversation');
    const paper = await fetch(`${rig.origin}/api/customer/transcript/${conversationId}/pdf`);
    expect(Buffer.from(await paper.arrayBuffer()).toString('latin1')).toContain('(Anonymous)');
    for (const one of [first, other, supervisor]) expect(told(one)).not.toMatch(SECRET);
    // The customer is told their own name.
    expect(told(customer)).toMatch(SECRET);
  });
});
