/** An agent's desk writes to customers first, over `/ccm`, as desks of the family do. On the owner and on a follower. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OnTopicData } from '../../../protocol/agent-manager/server-events.ts';
import type { KeycloakUser } from '../../../protocol/cim/parties.ts';
import { Desk } from '../../gateways/agent-manager/testing/desk.ts';
import { startRig } from '../../gateways/agent-manager/testing/rig.ts';
import type { Rig } from '../../gateways/agent-manager/testing/rig.ts';
import { startChat } from '../../gateways/agent-manager/testing/customer.ts';
import { registerCustomerChannel } from '../../gateways/customer-channel/register-customer-channel.ts';

describe.each([
  ['owner', {}],
  ['follower', { follow: {} }],
])('outbound conversations on the %s', (_where, options) => {
  let rig: Rig;
  let user: KeycloakUser;
  let cookie: string;
  let desk: Desk;

  const login = async (username: string) => {
    const response = await fetch(`${rig.origin}/agent/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: rig.origin },
      body: JSON.stringify({ username, password: 'demo' }),
    });
    const { data } = (await response.json()) as { data: { keycloak_User: KeycloakUser } };
    return {
      user: data.keycloak_User,
      cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
    };
  };

  const ask = async (path: string, body?: object, as = cookie) => {
    const response = await fetch(rig.origin + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { cookie: as, origin: rig.origin, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  /** What the desk posts when an agent begins a chat from a customer's channels. */
  const message = (identifier: string, text: string, more: object = {}, serviceIdentifier = '0900') => ({
    id: randomUUID(),
    header: {
      channelData: {
        channelCustomerIdentifier: identifier,
        serviceIdentifier,
        additionalAttributes: [{ key: 'agentId', type: 'String100', value: user.id }],
      },
      sender: { id: user.id, type: 'AGENT', senderName: user.username },
      intent: 'AGENT_OUTBOUND',
      timestamp: Date.now(),
      ...more,
    },
    body: { type: 'PLAIN', markdownText: text },
  });

  beforeAll(async () => {
    rig = await startRig({
      ...options,
      register: async (app, context) => {
        await registerCustomerChannel(app, context);
      },
    });
    ({ user, cookie } = await login('agent1'));
    desk = new Desk(rig.origin, { agent: JSON.stringify(user), headers: { cookie, origin: rig.origin } });
    await desk.hear('agentPresence');
  });
  afterAll(async () => {
    desk.close();
    await rig.close();
  });

  it('begins with an empty message, is the agent’s at once, and goes on when it is asked for again', async () => {
    const begun = await ask('/ccm/message/receive', message('+4917600000001', ''));
    expect(begun).toMatchObject({ status: 200, body: { status: 'ok' } });
    const conversationId = begun.body.conversationId as string;
    const topic = await desk.hear<OnTopicData>('onTopicData', (one) => one.conversationId === conversationId);
    expect(topic.topicData.topicParticipant).toMatchObject({ role: 'PRIMARY' });
    expect(topic.topicData.participants).toContainEqual(
      expect.objectContaining({
        type: 'CUSTOMER',
        participant: expect.objectContaining({
          channelData: expect.objectContaining({ channelCustomerIdentifier: '+4917600000001' }) as unknown,
        }) as unknown,
      }),
    );
    expect(topic.topicData.topicEvents.filter(({ type }) => type === 'MESSAGE')).toEqual([]);
    const again = await ask('/ccm/message/receive', message('+4917600000001', 'And now some words'));
    expect(again.body).toMatchObject({ conversationId, channelSessionId: begun.body.channelSessionId });
    await desk.until(
      () => desk.all<{ cimEvent: string }>('onCimEvent').find(({ cimEvent }) => cimEvent.includes('And now')),
      'the first words',
    );
    const { conversations, tasks } = await rig.engine.read(({ world }) => world.state);
    expect(conversations[conversationId]?.direction).toBe('OUTBOUND');
    expect(Object.values(tasks)).toMatchObject([{ direction: 'OUTBOUND', agentId: user.id }]);
  });

  it('refuses in words: web customers, unknown channels, others’ customers, others’ names, no sign-in', async () => {
    const web = await ask('/ccm/message/receive', message('somebody', 'Hello', {}, 'demo-web'));
    expect(web).toMatchObject({ status: 409, body: { status: 'error', code: 'CHANNEL_NOT_REACHABLE' } });
    const nowhere = await ask('/ccm/message/receive', message('+4917600000002', 'Hello', {}, 'nothing'));
    expect(nowhere).toMatchObject({ status: 404, body: { code: 'CHANNEL_NOT_FOUND' } });
    const waiting = await startChat(rig, 'Wendy');
    const meant = { customer: { _id: waiting.customerId } };
    const engaged = await ask('/ccm/message/receive', message('+4917600000003', 'Hello', meant));
    expect(engaged).toMatchObject({ status: 409, body: { code: 'CUSTOMER_ENGAGED' } });
    const attribute = { key: 'agentId', type: 'String100', value: rig.agentId('agent2') };
    const forged = message('+4917600000004', 'Hello');
    forged.header.channelData.additionalAttributes = [attribute];
    expect((await ask('/ccm/message/receive', forged)).status).toBe(403);
    const other = {
      ...message('+4917600000005', 'Hello'),
      header: { ...message('+4917600000005', '').header, intent: 'PUBLISH' },
    };
    expect((await ask('/ccm/message/receive', other)).status).toBe(400);
    expect((await ask('/ccm/message/receive', message('+4917600000006', 'x'), 'nobody=1')).status).toBe(401);
    const away = await login('agent2');
    const named = message('+4917600000007', 'Hello');
    named.header.channelData.additionalAttributes = [];
    expect(await ask('/ccm/message/receive', named, away.cookie)).toMatchObject({
      status: 409,
      body: { code: 'NOT_SIGNED_IN' },
    });
  });

  it('knows by which channels customers can be reached, and sends single messages', async () => {
    const channels = (await ask('/ccm/channels')).body as unknown as {
      serviceIdentifier: string;
      outbound: boolean;
    }[];
    expect(channels.find((one) => one.serviceIdentifier === 'demo-web')?.outbound).toBe(false);
    expect(channels.find((one) => one.serviceIdentifier === '0900')?.outbound).toBe(true);
    expect(await ask('/ccm/channels/defaultoutbound?channelTypeId=WHATSAPP')).toMatchObject({
      status: 200,
      body: { serviceIdentifier: '0900' },
    });
    expect((await ask('/ccm/channels/defaultoutbound?channelTypeId=WEB')).status).toBe(404);
    const sent = await ask('/ccm/message/send', message('+4917600000008', 'One line'));
    expect(sent).toMatchObject({
      status: 200,
      body: { additionalDetails: { customer: { whatsapp: ['+4917600000008'] } } },
    });
    const { conversations } = await rig.engine.read(({ world }) => world.state);
    expect(conversations[sent.body.conversationId as string]).toBeUndefined();
  });
});
