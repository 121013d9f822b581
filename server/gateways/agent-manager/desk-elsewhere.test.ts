/**
 * A desk of the family that another site hosts: it asks without credentials, keeps nothing
 * but the user object of its sign-in, and hands that over when it connects and with every event.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OnTopicData, TaskRequest } from '../../../protocol/agent-manager/server-events.ts';
import type { KeycloakUser } from '../../../protocol/cim/parties.ts';
import { startChat } from './testing/customer.ts';
import { Desk } from './testing/desk.ts';
import { startRig, type Rig } from './testing/rig.ts';

const ELSEWHERE = 'https://desk.elsewhere.example';
const STRANGER = 'https://evil.example';
const CLIENTS = ['4.4.0', '4.8.4'] as const;

type User = KeycloakUser & { token?: string | undefined };

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    settings: { wrapupSeconds: 120 },
    roles: { agent2: ['agent'] },
    allowedOrigins: [ELSEWHERE, 'https://other.example'],
  });
});
afterAll(() => rig.close());

async function logIn(username: string, origin?: string): Promise<{ user: User; cookies: string[] }> {
  const answer = await fetch(`${rig.origin}/agent/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(origin !== undefined && { origin }) },
    body: JSON.stringify({ username, password: 'demo' }),
  });
  expect(answer.status).toBe(200);
  const { data } = (await answer.json()) as { data: { keycloak_User: User } };
  return { user: data.keycloak_User, cookies: answer.headers.getSetCookie() };
}

const ask = (path: string, origin?: string, method = 'GET') =>
  fetch(`${rig.origin}${path}`, { method, headers: origin === undefined ? {} : { origin } });

function connect(user: User, origin: string | undefined, client: (typeof CLIENTS)[number] = '4.8.4'): Desk {
  return new Desk(rig.origin, {
    client,
    transports: ['polling', 'websocket'],
    agent: JSON.stringify(user),
    auth: { fcm: { desktopFcmKey: null, mobileFcmKey: null } },
    ...(origin !== undefined && { headers: { origin } }),
  });
}

/** What this desk says of itself with each event. */
const participant = (user: User, conversationId: string, role = 'PRIMARY') => ({
  id: randomUUID(),
  type: 'AGENT',
  participant: {
    id: user.id,
    participantType: 'CCUser',
    keycloakUser: user,
    associatedRoutingAttributes: [],
  },
  token: null,
  conversationId,
  role,
  userCredentials: null,
  state: 'SUBSCRIBED',
});

function ready(desk: Desk, user: User): Promise<unknown> {
  const state = { name: 'READY', reasonCode: null };
  desk.emit('changeAgentState', { agentId: user.id, action: 'agentState', state });
  return desk.hear<{ agentPresence: { state: { name: string } } }>(
    'agentPresence',
    ({ agentPresence }) => agentPresence.state.name === 'READY',
  );
}

async function accept(desk: Desk, user: User, conversationId: string): Promise<OnTopicData> {
  const offer = await desk.hear<TaskRequest>('taskRequest', (one) => one.conversationId === conversationId);
  const { roomInfo, taskId } = offer;
  const topicParticipant = participant(user, conversationId);
  desk.emit('topicSubscription', { topicParticipant, agentId: user.id, conversationId, roomInfo, taskId });
  return desk.hear<OnTopicData>('onTopicData', (one) => one.conversationId === conversationId);
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
    await ready(desk, user);

    const customer = await startChat(rig, 'Jane');
    const { conversationId } = customer;
    const topic = await accept(desk, user, conversationId);
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
    await ready(other, helper);
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
    await accept(other, helper, conversationId);
    await said(desk, 'AGENT_SUBSCRIBED');

    desk.emit('topicUnsubscription', { roomInfo, conversationId, agentId: user.id });
    await desk.hear('wrapupTimerStarted');
    desk.emit('closeWrapup', { cimEvent: null, roomInfo, conversationId, agentId: user.id });
    const left = await desk.hear('topicUnsubscription');
    expect(left).toMatchObject({ conversationId, reason: 'choosing leave without Wrap Up' });
    desk.emit('changeAgentState', { agentId: user.id, action: 'agentState', state: { name: 'LOGOUT' } });
    expect(await desk.gone()).toBe('io server disconnect');
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
    second.emit('changeAgentState', { agentId: user.id, action: 'agentState', state: { name: 'LOGOUT' } });
    await second.gone();
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
      desk.emit('changeAgentState', { agentId: user.id, action: 'agentState', state: { name: 'LOGOUT' } });
      await desk.gone();
    }
    expect((await ask('/unified-admin/reasons', 'https://other.example')).status).toBe(401);
  });
});
