/** A desk of the family, by its own client library and its own frames (agent-desk-minimal), on the built server. */
import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { io } from 'socket.io-client-440';
import { CustomerChat } from '../support/customer.ts';
import { serverOfStories, test } from '../support/story.ts';

type Frame = Record<string, unknown>;
type Offer = { conversationId: string; taskId: string; roomInfo: { id: string } };
type Topic = { topicData: { channelSession: { id: string; channelData: Frame }; customer: Frame } };
type User = { id: string; username: string };

const server = serverOfStories();

test('a desk of the family signs in, takes a chat, converses both ways and leaves', async ({
  browser,
  kept,
}) => {
  const login = await fetch(`${server.url}/agent/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({ username: 'agent1', password: 'demo' }),
  });
  expect(login.status).toBe(200);
  const cookie = login.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly/iu);
  expect(cookie).toMatch(/SameSite=Strict/iu);
  const { data } = (await login.json()) as { data: { keycloak_User: User } };
  const user = data.keycloak_User;

  const socket = io(server.url, {
    auth: { agent: JSON.stringify(user), fcm: { desktopFcmKey: null, mobileFcmKey: null } },
    query: { username: user.username },
    extraHeaders: { cookie: cookie.split(';')[0] ?? '', origin: server.url },
    forceNew: true,
  });
  kept({ close: () => socket.disconnect() });
  const heard: { event: string; frame: Frame }[] = [];
  socket.onAny((event: string, frame: Frame) => heard.push({ event, frame }));
  const hear = async <T = Frame>(event: string, ...texts: string[]): Promise<T> => {
    const find = () =>
      heard.find((one) => {
        const text = JSON.stringify(one.frame);
        return one.event === event && texts.every((wanted) => text.includes(wanted));
      });
    await expect.poll(() => find() !== undefined, { message: `${event} ${texts.join(' ')}` }).toBe(true);
    return find()?.frame as T;
  };

  await hear('onChannelTypes', 'WEB');
  await hear('onPullModeSubscribedList');
  await hear('agentPresence', '"NOT_READY"');
  const state = (name: string, reasonCode: Frame | null) =>
    socket.emit('changeAgentState', {
      agentId: user.id,
      action: 'agentState',
      state: { name, reasonCode },
    });
  state('READY', null);
  await hear('agentPresence', '"state":{"name":"READY"');

  const customer = await CustomerChat.begin(browser, server.url, { name: 'Jane Customer' });
  const { conversationId, taskId, roomInfo } = await hear<Offer>('taskRequest', 'Jane Customer', 'RESERVED');
  const participant = {
    id: user.id,
    participantType: 'CCUser',
    keycloakUser: user,
    associatedRoutingAttributes: [],
  };
  socket.emit('topicSubscription', {
    topicParticipant: {
      id: randomUUID(),
      type: 'AGENT',
      participant,
      token: null,
      conversationId,
      role: 'PRIMARY',
      userCredentials: null,
      state: 'SUBSCRIBED',
    },
    agentId: user.id,
    conversationId,
    roomInfo,
    taskId,
  });
  const { topicData } = await hear<Topic>('onTopicData', conversationId);
  await expect(customer.page.getByText('You are chatting with')).toBeVisible();

  await customer.paste('Hello from the browser');
  const live = await hear('onCimEvent', 'Hello from the browser');
  expect(typeof live.cimEvent, 'an event as JSON text').toBe('string');
  expect(JSON.parse(live.cimEvent as string)).toMatchObject({
    name: 'CUSTOMER_MESSAGE',
    type: 'MESSAGE',
    channelSession: { channel: { channelType: { name: 'WEB' } } },
    data: { body: { type: 'PLAIN', markdownText: 'Hello from the browser' } },
  });

  const { channelSession } = topicData;
  const sender = { id: user.id, senderName: user.username, type: 'AGENT', additionalDetail: {} };
  const messageId = randomUUID();
  socket.emit('publishCimEvent', {
    agentId: user.id,
    conversationId,
    roomInfo,
    cimEvent: {
      id: randomUUID(),
      name: 'AGENT_MESSAGE',
      type: 'MESSAGE',
      conversationId,
      roomInfo,
      timestamp: Date.now(),
      data: {
        id: messageId,
        header: {
          timestamp: Date.now(),
          sender,
          channelData: channelSession.channelData,
          intent: null,
          conversationId,
          roomId: roomInfo.id,
          channelSessionId: channelSession.id,
          customer: topicData.customer,
        },
        body: { type: 'PLAIN', markdownText: 'Good day' },
      },
      channelSession,
      eventEmitter: sender,
    },
  });
  await hear('onCimEvent', messageId, 'Good day');
  await expect(customer.words).toHaveText(['Hello from the browser', 'Good day']);

  socket.emit('topicUnsubscription', { roomInfo, conversationId, agentId: user.id });
  expect(typeof (await hear('wrapupTimerStarted', conversationId)).duration).toBe('number');
  socket.emit('closeWrapup', { cimEvent: null, roomInfo, conversationId, agentId: user.id });
  await hear('topicUnsubscription', conversationId, 'choosing leave without Wrap Up');
  await customer.expectEnded();
  state('LOGOUT', null);
  await hear('agentPresence', '"state":{"name":"LOGOUT"');
  await expect.poll(() => socket.connected).toBe(false);
  expect(heard.filter(({ event }) => event === 'errors')).toEqual([]);
});
