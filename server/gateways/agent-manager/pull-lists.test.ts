/** Pull lists as a desk has them: subscribe, see, join, park, come back, end (C10, C11). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as pull from '../../../protocol/agent-manager/pull-lists.ts';
import type { PullModeEvent, PullRequestInEvent } from '../../../protocol/agent-manager/pull-lists.ts';
import type { OnTopicData } from '../../../protocol/agent-manager/server-events.ts';
import { startChat } from './testing/customer.ts';
import type { Desk, DeskOptions } from './testing/desk.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { openDesk } from './testing/work.ts';

let rig: Rig;
let list: { id: string; name: string; description: string };

beforeAll(async () => {
  rig = await startRig();
  const [first] = rig.configuration.directory.lists;
  if (first === undefined) throw new Error('the demo has a list');
  const { id, name, description } = first;
  list = { id, name, description };
});

afterAll(() => rig.close());

const desks: Desk[] = [];

afterEach(async () => {
  for (const desk of desks.splice(0)) {
    if (desk.socket.connected) await desk.ask('unsubscribePullModeList', { listId: list.id });
    desk.close();
  }
  await rig.signOutEverybody();
});

async function deskOf(username: string, options: DeskOptions = {}): Promise<Desk> {
  const desk = await openDesk(rig, username, options);
  await desk.hear('snapshotComplete');
  desks.push(desk);
  return desk;
}

async function subscribed(username: string, options: DeskOptions = {}): Promise<Desk> {
  const desk = await deskOf(username, options);
  await desk.ask('subscribePullModeList', { listId: list.id, list });
  await desk.hear('addPullModeSubscribedListRequests');
  return desk;
}

const shelf = (name = 'Jane') => startChat(rig, name, 'Web back office');

type Told = { type: PullModeEvent['type']; request: PullRequestInEvent };

/** What the desk has been told about requests, in order. */
function told(desk: Desk): Told[] {
  return desk.all<PullModeEvent>('onPullModeSubscribedListRequest').map((payload) => {
    expect(pull.pullModeEvent.safeParse(payload).error?.issues ?? []).toEqual([]);
    expect(payload.conversationId).toBe(list.id);
    const request = JSON.parse(payload.pullModeEvent) as PullRequestInEvent;
    expect(pull.pullRequestInEvent.safeParse(request).error?.issues ?? []).toEqual([]);
    return { type: payload.type, request };
  });
}

const heard = (desk: Desk, conversationId: string, status: string): Promise<Told> =>
  desk.until(
    () => told(desk).findLast(({ request }) => request.id === conversationId && request.status === status),
    `${status} of ${conversationId}`,
  );

const topicOf = (desk: Desk, id: string) =>
  desk.hear<OnTopicData>('onTopicData', ({ conversationId }) => conversationId === id);

describe('a subscription', () => {
  it('is answered with the lists and with what stands on this one', async () => {
    const customer = await shelf();
    const desk = await deskOf('agent1');
    expect(desk.all('onPullModeSubscribedList')).toEqual([[]]);
    expect(desk.all('pullModeSubscribedListRequests')).toEqual([[]]);
    desk.clear();
    expect(await desk.ask('subscribePullModeList', { listId: list.id, list })).toMatchObject({
      status: 'ok',
    });
    const requests = await desk.hear<unknown[]>('addPullModeSubscribedListRequests');
    expect(desk.heard.map(({ event }) => event)).toEqual([
      'onPullModeSubscribedList',
      'addPullModeSubscribedListRequests',
    ]);
    expect(desk.all('onPullModeSubscribedList')).toEqual([[list]]);
    expect(pull.pullRequestsPayload.safeParse(requests).error?.issues ?? []).toEqual([]);
    expect(requests).toMatchObject([
      {
        id: customer.conversationId,
        status: 'CREATED',
        listId: list.id,
        channelSession: { id: customer.sessionId, conversationId: customer.conversationId },
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      },
    ]);
  });

  it('is remembered: a desk that comes back is told lists and requests before anything live', async () => {
    const desk = await subscribed('agent1');
    const customer = await shelf();
    await heard(desk, customer.conversationId, 'CREATED');
    desk.close();
    await desk.gone();
    const again = await deskOf('agent1');
    expect(again.all('onPullModeSubscribedList')).toEqual([[list]]);
    expect(again.all('pullModeSubscribedListRequests')).toMatchObject([
      [{ id: customer.conversationId, status: 'CREATED' }],
    ]);
  });

  it('is of all tabs, and ends in all of them', async () => {
    const { token } = await rig.signIn('agent1');
    const one = await deskOf('agent1', { token });
    const two = await deskOf('agent1', { token });
    await one.ask('SUBSCRIBEPULLMODELIST', { topicParticipant: { topicId: list.id } });
    await two.hear('addPullModeSubscribedListRequests');
    two.clear();
    await one.ask('unsubscribePullModeList', { list });
    await two.hear('onPullModeSubscribedList');
    expect(two.heard).toEqual([
      { event: 'removePullModeSubscribedListRequests', payload: list.id },
      { event: 'onPullModeSubscribedList', payload: [] },
    ]);
    two.clear();
    const customer = await shelf();
    await one.ask('joinPullModeRequest', { requestId: customer.conversationId });
    await topicOf(two, customer.conversationId);
    expect(two.all('onPullModeSubscribedListRequest')).toEqual([]);
  });

  it('asked for twice is answered twice', async () => {
    const desk = await subscribed('agent1');
    desk.clear();
    await desk.ask('subscribePullModeList', { listId: list.id });
    await desk.hear('addPullModeSubscribedListRequests');
    expect(desk.all('onPullModeSubscribedList')).toEqual([[list]]);
  });

  it('to no list is refused, with a callback and without', async () => {
    const desk = await deskOf('agent1');
    expect(await desk.ask('subscribePullModeList', { listId: 'none' })).toMatchObject({
      code: 'LIST_NOT_FOUND',
      statusCode: 404,
    });
    expect(await desk.ask('subscribePullModeList', {})).toMatchObject({ code: 'VALIDATION' });
    desk.emit('subscribePullModeList', { listId: 'none' });
    expect(await desk.hear('errors')).toMatchObject({
      task: 'subscribePullModeList',
      code: 'LIST_NOT_FOUND',
    });
    const other = rig.agentId('agent2');
    expect(await desk.ask('subscribePullModeList', { listId: list.id, agentId: other })).toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('a request', () => {
  it.each([
    ['an object', undefined],
    ['JSON text', 'text'],
  ])('rings when it comes, and again while nobody has joined; the agent came as %s', async (_how, as) => {
    const agent = as === undefined ? {} : { agent: JSON.stringify({ id: rig.agentId('agent2') }) };
    const desk = await subscribed('agent2', agent);
    const customer = await shelf();
    const first = await heard(desk, customer.conversationId, 'CREATED');
    expect(first.type).toBe('PULL_MODE_LIST_REQUEST_RECEIVED');
    expect(first.request.channelSession).toMatchObject({ customer: { firstName: 'Jane' } });
    await customer.say('is anybody there?');
    await desk.until(() => told(desk).length === 2, 'a second ring');
    expect(told(desk).map(({ type }) => type)).toEqual([first.type, first.type]);
  });

  it('is joined by several, in any state; who looks at the list sees it change', async () => {
    const watcher = await subscribed('agent3');
    const one = await subscribed('agent1');
    const two = await subscribed('agent2');
    const customer = await shelf();
    const { conversationId } = customer;
    await customer.say('an old question');
    await heard(one, conversationId, 'CREATED');
    expect(
      await one.ask('joinPullModeRequest', {
        topicParticipant: { id: 'my-own-id', role: 'PRIMARY' },
        agentId: rig.agentId('agent1'),
        channelSession: {},
        requestId: conversationId,
      }),
    ).toMatchObject({ status: 'ok' });
    const topic = await topicOf(one, conversationId);
    expect(topic.topicData).toMatchObject({
      state: 'ACTIVE',
      topicParticipant: { id: 'my-own-id', role: 'PRIMARY' },
      queue: null,
    });
    expect(JSON.stringify(topic.topicData.topicEvents)).toContain('an old question');
    expect(topic.topicData.actions).toContain('SEND');
    expect(await heard(watcher, conversationId, 'ACTIVE')).toMatchObject({
      type: 'PULL_MODE_LIST_REQUEST_STATE_CHANGED',
    });
    // A desk may name it by its session alone.
    await two.ask('joinPullModeRequest', { channelSession: { conversationId } });
    await topicOf(two, conversationId);
    await one.until(
      () => JSON.stringify(one.all('onCimEvent')).includes('AGENT_SUBSCRIBED'),
      'the other one',
    );
    const rings = told(watcher).filter(({ type }) => type === 'PULL_MODE_LIST_REQUEST_RECEIVED').length;
    await customer.say('and a new one');
    await two.until(() => JSON.stringify(two.all('onCimEvent')).includes('and a new one'), 'the message');
    expect(told(watcher).filter(({ type }) => type === 'PULL_MODE_LIST_REQUEST_RECEIVED')).toHaveLength(
      rings,
    );
    expect(one.all('taskRequest')).toEqual([]);
  });

  it('is parked when all have left, stays silent, and is taken up again', async () => {
    const watcher = await subscribed('agent3');
    const desk = await subscribed('agent1');
    const customer = await shelf();
    const { conversationId } = customer;
    await desk.ask('joinPullModeRequest', { requestId: conversationId });
    await topicOf(desk, conversationId);
    await desk.ask('topicUnsubscription', { conversationId });
    await heard(watcher, conversationId, 'INACTIVE');
    await desk.hear('wrapupTimerStarted');
    const before = told(watcher).length;
    const messageId = await customer.say('are you back?');
    desk.clear();
    // During the wrap-up, which this ends.
    await desk.ask('joinPullModeRequest', { requestId: conversationId });
    const topic = await topicOf(desk, conversationId);
    expect(topic.topicData.topicParticipant.role).toBe('PRIMARY');
    expect(JSON.stringify(topic.topicData.topicEvents)).toContain(messageId);
    await heard(watcher, conversationId, 'ACTIVE');
    expect(
      told(watcher)
        .slice(before)
        .map(({ request }) => request.status),
    ).toEqual(['ACTIVE']);
  });

  it('is closed for all who look at the list when its customer goes', async () => {
    const desk = await subscribed('agent1');
    const family = await subscribed('agent2', { agent: JSON.stringify({ id: rig.agentId('agent2') }) });
    const customer = await shelf();
    await customer.leave();
    // Desks of the family take it off their list by that word alone.
    await heard(family, customer.conversationId, 'CLOSING');
    expect(told(family).map(({ request }) => request.status)).toEqual(['CREATED', 'CLOSED', 'CLOSING']);
    expect(await heard(desk, customer.conversationId, 'CLOSED')).toMatchObject({
      type: 'PULL_MODE_LIST_REQUEST_STATE_CHANGED',
      request: { channelSession: { id: customer.sessionId } },
    });
    expect(told(desk).map(({ request }) => request.status)).toEqual(['CREATED', 'CLOSED']);
    expect(await desk.ask('joinPullModeRequest', { requestId: customer.conversationId })).toMatchObject({
      code: 'CONVERSATION_NOT_FOUND',
    });
  });

  it.each([
    ['the bare id', (id: string) => id],
    ['an object', (id: string) => ({ id })],
  ])('is ended for everybody by %s', async (_how, payload) => {
    const one = await subscribed('agent1');
    const supervisor = await subscribed('supervisor1');
    const { conversationId } = await shelf();
    await one.ask('joinPullModeRequest', { requestId: conversationId });
    await topicOf(one, conversationId);
    expect(await supervisor.ask('deletePullModeRequest', payload(conversationId))).toMatchObject({
      status: 'ok',
    });
    await heard(supervisor, conversationId, 'CLOSED');
    expect(await one.hear('topicUnsubscription')).toMatchObject({ conversationId, reason: 'FORCE_CLOSED' });
    expect(await one.hear('topicClosed')).toMatchObject({ conversationId });
    expect(one.all('wrapupTimerStarted')).toEqual([]);
    expect(await supervisor.ask('deletePullModeRequest', payload(conversationId))).toMatchObject({
      code: 'CONVERSATION_NOT_FOUND',
    });
  });

  it('is none that waits in a queue, and none without an id', async () => {
    const desk = await deskOf('agent1');
    const { conversationId } = await startChat(rig);
    for (const event of ['joinPullModeRequest', 'deletePullModeRequest']) {
      expect(await desk.ask(event, { requestId: conversationId })).toMatchObject({ code: 'LIST_NOT_FOUND' });
      expect(await desk.ask(event, {})).toMatchObject({ code: 'VALIDATION' });
      expect(await desk.ask(event, null)).toMatchObject({ code: 'VALIDATION' });
    }
  });
});
