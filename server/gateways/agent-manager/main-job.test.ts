/** The main job on the wire: a real socket.io client, real sign-in, real engine and store. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { agentManagerEvents } from '../../../protocol/agent-manager/catalog.ts';
import type {
  AgentPresenceEvent,
  OnCimEvent,
  OnTopicData,
  RevokeTask,
  TaskRequest,
  TopicUnsubscriptionEvent,
  WrapupTimerStarted,
} from '../../../protocol/agent-manager/server-events.ts';
import type { CimEvent } from '../../../protocol/cim/event.ts';
import { startChat } from './testing/customer.ts';
import { Desk } from './testing/desk.ts';
import { startRig, type Rig } from './testing/rig.ts';

type Live = OnCimEvent<CimEvent>;

const schemas = new Map(
  agentManagerEvents
    .filter(({ direction }) => direction === 'toClient')
    .map((event) => [event.name, event.payload]),
);

/** Holds everything a desk heard against the contract. */
function expectContract(desk: Desk): void {
  for (const { event, payload } of desk.heard) {
    const schema = schemas.get(event);
    expect(schema, `${event} is in the catalogue`).toBeDefined();
    const parsed = schema!.safeParse(payload);
    expect(parsed.success ? null : { event, issues: parsed.error.issues }).toBeNull();
  }
}

function message(text: string, id: string = randomUUID()) {
  return {
    id: randomUUID(),
    name: 'AGENT_MESSAGE',
    type: 'MESSAGE',
    timestamp: 0,
    data: {
      id,
      header: { sender: { id: 'somebody', type: 'CUSTOMER' } },
      body: { type: 'PLAIN', markdownText: text },
    },
  };
}

describe.each(['4.8.4', '4.4.0'] as const)('socket.io-client %s', (client) => {
  let rig: Rig;
  const desks: Desk[] = [];

  beforeAll(async () => {
    rig = await startRig({ settings: { wrapupSeconds: 30 } });
  });

  afterEach(async () => {
    await rig.signOutEverybody();
    for (const desk of desks.splice(0)) desk.close();
  });

  afterAll(() => rig.close());

  async function open(username: string, options: ConstructorParameters<typeof Desk>[1] = {}): Promise<Desk> {
    const { token } = await rig.signIn(username);
    const desk = new Desk(rig.origin, { token, client, ...options });
    desks.push(desk);
    await desk.connected();
    return desk;
  }

  it('plays the main job from sign-in to wrap-up', async () => {
    const agentId = rig.agentId('agent1');
    const desk = await open('agent1', { path: '/agent-manager/socket.io' });
    expect(await desk.hear('snapshotComplete')).toEqual({ conversations: 0, offers: 0 });
    expect(desk.heard.map(({ event }) => event)).toEqual([
      'onChannelTypes',
      'agentPresence',
      'onPullModeSubscribedList',
      'pullModeSubscribedListRequests',
      'snapshotComplete',
    ]);
    const [first] = desk.all<AgentPresenceEvent>('agentPresence');
    expect(first?.agentPresence.state).toEqual({ name: 'NOT_READY', reasonCode: null });

    // L-S2: a state command is answered, and the state comes from the server.
    const ready = { agentId, action: 'agentState', state: { name: 'READY', reasonCode: null } };
    expect(await desk.ask('changeAgentState', ready)).toEqual({ status: 'ok' });
    const presence = await desk.hear<AgentPresenceEvent>(
      'agentPresence',
      ({ agentPresence }) => agentPresence.state.name === 'READY',
    );
    expect(presence).toMatchObject({ action: 'AGENT_STATE_CHANGED', agentStateChanged: true });
    expect(presence.mrdStateChanges).toEqual([rig.idOf('mrds', 'CHAT')]);

    const customer = await startChat(rig);
    const offer = await desk.hear<TaskRequest>('taskRequest');
    expect(offer).toMatchObject({
      conversationId: customer.conversationId,
      taskState: { name: 'RESERVED' },
      taskDirection: 'INBOUND',
      queue: { name: 'Support' },
      channelSession: { customer: { firstName: 'Jane' }, channel: { channelType: { name: 'WEB' } } },
    });
    expect(offer.ronaTimeout).toBeGreaterThan(15);
    expect(offer.expiresAt).toBeGreaterThan(offer.serverTime);
    await customer.say('Hello <b>there</b> 1 < 2 && 3 > 2');

    const accepted = await desk.ask('topicSubscription', {
      topicParticipant: { id: randomUUID(), type: 'AGENT', participant: { id: agentId }, role: 'PRIMARY' },
      conversationId: offer.conversationId,
      taskId: offer.taskId,
      agentId,
      roomInfo: offer.roomInfo,
    });
    expect(accepted).toEqual({ status: 'ok' });
    const topic = await desk.hear<OnTopicData>('onTopicData');
    expect(topic.taskId).toBe(offer.taskId);
    expect(topic.topicData).toMatchObject({
      customer: { firstName: 'Jane', web: ['web-Jane'] },
      topicParticipant: { role: 'PRIMARY', participant: { id: agentId } },
      actions: [...['SEND', 'WRAP_UP', 'LEAVE', 'TRANSFER', 'CONSULT', 'CONFERENCE', 'RAISE_HAND', 'PAUSE']],
      earlier: false,
      queue: { name: 'Support' },
    });
    const written = topic.topicData.topicEvents.find(({ name }) => name === 'CUSTOMER_MESSAGE');
    expect(written?.data).toMatchObject({ body: { markdownText: 'Hello <b>there</b> 1 < 2 && 3 > 2' } });
    expect(topic.topicData.topicEvents.at(-1)?.seq).toBe(topic.topicData.seq);

    // The sender hears its own message; who wrote is the server's word.
    const sent = await desk.ask('publishCimEvent', {
      agentId,
      conversationId: offer.conversationId,
      roomInfo: offer.roomInfo,
      cimEvent: message('Good day', 'a1'),
    });
    expect(sent).toMatchObject({ status: 'ok', messageId: 'a1' });
    const echo = await desk.hear<Live>('onCimEvent', ({ cimEvent }) => cimEvent.name === 'AGENT_MESSAGE');
    expect(echo.cimEvent.data).toMatchObject({
      id: 'a1',
      header: { sender: { id: agentId, type: 'AGENT', senderName: 'agent1' } },
      body: { markdownText: 'Good day' },
    });
    await customer.type(true);
    const typing = await desk.hear<Live>(
      'onCimEvent',
      ({ cimEvent }) => cimEvent.name === 'TYPING_INDICATOR',
    );
    expect(typing.seq).toBeUndefined();
    await customer.read('a1');
    const read = await desk.hear<Live>(
      'onCimEvent',
      ({ cimEvent }) => cimEvent.name === 'MESSAGE_DELIVERY_NOTIFICATION',
    );
    expect(read.cimEvent.data).toMatchObject({
      header: { sender: { type: 'CUSTOMER' } },
      body: { type: 'DELIVERYNOTIFICATION', messageId: 'a1', status: 'READ' },
    });

    // Dense: every durable event follows the one before.
    const seqs = desk
      .all<Live>('onCimEvent')
      .flatMap(({ seq, skipped }) => (seq === undefined ? [] : [[seq, skipped ?? 0]]));
    let last = topic.topicData.seq;
    for (const [seq = 0, skipped = 0] of seqs) {
      expect(seq - skipped).toBe(last + 1);
      last = seq;
    }

    expect(await desk.ask('topicUnsubscription', { agentId, conversationId: offer.conversationId })).toEqual({
      status: 'ok',
    });
    const timer = await desk.hear<WrapupTimerStarted>('wrapupTimerStarted');
    expect(timer.durationSeconds).toBe(30);
    expect(timer.duration).toBe(30);
    expect(timer.actions).toEqual(['CLOSE_WRAP_UP', 'EXTEND_WRAP_UP']);
    expect(await desk.ask('extendWrapup', { conversationId: offer.conversationId })).toEqual({
      status: 'ok',
    });
    await desk.until(() => desk.all<WrapupTimerStarted>('wrapupTimerStarted')[1], 'a longer wrap-up');
    const wrapup = {
      ...message('', 'w1'),
      data: {
        id: 'w1',
        header: {},
        body: {
          type: 'WRAPUP',
          markdownText: '',
          wrapups: [{ categoryName: 'Result', value: 'Solved' }],
          note: 'n',
        },
      },
    };
    expect(
      await desk.ask('closeWrapup', { cimEvent: wrapup, agentId, conversationId: offer.conversationId }),
    ).toEqual({ status: 'ok' });
    const out = await desk.hear<TopicUnsubscriptionEvent>('topicUnsubscription');
    expect(out).toMatchObject({ conversationId: offer.conversationId, reason: 'Wrap Up applied' });
    await desk.hear('topicClosed');
    expectContract(desk);
  });

  it('L-R7: every offer ends in one revokeTask that all tabs receive', async () => {
    const { token } = await rig.signIn('agent2');
    const tabs = [new Desk(rig.origin, { token, client }), new Desk(rig.origin, { token, client })];
    desks.push(...tabs);
    for (const tab of tabs) await tab.hear('pullModeSubscribedListRequests');
    const [one, two] = tabs as [Desk, Desk];
    await one.ask('changeAgentState', { action: 'agentState', state: { name: 'READY' } });
    const customer = await startChat(rig, 'Rex');
    const offers = await Promise.all(
      tabs.map((tab) =>
        tab.hear<TaskRequest>(
          'taskRequest',
          ({ conversationId }) => conversationId === customer.conversationId,
        ),
      ),
    );
    expect(offers[0]?.taskId).toBe(offers[1]?.taskId);
    await customer.leave();
    for (const tab of tabs) {
      const revoked = await tab.hear<RevokeTask>('revokeTask');
      expect(revoked).toEqual({
        conversationId: customer.conversationId,
        taskId: offers[0]?.taskId,
        reason: 'CUSTOMER_LEFT',
        mrd: { id: offers[0]?.mrdId, name: 'CHAT', state: 'READY' },
      });
      expect(tab.all('revokeTask')).toHaveLength(1);
    }
    expectContract(two);
    await one.ask('changeAgentState', { action: 'agentState', state: { name: 'LOGOUT' } });
    expect(await two.gone()).toBe('io server disconnect');
  });
});
