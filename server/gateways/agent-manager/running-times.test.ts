/** Times that run, and second thoughts, on the wire: the answer that is awaited, signs of life, changed messages. */
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { OnTopicData } from '../../../protocol/agent-manager/server-events.ts';
import type { Desk } from './testing/desk.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { acceptChat, goReady, openDesk, textMessage } from './testing/work.ts';

type Data = {
  id: string;
  action?: string;
  totalDuration?: number;
  header: { intent: string | null; originalMessageId: string | null; editedAt?: number };
  body: { type: string; markdownText: string; messageId?: string };
};
type Told = { conversationId: string; cimEvent: { name: string; data: Data } };

let rig: Rig;
let desk: Desk;

async function open(settings: Record<string, unknown>): Promise<void> {
  rig = await startRig({ settings: { wrapupSeconds: 0, ...settings } });
  desk = await openDesk(rig, 'agent1');
  await goReady(desk);
}

afterEach(async () => {
  desk.close();
  await rig.close();
});

const event = (name: string, fits: (data: Data) => boolean = () => true) =>
  desk.hear<Told>('onCimEvent', ({ cimEvent }) => cimEvent.name === name && fits(cimEvent.data));

const publish = (conversationId: string, name: string, data: object) =>
  desk.ask('publishCimEvent', { conversationId, cimEvent: { id: randomUUID(), name, data } });

const change = (header: object, body: object) => ({ id: randomUUID(), header, body });

describe('an answer that is awaited', () => {
  it('is counted at every desk, and given up in time', async () => {
    await open({ responseSlaSeconds: 1 });
    const { conversationId, topic } = await acceptChat(rig, desk);
    expect(topic.topicData.agentSla).toMatchObject({ totalDuration: 1, action: 'START_TIMER' });
    await event('AGENT_SLA_STARTED', ({ action }) => action === 'CHANGE_COLOR');
    await event('AGENT_SLA_STARTED', ({ action }) => action === 'SHOW_POPUP');
    await event('AGENT_SLA_EXPIRED', ({ action }) => action === 'REMOVE_ALL_AGENTS');
    expect(await desk.hear('topicUnsubscription')).toMatchObject({
      conversationId,
      reason: 'AGENT_SLA_EXPIRED',
    });
  });

  it('begins anew when the agent stays, and ends with an answer', async () => {
    await open({ responseSlaSeconds: 60 });
    const { conversationId } = await acceptChat(rig, desk);
    expect(await publish(conversationId, 'RESET_AGENT_SLA', {})).toMatchObject({ status: 'ok' });
    await event('AGENT_SLA_STARTED', ({ action }) => action === 'START_TIMER');
    await desk.ask('publishCimEvent', textMessage(conversationId, 'here I am'));
    await event('AGENT_SLA_STOPPED', ({ action }) => action === 'STOP_TIMER');
  });
});

describe('a message', () => {
  it('is changed and taken back by its author, for every desk and after a reload', async () => {
    await open({});
    const { conversationId, customer } = await acceptChat(rig, desk);
    const id = randomUUID();
    await desk.ask('publishCimEvent', textMessage(conversationId, 'helo', id));
    const edit = change(
      { intent: 'UPDATE', originalMessageId: id },
      { type: 'PLAIN', markdownText: 'hello' },
    );
    expect(await publish(conversationId, 'AGENT_MESSAGE', edit)).toMatchObject({
      status: 'ok',
      messageId: id,
    });
    const changed = await event('AGENT_MESSAGE', ({ header }) => header.intent === 'UPDATE');
    expect(changed.cimEvent.data).toMatchObject({
      header: { originalMessageId: id },
      body: { markdownText: 'hello' },
    });
    desk.clear();
    await desk.ask('topicSubscription', { conversationId });
    const { topicData } = await desk.hear<OnTopicData>('onTopicData');
    const said = topicData.topicEvents.filter(({ name }) => name === 'AGENT_MESSAGE') as unknown as {
      data: Data;
    }[];
    expect(said.map(({ data }) => [data.id, data.body.markdownText])).toEqual([[id, 'hello']]);
    expect(said[0]?.data.header.editedAt).toBeGreaterThan(0);

    const foreign = await customer.say('mine');
    const theft = change({}, { type: 'DELETEDNOTIFICATION', messageId: foreign });
    expect(await publish(conversationId, 'AGENT_MESSAGE', theft)).toMatchObject({ code: 'FORBIDDEN' });
    const taken = change({}, { type: 'DELETEDNOTIFICATION', messageId: id });
    expect(await publish(conversationId, 'AGENT_MESSAGE', taken)).toMatchObject({ status: 'ok' });
    await event('AGENT_MESSAGE', ({ body }) => body.type === 'DELETEDNOTIFICATION' && body.messageId === id);
    expect(await publish(conversationId, 'AGENT_MESSAGE', edit)).toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
  });
});

describe('an agent without a sign of life', () => {
  it('is warned; a sign of life begins the time anew', async () => {
    await open({ inactivityLogoutSeconds: 30 });
    const expiresAt = await rig.engine.read(
      ({ world }) => world.state.agents[rig.agentId('agent1')]?.idle?.logoutAt ?? 0,
    );
    expect(expiresAt).toBeGreaterThan(rig.engine.now());
    expect(await desk.ask('agentActive', {})).toMatchObject({ status: 'ok' });
  });
});
