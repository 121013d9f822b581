/** Agents together, supervisors, takeovers, and hostile clients. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Client, ready, say, signIn, startChat } from './testing/client.ts';
import type { Customer } from './testing/client.ts';
import { rigOfTests } from './testing/rig-of-tests.ts';

const lines: string[] = [];
const rig = rigOfTests({ log: (line) => void lines.push(line) });

async function talking(): Promise<{ agent: Client; customer: Customer; conversationId: string }> {
  const agent = await signIn(rig.origin, 'agent1', { client: '2.5' });
  await ready(agent);
  const customer = await startChat(rig.origin, { client: '2.5' });
  const { conversationId } = customer;
  await agent.hear('receiveChatRequest');
  await agent.must('acceptChatRequest', { conversationId });
  await agent.hear('conversationInfo');
  return { agent, customer, conversationId };
}

async function withSecond() {
  const place = await talking();
  const { agent, conversationId } = place;
  const second = await signIn(rig.origin, 'agent2');
  expect(await agent.refused('addParticipant', { participant: { agentId: 'agent2' }, conversationId })).toBe(
    'AGENT_NOT_AVAILABLE',
  );
  await ready(second);
  await agent.must('addParticipant', { participant: { agentId: 'agent2' } });
  await second.hear('receiveChatRequest');
  await second.must('joinConversation', { conversationId });
  await second.hear('conversationInfo');
  return { ...place, second };
}

describe('agents together', () => {
  it('add, hand over, leave and remove', async () => {
    const { agent, customer, conversationId, second } = await withSecond();
    const added = await customer.hearActivity('participantAdded');
    expect(added).toMatchObject({
      from: { id: 'agent1' },
      info: { participant: { id: 'agent2', role: 'Participant' } },
    });
    await agent.hearActivity('participantAdded');
    const [whole] = second.all('conversationInfo');
    expect(whole?.role).toBe('Participant');
    expect(await second.refused('transferChat', { conversationId, participantId: 'agent1' })).toBe(
      'NOT_OWNER',
    );
    expect(await second.refused('removeParticipant', { conversationId, participantId: 'agent1' })).toBe(
      'NOT_OWNER',
    );
    expect(await second.refused('endConversation', { conversationId })).toBe('NOT_OWNER');
    await agent.must('transferChat', { conversationId, participantId: 'agent2' });
    for (const one of [agent, second]) {
      await one.hear('RoleUpdated', (told) => told.participantId === 'agent1' && told.role === 'Participant');
      await one.hear('RoleUpdated', (told) => told.participantId === 'agent2' && told.role === 'Owner');
    }
    expect(customer.all('RoleUpdated')).toEqual([]);
    await second.must('removeParticipant', { conversationId, participantId: 'agent1' });
    for (const one of [agent, customer])
      await one.hearActivity('participantRemoved', ({ from }) => from.id === 'agent2');
    expect(await second.refused('leaveConversation', { conversationId })).toBe('LAST_AGENT');
    expect(await agent.refused('sendMessage', { conversationId, type: 'ChatMessage', text: 'x' })).toBe(
      'NOT_A_PARTICIPANT',
    );
  });

  it('makes the one who stays the owner', async () => {
    const { agent, customer, conversationId, second } = await withSecond();
    await agent.must('leaveConversation', { conversationId });
    await second.hear('RoleUpdated', (told) => told.participantId === 'agent2' && told.role === 'Owner');
    await customer.hearActivity('participantLeft', ({ info }) => info.participant?.id === 'agent1');
    // Who has left hears nothing more of it, wrapping up or not.
    await customer.must('sendMessage', { conversationId, type: 'ActivityMessage', activityType: 'typing' });
    await customer.say('are you still there?');
    await second.hearText('are you still there?');
    await agent.must('wrapUp', { conversationId, wrapup: 'handed on' });
    expect(agent.texts()).toEqual([]);
    expect(agent.all('messageArrived').some(({ activityType }) => activityType === 'typing')).toBe(false);
  });

  it('leaves without a word where the agent wants that', async () => {
    const { agent, customer, conversationId, second } = await withSecond();
    await agent.must('leaveConversation', { conversationId, notify: 'false' });
    await second.hear('RoleUpdated', (told) => told.participantId === 'agent2' && told.role === 'Owner');
    await say(second, conversationId, 'I go on');
    await customer.hearText('I go on');
    const left = (client: typeof agent) =>
      client.all('messageArrived').filter(({ activityType }) => activityType === 'participantLeft');
    expect([...left(customer), ...left(second)]).toEqual([]);
  });

  it('says something to some alone', async () => {
    const { agent, customer, conversationId, second } = await withSecond();
    await say(agent, conversationId, 'between us', { to: [{ id: 'agent2' }] });
    const got = await second.hearText('between us');
    expect(got.to).toEqual([{ id: 'agent2', name: 'Bruno Almeida' }]);
    await say(agent, conversationId, 'to all', { from: { id: 'agent9', name: 'forged' } });
    expect(await customer.hearText('to all')).toMatchObject({ from: { id: 'agent1' } });
    expect(customer.texts()).toEqual(['to all']);
  });
});

describe('supervisors', () => {
  it('see the team, listen unseen, and barge in', async () => {
    const supervisor = await signIn(rig.origin, 'supervisor1', { amq: true });
    const { agent, customer, conversationId } = await talking();
    await supervisor.hear('teamInfo', ({ agents }) =>
      (agents as { id: string; conversations: { conversationId: string }[] }[]).some(
        ({ id, conversations }) => id === 'agent1' && conversations[0]?.conversationId === conversationId,
      ),
    );
    const [page] = agent.all<{ agents: object[] }>('teamInfo');
    expect(page?.agents[0]).not.toHaveProperty('conversations');
    expect(await supervisor.refused('bargeIn', { conversationId })).toBe('NOT_MONITORING');
    expect(await agent.refused('silentMonitor', { conversationId })).toBe('FORBIDDEN');
    agent.clear();
    customer.clear();
    await supervisor.must('silentMonitor', { conversationId });
    await supervisor.hear('conversationInfo');
    await customer.say('are you there?');
    await supervisor.hearText('are you there?');
    const text = { conversationId, type: 'ChatMessage', text: 'boo' };
    expect(await supervisor.refused('sendMessage', text)).toMatch(/^[A-Z_]+$/);
    expect(await supervisor.refused('sendMessage', { ...text, to: [{ id: 'agent1' }] })).toMatch(/^[A-Z_]+$/);
    await agent.hearText('are you there?');
    expect(agent.all('messageArrived')).toHaveLength(1);
    await supervisor.must('bargeIn', { conversationId });
    const joined = await agent.hearActivity('participantJoined');
    expect(joined.info.participant).toMatchObject({ id: 'supervisor1', type: 'Supervisor' });
    await say(supervisor, conversationId, 'let me help');
    await customer.hearText('let me help');
    expect(customer.all('messageArrived')).toHaveLength(1);
  });
});

describe('a raised hand', () => {
  it('is an offer to the supervisor of the team who is asked, who then takes part', async () => {
    const supervisor = await signIn(rig.origin, 'supervisor1');
    const other = await signIn(rig.origin, 'supervisor2', { amq: true });
    const { agent, customer, conversationId } = await talking();
    const hand = (participantId: string) => ({ conversationId, participantId });
    expect(await agent.refused('raiseHand', hand('supervisor2'))).toBe('FORBIDDEN');
    expect(await agent.refused('raiseHand', hand('agent2'))).toBe('FORBIDDEN');
    expect(await supervisor.refused('raiseHand', hand('supervisor1'))).toBe('NOT_A_PARTICIPANT');
    await customer.say('my question');
    await agent.must('raiseHand', hand('supervisor1'));
    const offer = await supervisor.hear('receiveChatRequest');
    expect(offer.customer).toMatchObject({ conversationId, displayName: 'Kashif Sohail' });
    agent.clear();
    await agent.must('getConversationInfo', { AgentId: 'agent1' });
    expect(await agent.hear('conversationInfo')).toMatchObject({ handRaise: true });
    await supervisor.must('acceptChatRequest', { conversationId });
    const whole = await supervisor.hear('conversationInfo');
    expect(whole).toMatchObject({
      role: 'Participant',
      handRaise: false,
      messages: [{ text: 'my question' }],
    });
    const isSupervisor = ({ info }: { info: { participant?: Record<string, unknown> } }): boolean =>
      info.participant?.id === 'supervisor1' && info.participant.role === 'Participant';
    await agent.hearActivity('participantJoined', isSupervisor);
    await customer.hearActivity('participantJoined', isSupervisor);
    agent.clear();
    await agent.must('getConversationInfo', { AgentId: 'agent1' });
    expect(await agent.hear('conversationInfo')).toMatchObject({ handRaise: false });
    await say(supervisor, conversationId, 'let me help');
    await customer.hearText('let me help');
    await supervisor.must('leaveConversation', { conversationId });
    expect(supervisor.all('receiveChatRequest')).toHaveLength(1);
    expect(supervisor.all('endConversation')).toEqual([]);
    expect(other.all('amq-msg').filter(({ head }) => head !== 'AgentInfo')).toEqual([]);
  });

  it('waits for a supervisor who signs in, and is withdrawn with the end', async () => {
    const { agent, customer, conversationId } = await talking();
    await agent.must('raiseHand', { conversationId, participantId: 'supervisor1' });
    const supervisor = await signIn(rig.origin, 'supervisor1', { amq: true });
    const offer = await supervisor.hear<{ head: string; param: Record<string, unknown> }>(
      'amq-msg',
      ({ head }) => head === 'TaskAssigned',
    );
    expect(offer.param).toMatchObject({ conversationId, AgentId: 'supervisor1' });
    await customer.must('endConversation', { conversationId });
    await supervisor.hear(
      'amq-msg',
      ({ head, TaskId }) => head === 'TaskState' && TaskId === offer.param.TaskId,
    );
    expect(await supervisor.refused('joinConversation', { conversationId })).toMatch(/^[A-Z_]+$/);
  });

  it('asks a supervisor who listens already', async () => {
    const supervisor = await signIn(rig.origin, 'supervisor1');
    const { agent, conversationId } = await talking();
    await supervisor.must('silentMonitor', { conversationId });
    await supervisor.hear('conversationInfo', ({ role }) => role === 'Monitor');
    await agent.must('raiseHand', { conversationId, participantId: 'supervisor1' });
    await supervisor.hear('receiveChatRequest');
    await supervisor.must('joinConversation', { conversationId });
    await supervisor.hear('conversationInfo', ({ role }) => role === 'Participant');
    await agent.hearActivity('participantJoined');
  });
});

describe('an agent who signs in again', () => {
  it('takes chats and offers along, and hears RONA in the own form', async () => {
    const { agent, customer, conversationId } = await talking();
    const waiting = await startChat(rig.origin);
    const again = await signIn(rig.origin, 'agent1', { amq: true });
    await agent.gone();
    const offer = await again.hear('amq-msg', ({ head }) => head === 'TaskAssigned');
    expect(offer.param).toMatchObject({ conversationId: waiting.conversationId });
    await again.must('getConversationInfo', { AgentId: 'agent1' });
    await again.hear('conversationInfo', ({ role }) => role === 'Owner');
    await customer.say('still there');
    await again.hearText('still there');
    expect(await again.refused('getConversationInfo', { AgentId: 'agent2' })).toBe('FORBIDDEN');
    expect(await again.refused('amq-sub', { AgentId: 'agent2' })).toBe('FORBIDDEN');
    await again.must('joinConversation', { conversationId });
  });

  it('shares the refusal of a wrong password with a name that nobody has, and no password is logged', async () => {
    const client = await new Client(rig.origin).connected();
    const wrong = { agentId: 'agent3', password: 'the-wrong-one', mrd: 'CHAT' };
    const code = await client.refused('login', wrong);
    expect(await client.refused('login', { ...wrong, agentId: 'nobody' })).toBe(code);
    expect(await client.refused('login', { ...wrong, password: 'demo', mrd: 'FAX' })).toBe('MRD_NOT_FOUND');
    await client.must('login', { ...wrong, password: 'demo', mrd: 'chat' });
    expect(lines.some((line) => line.includes('the-wrong-one'))).toBe(false);
  });
});

describe('a hostile client', () => {
  it('is refused, and never breaks anything', async () => {
    const client = await new Client(rig.origin).connected();
    const events = [
      'amq-sub',
      'amq-send',
      'login',
      'changeState',
      'joinConversation',
      'sendMessage',
      'bargeIn',
    ];
    const payloads = [undefined, null, [], 'text', 7, { __proto__: null }, { conversationId: { a: 1 } }];
    for (const event of [...events, 'nothing', 'constructor']) {
      for (const payload of payloads) {
        const answer = await client.ask(event, payload);
        expect(answer).toMatchObject({ status: 'error', statusCode: expect.any(Number) as number });
        expect(answer).not.toMatchObject({ code: 'INTERNAL' });
      }
    }
    client.socket.emit('joinConversation');
    const told = await client.hear('errors');
    expect(told).toMatchObject({ task: 'joinConversation', code: 'VALIDATION', statusCode: 400 });
    expect(await client.refused('changeState', { state: 'READY' })).toBe('NOT_SIGNED_IN');
    expect(await client.refused('joinConversation', { conversationId: randomUUID() })).toBe('NOT_SIGNED_IN');
  });
});
