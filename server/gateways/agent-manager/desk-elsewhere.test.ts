/**
 * A desk of the family that another site hosts: it asks without credentials, keeps nothing
 * but the user object of its sign-in, and hands that over when it connects and with every event.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChat } from './testing/customer.ts';
import { Desk } from './testing/desk.ts';
import {
  acceptAsFamily,
  goReadyAsFamily,
  leaveAsFamily,
  logInAsFamily,
  logOutAsFamily,
  type FamilyUser,
} from './testing/family-desk.ts';
import { startRig, type Rig } from './testing/rig.ts';

const ELSEWHERE = 'https://desk.elsewhere.example';
const STRANGER = 'https://evil.example';
const CLIENTS = ['4.4.0', '4.8.4'] as const;

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    settings: { wrapupSeconds: 120 },
    roles: { agent2: ['agent'] },
    allowedOrigins: [ELSEWHERE, 'https://other.example'],
  });
});
afterAll(() => rig.close());

const logIn = (username: string, origin?: string) => logInAsFamily(rig, username, origin);

const ask = (path: string, origin?: string, method = 'GET') =>
  fetch(`${rig.origin}${path}`, { method, headers: origin === undefined ? {} : { origin } });

function connect(
  user: FamilyUser,
  origin: string | undefined,
  client: (typeof CLIENTS)[number] = '4.8.4',
): Desk {
  return new Desk(rig.origin, {
    client,
    transports: ['polling', 'websocket'],
    agent: JSON.stringify(user),
    auth: { fcm: { desktopFcmKey: null, mobileFcmKey: null } },
    ...(origin !== undefined && { headers: { origin } }),
  });
}

const said = (desk: Desk, words: string) =>
  desk.hear<{ cimEvent: string }>('onCimEvent', ({ cimEvent }) => cimEvent.includes(words));

describe.each(CLIENTS)('a desk of another site with socket.io-client %s', (client) => {
  it('works a whole day: ready, offer, talk, help, wrap-up, log-out', async () => {
    const { user, cookies } = await logIn('agent1', ELSEWHERE);
    const { user: helper } = await logIn('agent2', ELSEWHERE);
    expect(cookies).toEqual([]);
    const desk = connect(user, ELSEWHERE, client);
    await desk.connected();
    await goReadyAsFamily(desk, user);

    const customer = await startChat(rig, 'Jane');
    const { conversationId } = customer;
    const topic = await acceptAsFamily(desk, user, conversationId);
    await customer.say('can you help me');
    await said(desk, 'can you help me');
    const { roomInfo, topicData } = topic;
    const own = topicData.participants.find(({ participant: { id } }) => id === user.id);
    desk.emit('publishCimEvent', {
      agentId: user.id,
      conversationId,
      roomInfo,
      cimEvent: {
        id: randomUUID(),
        name: 'AGENT_MESSAGE',
        type: 'MESSAGE',
        timestamp: Date.now(),
        data: {
          id: randomUUID(),
          header: { sender: { id: user.id, senderName: user.username, type: 'AGENT' } },
          body: { type: 'PLAIN', markdownText: 'a colleague can' },
        },
      },
    });
    await said(desk, 'a colleague can');

    const other = connect(helper, ELSEWHERE, client);
    await other.connected();
    await goReadyAsFamily(other, helper);
    const menu = await ask(
      `/routing-engine/precision-queues/available-agents?conversationId=${conversationId}&agentId=${user.id}`,
      ELSEWHERE,
    );
    const queues = (await menu.json()) as { queueName: string; availableAgents: { id: string }[] }[];
    const queue = queues.find(({ availableAgents }) => availableAgents.some(({ id }) => id === helper.id));
    expect(queue).toBeDefined();
    desk.emit('consultRequest', {
      channelSession: topicData.channelSession,
      agentParticipant: own ?? topicData.topicParticipant,
      mode: 'queue',
      queueName: queue?.queueName,
      note: 'please have a look',
    });
    await acceptAsFamily(other, helper, conversationId);
    await said(desk, 'AGENT_SUBSCRIBED');

    await leaveAsFamily(desk, user, topic);
    await logOutAsFamily(desk, user);
    expect([...desk.all('errors'), ...other.all('errors')]).toEqual([]);

    // What a desk says of itself goes to nobody else, and is not kept.
    const everything = JSON.stringify([desk.heard, other.heard]);
    const kept = [];
    for (const table of ['journal', 'messages']) {
      kept.push((await rig.database.pool.query(`select * from ${table}`)).rows);
    }
    for (const { token } of [user, helper]) {
      expect(token).toMatch(/^ey/);
      expect(everything).not.toContain(token);
      expect(JSON.stringify(kept)).not.toContain(token);
    }
    other.close();
    await rig.signOutEverybody();
  });
});

describe('the token in the user object', () => {
  it('comes back after a reload, and is of no use after the log-out', async () => {
    const { user } = await logIn('agent1', ELSEWHERE);
    const first = connect(user, ELSEWHERE);
    await first.connected();
    first.close();
    const second = connect(user, ELSEWHERE);
    await second.connected();
    await logOutAsFamily(second, user);
    const third = connect(user, ELSEWHERE);
    expect((await third.refused()).message).toBe('login-failed');
  });

  it('opens sockets for the site that it was made for, and nothing else', async () => {
    const { user } = await logIn('agent1', ELSEWHERE);
    for (const origin of ['https://other.example', STRANGER, undefined]) {
      expect((await connect(user, origin).refused()).message).toBe('login-failed');
    }
    const bearer = { authorization: `Bearer ${user.token}` };
    expect((await fetch(`${rig.origin}/agent-manager/me`, { headers: bearer })).status).toBe(401);
    const { user: other } = await logIn('agent2', ELSEWHERE);
    const forged = { ...user, id: other.id, username: other.username };
    expect((await connect(forged, ELSEWHERE).refused()).message).toBe('login-failed');
    const nothing = { ...user, token: undefined };
    expect((await connect(nothing, ELSEWHERE).refused()).message).toBe('login-failed');
  });

  it('is not given to our own pages, which have their cookie, nor to strangers', async () => {
    for (const origin of [rig.origin, STRANGER]) {
      expect((await logIn('agent1', origin)).user).not.toHaveProperty('token');
    }
  });

  it('is given to a program, which has no origin', async () => {
    const { user } = await logIn('agent1');
    const desk = new Desk(rig.origin, { agent: user, auth: { fcm: '' }, client: '4.4.0' });
    await desk.connected();
    desk.close();
  });
});

describe('what a desk of another site asks without any sign-in', () => {
  const SETUP = [
    '/unified-admin/locale-setting',
    '/unified-admin/reasons',
    '/unified-admin/pull-mode-list',
    '/unified-admin/forms/62d07f4f0980a50a91210bef',
    '/cim-customer/customerSchema',
    '/cim-customer/attributeTypes',
    '/cim-customer/label',
    '/routing-engine/media-routing-domains',
  ];
  const SECRET = [
    '/agent-manager/me',
    '/cim-customer/customers?limit=10&offset=0',
    `/cim-customer/customers/${randomUUID()}`,
    `/conversation-manager/customer-topics/customer/${randomUUID()}/activities`,
    '/routing-engine/tasks',
    '/realtime-reports/bot-active-chats/detail',
  ];

  it('is answered while somebody is signed in there with such a desk, as far as it is no secret', async () => {
    const { user } = await logIn('agent3', ELSEWHERE);
    const own = [
      `/cim-customer/agentSetting?user_Id=${user.id}`,
      `/cim-customer/userPreference?user_Id=${user.id}`,
    ];
    for (const path of [...SETUP, ...own])
      expect([path, (await ask(path, ELSEWHERE)).status]).toEqual([path, 200]);
    for (const path of SECRET) expect([path, (await ask(path, ELSEWHERE)).status]).toEqual([path, 401]);
    for (const origin of ['https://other.example', STRANGER, undefined]) {
      expect((await ask('/unified-admin/reasons', origin)).status).toBe(401);
    }
    const others = `/cim-customer/agentSetting?user_Id=${rig.agentId('agent4')}`;
    expect((await ask(others, ELSEWHERE)).status).toBe(401);
  });

  it('is refused once everybody there has gone', async () => {
    for (const name of ['agent1', 'agent2', 'agent3']) {
      const { user } = await logIn(name, 'https://other.example');
      const desk = connect(user, 'https://other.example');
      await desk.connected();
      expect((await ask('/unified-admin/reasons', 'https://other.example')).status).toBe(200);
      await logOutAsFamily(desk, user);
    }
    expect((await ask('/unified-admin/reasons', 'https://other.example')).status).toBe(401);
  });
});
