/** Agents who help each other, on the wire: every request in both encodings and with other spellings of its name. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  AgentAssignedForAssistance,
  ConsultTransferSuccess,
  OnTopicData,
  RevokeTask,
  TaskRequest,
  TopicUnsubscriptionEvent,
} from '../../../protocol/agent-manager/server-events.ts';
import type { Desk } from './testing/desk.ts';
import { desksOfTestsOn } from './testing/desks-of-tests.ts';
import { cimEventsOf } from './testing/desk-wire.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { transcript } from './testing/transcript.ts';
import { acceptChat, goReady, openDesk, textMessage, type Talk } from './testing/work.ts';

/** Desks that hand over their agent as JSON text get CIM events as text; names arrive in any case. */
const WIRES = [
  { wire: 'object', spelled: (name: string) => name },
  { wire: 'json', spelled: (name: string) => name.toUpperCase() },
] as const;

describe.each(WIRES)('help among desks that read $wire', ({ wire, spelled }) => {
  let rig: Rig;
  const openWithout = desksOfTestsOn(() => rig, wire);

  beforeAll(async () => {
    rig = await startRig({ settings: { wrapupSeconds: 30, ronaSeconds: 5, maxAgents: 3 } });
  });

  afterAll(() => rig.close());

  async function open(username: string, ready = true): Promise<Desk> {
    const desk = await openWithout(username);
    if (ready) await goReady(desk);
    return desk;
  }

  /** A customer talks to agent1; agent2 (who also serves Sales) and agent3 become ready afterwards. */
  async function talking(): Promise<{ one: Desk; two: Desk; three: Desk; talk: Talk }> {
    const one = await open('agent1');
    const talk = await acceptChat(rig, one);
    await talk.customer.say('first words');
    const two = await open('agent2');
    const three = await open('agent3');
    return { one, two, three, talk };
  }

  /** As a desk of the family builds it: no conversation at the top, the whole session, its own participant. */
  function request({ topic }: Talk, further: object): object {
    const { channelSession, topicParticipant } = topic.topicData;
    return { channelSession, agentParticipant: topicParticipant, ...further };
  }

  const to = {
    sales: { mode: 'queue', queueName: 'Sales' },
    agent: (username: string) => ({
      mode: 'agent',
      requestedAgentId: rig.agentId(username),
      offerToAgent: true,
    }),
  };

  /** What a refusal is called; null: there was none. */
  async function refusal(desk: Desk, name: string, payload: object): Promise<string | null> {
    const answer = await desk.ask(spelled(name), payload);
    return answer.status === 'ok' ? null : answer.code;
  }

  async function accept(desk: Desk, { conversationId }: Talk): Promise<OnTopicData> {
    const offer = await desk.hear<TaskRequest>('taskRequest', (one) => one.conversationId === conversationId);
    await desk.ask('topicSubscription', { conversationId, taskId: offer.taskId });
    return desk.hear<OnTopicData>('onTopicData', (one) => one.conversationId === conversationId);
  }

  const events = (desk: Desk, name: string) => cimEventsOf(desk).filter((event) => event.name === name);
  const hearCim = (desk: Desk, name: string) => desk.until(() => events(desk, name).at(-1), name);

  const out = (desk: Desk) => desk.hear<TopicUnsubscriptionEvent>('topicUnsubscription');

  describe('a transfer', () => {
    it('to a queue lets the requester go at once, and the next agent knows everything (L-T5)', async () => {
      const { one, two, three, talk } = await talking();
      const { conversationId } = talk;
      one.emit(spelled('directTransferRequest'), request(talk, { ...to.sales, note: 'wants a discount' }));
      expect(await one.hear('agentAssistanceRequestPlaced')).toEqual({
        requestAction: 'transfer',
        mode: 'queue',
        conversationId,
      });
      expect(await out(one)).toMatchObject({ conversationId, statusCode: 200, reason: 'CHAT TRANSFERRED' });
      const offer = await two.hear<TaskRequest>('taskRequest');
      expect(offer).toMatchObject({
        taskDirection: 'DIRECT_TRANSFER',
        note: 'wants a discount',
        requestedBy: 'Amina Okafor',
        queue: { name: 'Sales' },
      });
      const topic = await accept(two, talk);
      expect(topic.topicData.topicParticipant.role).toBe('PRIMARY');
      expect(transcript(two, conversationId).texts).toEqual(['first words', 'wants a discount']);
      const assigned = await one.hear<AgentAssignedForAssistance>('agentAssignedForAssistance');
      expect(assigned).toMatchObject({
        conversationId,
        type: 'direct-transfer',
        task: { assignedTo: { id: rig.agentId('agent2') } },
      });
      expect(three.all('taskRequest')).toEqual([]);
      expect(one.all('errors')).toEqual([]);
      expect((await one.ask('publishCimEvent', textMessage(conversationId, 'too late'))).status).toBe(
        'error',
      );
    });

    it('to an agent rings there, and comes back when it is rejected', async () => {
      const { one, three, talk } = await talking();
      expect(await refusal(one, 'directTransferRequest', request(talk, to.agent('agent3')))).toBeNull();
      const offer = await three.hear<TaskRequest>('taskRequest');
      expect(offer).toMatchObject({
        taskDirection: 'DIRECT_TRANSFER',
        requestedBy: 'Amina Okafor',
        note: null,
      });
      await three.ask('rejectTask', { conversationId: talk.conversationId, taskId: offer.taskId });
      const back = await one.hear<TaskRequest>(
        'taskRequest',
        (two) => two.taskDirection === 'DIRECT_TRANSFER',
      );
      expect(back.conversationId).toBe(talk.conversationId);
      await one.ask('topicSubscription', { conversationId: talk.conversationId, taskId: back.taskId });
      expect(
        (await one.ask('publishCimEvent', textMessage(talk.conversationId, 'here I am again'))).status,
      ).toBe('ok');
    });

    it('L-T2, L-T3, L-T4: that is refused changes nothing and says why', async () => {
      const { one, two, talk } = await talking();
      const away = await open('agent4', false);
      const ask = (desk: Desk, further: object) =>
        refusal(desk, 'directTransferRequest', request(talk, further));
      expect(await ask(one, to.agent('agent4'))).toBe('AGENT_NOT_AVAILABLE');
      expect(await ask(one, to.agent('agent1'))).toBe('AGENT_NOT_AVAILABLE');
      expect(await ask(one, { mode: 'agent', requestedAgentId: 'nobody' })).toBe('AGENT_NOT_FOUND');
      expect(await ask(one, { mode: 'queue', queueName: 'Nowhere' })).toBe('QUEUE_NOT_FOUND');
      expect(await ask(one, { mode: 'queue' })).toBe('VALIDATION');
      expect(await ask(one, { ...to.sales, note: 'x'.repeat(5_000) })).toBe('TOO_LONG');
      expect(await ask(one, { ...to.sales, conversationId: randomUUID() })).toBe('CONVERSATION_NOT_FOUND');
      expect(await ask(two, to.sales)).toBe('NOT_A_PARTICIPANT');
      expect(one.all('agentAssistanceRequestPlaced')).toEqual([]);
      expect(events(one, 'TASK_ENQUEUED')).toEqual([]);
      expect(away.all('taskRequest')).toEqual([]);
      expect((await one.ask('publishCimEvent', textMessage(talk.conversationId, 'still here'))).status).toBe(
        'ok',
      );
    });

    it('without a callback is refused by `errors`, with the name of the event', async () => {
      const { one, talk } = await talking();
      one.emit(spelled('directTransferRequest'), request(talk, { mode: 'queue', queueName: 'Nowhere' }));
      expect(await one.hear('errors')).toMatchObject({
        task: 'directTransferRequest',
        code: 'QUEUE_NOT_FOUND',
        statusCode: 404,
      });
    });

    it('L-T1: of two at once exactly one wins, and the other agent keeps the customer', async () => {
      const { one, two, talk } = await talking();
      await one.ask('directConferenceRequest', request(talk, to.agent('agent2')));
      await accept(two, talk);
      const both = await Promise.all([
        refusal(one, 'directTransferRequest', request(talk, to.agent('agent3'))),
        refusal(two, 'directTransferRequest', request(talk, to.agent('agent3'))),
      ]);
      expect(both.filter((code) => code === null)).toHaveLength(1);
      expect(both).toContain('ASSISTANCE_PENDING');
      const keeper = both[0] === null ? two : one;
      expect((await keeper.ask('publishCimEvent', textMessage(talk.conversationId, 'mine'))).status).toBe(
        'ok',
      );
    });

    it('ends when the customer leaves while it rings', async () => {
      const { one, two, talk } = await talking();
      await one.ask('directTransferRequest', request(talk, to.agent('agent2')));
      await two.hear('taskRequest');
      await talk.customer.leave();
      expect(await two.hear<RevokeTask>('revokeTask')).toMatchObject({ reason: 'CUSTOMER_LEFT' });
    });
  });

  describe('a conference', () => {
    it('has two agents who talk to the customer, up to the limit, and the owner sends others away', async () => {
      const { one, two, three, talk } = await talking();
      const { conversationId } = talk;
      const ask = (username: string) =>
        refusal(one, 'directConferenceRequest', request(talk, to.agent(username)));
      expect(await ask('agent2')).toBeNull();
      expect(await ask('agent3')).toBe('ASSISTANCE_PENDING');
      const topic = await accept(two, talk);
      expect(topic.topicData.agentParticipants).toHaveLength(2);
      await hearCim(one, 'AGENT_SUBSCRIBED');
      expect(await one.hear('agentAssignedForAssistance')).toMatchObject({ type: 'direct-conference' });
      expect((await two.ask('publishCimEvent', textMessage(conversationId, 'hello too'))).status).toBe('ok');
      expect(await ask('agent3')).toBeNull();
      await accept(three, talk);
      await open('agent5');
      expect(await ask('agent5')).toBe('PARTICIPANT_LIMIT');
      const remove = (desk: Desk, participantId: string) =>
        refusal(desk, 'removeParticipant', { conversationId, participantId });
      expect(await remove(two, rig.agentId('agent1'))).toBe('ROLE_NOT_ALLOWED');
      expect(await remove(one, rig.agentId('agent1'))).toBe('ROLE_NOT_ALLOWED');
      expect(await remove(one, rig.agentId('agent6'))).toBe('AGENT_NOT_FOUND');
      expect(await remove(one, topic.topicData.topicParticipant.id)).toBeNull();
      expect(await out(two)).toMatchObject({ conversationId, reason: 'REMOVED_BY_AGENT' });
      await hearCim(one, 'AGENT_UNSUBSCRIBED');
    });

    it('is taken back while nobody has accepted it', async () => {
      const { one, two, talk } = await talking();
      const { conversationId } = talk;
      await one.ask('directConferenceRequest', request(talk, to.agent('agent2')));
      await two.hear('taskRequest');
      expect(await refusal(two, 'cancelAssistanceRequest', { conversationId })).toBe('NOT_A_PARTICIPANT');
      expect(await refusal(one, 'cancelAssistanceRequest', { conversationId })).toBeNull();
      expect(await two.hear<RevokeTask>('revokeTask')).toMatchObject({ reason: 'CANCELLED' });
      expect(await refusal(one, 'cancelAssistanceRequest', { conversationId })).toBe('TASK_NOT_FOUND');
    });
  });

  describe('a consult', () => {
    async function consulted() {
      const place = await talking();
      const { one, two, talk } = place;
      expect(await refusal(one, 'consultRequest', request(talk, to.agent('agent2')))).toBeNull();
      const topic = await accept(two, talk);
      return { ...place, helper: topic };
    }

    it('brings a helper who whispers and cannot write to the customer', async () => {
      const { one, two, talk, helper } = await consulted();
      const { conversationId } = talk;
      expect(helper.topicData.topicParticipant.role).toBe('ASSISTANT');
      expect(helper.topicData.actions).not.toContain('SEND');
      expect(await one.hear('agentAssignedForAssistance')).toMatchObject({ type: 'consult' });
      const said = textMessage(conversationId, 'offer ten percent');
      expect(await two.ask('publishCimEvent', said)).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
      const whisper = { ...said, cimEvent: { ...said.cimEvent, name: 'WHISPER_MESSAGE' } };
      expect((await two.ask('publishCimEvent', whisper)).status).toBe('ok');
      await hearCim(one, 'WHISPER_MESSAGE');
      const refused = await refusal(two, 'consultTransferRequest', request(talk, to.agent('agent1')));
      expect(refused).toBe('ROLE_NOT_ALLOWED');
    });

    it('becomes a transfer: the helper has the customer, the requester is out', async () => {
      const { one, two, talk } = await consulted();
      const { conversationId } = talk;
      one.emit(spelled('consultTransferRequest'), {
        ...request(talk, { mode: 'agent', requestedAgentId: rig.agentId('agent2'), offerToAgent: false }),
        conversationId,
      });
      const agentId = rig.agentId('agent2');
      for (const desk of [one, two]) {
        const success = await desk.hear<ConsultTransferSuccess>('consulTransferRequestSuccess');
        expect(success).toMatchObject({ conversationId, agentId });
        expect(success.newTask.activeMedia[0]?.type.direction).toBe('CONSULT_TRANSFER');
      }
      expect(await out(one)).toMatchObject({ reason: 'CHAT TRANSFERRED' });
      expect((await hearCim(two, 'PARTICIPANT_ROLE_CHANGED')).data).toMatchObject({
        conversationParticipant: { role: 'PRIMARY', participant: { id: agentId } },
      });
      await hearCim(two, 'AGENT_UNSUBSCRIBED');
      expect((await two.ask('publishCimEvent', textMessage(conversationId, 'I take over'))).status).toBe(
        'ok',
      );
      expect(two.all('topicUnsubscription')).toEqual([]);
    });

    it('becomes a conference: both have the customer', async () => {
      const { one, two, talk } = await consulted();
      // The examples of the protocol name no agent here: the only helper is meant.
      expect(await refusal(one, 'consultConferenceRequest', request(talk, to.sales))).toBeNull();
      await hearCim(two, 'PARTICIPANT_ROLE_CHANGED');
      for (const desk of [one, two]) {
        const sent = await desk.ask('publishCimEvent', textMessage(talk.conversationId, 'hello'));
        expect(sent.status).toBe('ok');
      }
    });

    it('has nobody to become of before the helper has come', async () => {
      const { one, two, talk } = await talking();
      const transfer = () => refusal(one, 'consultTransferRequest', request(talk, to.agent('agent2')));
      expect(await transfer()).toBe('AGENT_NOT_AVAILABLE');
      await one.ask('consultRequest', request(talk, to.agent('agent2')));
      await two.hear('taskRequest');
      expect(await transfer()).toBe('ASSISTANCE_PENDING');
    });

    it('is over for the helper when the requester leaves', async () => {
      const { one, two, talk } = await consulted();
      await one.ask('directTransferRequest', request(talk, to.agent('agent3')));
      expect(await out(two)).toMatchObject({ reason: 'PRIMARY_AGENT_LEFT' });
    });
  });

  it('tells who could be asked now, without those who are there', async () => {
    const { one, two, talk } = await talking();
    const token = (await rig.signIn('agent6')).token;
    await open('agent4', false);
    const path = '/routing-engine/precision-queues/available-agents';
    const { conversationId } = talk;
    const answer = await fetch(`${rig.origin}${path}?conversationId=${conversationId}&agentId=x`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const queues = (await answer.json()) as {
      queueName: string;
      totalAvailableAgents: number;
      availableAgents: { name: string; state: string; extensions: string[] }[];
    }[];
    const free = Object.fromEntries(
      queues.map(({ queueName, availableAgents }) => [
        queueName,
        availableAgents.map(({ name }) => name).sort(),
      ]),
    );
    expect(free).toEqual({ Support: ['Bruno Almeida', 'Chen Wei'], Sales: ['Bruno Almeida'] });
    expect(queues[0]?.availableAgents[0]).toMatchObject({ state: 'READY' });
    expect([one, two].flatMap((desk) => desk.all('errors'))).toEqual([]);
  });
});

describe('a hand-over', () => {
  it('L-T1: outlives the server: the offer rings again with its note, and the customer has an owner', async () => {
    const before = await startRig({ settings: { ronaSeconds: 60 } });
    const one = await openDesk(before, 'agent1');
    await goReady(one);
    const talk = await acceptChat(before, one);
    const two = await openDesk(before, 'agent2');
    await goReady(two);
    const { channelSession, topicParticipant } = talk.topic.topicData;
    await one.ask('directTransferRequest', {
      channelSession,
      agentParticipant: topicParticipant,
      mode: 'agent',
      requestedAgentId: before.agentId('agent2'),
      note: 'speaks French',
    });
    const offer = await two.hear<TaskRequest>('taskRequest');
    await before.stop();
    const after = await startRig({ place: before.place, settings: { ronaSeconds: 60 } });
    const back = await openDesk(after, 'agent2');
    const again = await back.hear<TaskRequest>('taskRequest');
    expect(again).toMatchObject({
      taskId: offer.taskId,
      note: 'speaks French',
      requestedBy: 'Amina Okafor',
      taskDirection: 'DIRECT_TRANSFER',
    });
    const { conversationId } = talk;
    await back.ask('topicSubscription', { conversationId, taskId: again.taskId });
    expect((await back.ask('publishCimEvent', textMessage(conversationId, 'bonjour'))).status).toBe('ok');
    for (const desk of [one, two, back]) desk.close();
    await after.close();
  });
});
