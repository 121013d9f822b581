import { afterEach, expect, test } from 'vitest';
import type { FinesseSettings } from './settings.ts';
import { startFinesse, type RunningFinesse } from './start.ts';
import { participants, PlainClient, until } from './testing/plain-client.ts';
import { child, textOf } from './xml/read.ts';

let finesse: RunningFinesse | undefined;
const clients: PlainClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.cut();
  await finesse?.close();
  finesse = undefined;
});

async function start(settings: Partial<FinesseSettings> = {}): Promise<RunningFinesse> {
  finesse = await startFinesse(0, { eventDelay: 1, ...settings });
  return finesse;
}

/** Somebody with a link, signed in at the own extension. */
async function agent(id: string, extension: string): Promise<PlainClient> {
  const client = new PlainClient(finesse!.url, id);
  clients.push(client);
  await client.link();
  expect(await client.setUser({ state: 'LOGIN', extension }, 'req-1')).toBe(202);
  expect((await client.state('NOT_READY')).requestId).toBe('req-1');
  return client;
}

const alice = () => agent('1001001', '4001');
const bob = () => agent('1001002', '4002');
const sara = () => agent('1001003', '4003');

test('an agent signs in, goes ready, is rung, talks, holds and rests as before', async () => {
  await start();
  const a = await alice();
  expect(await a.setUser({ state: 'READY' })).toBe(202);
  await a.state('READY');
  a.forget();
  const { dialogId } = await a.sim('call', {
    from: '2025550123',
    to: '4001',
    vars: { callVariable1: 'a<b&c' },
  });
  const added = await a.event('POST', '/User/1001001/Dialogs');
  expect(added.node).toBe('/finesse/api/User/1001001/Dialogs');
  const dialog = child(child(child(added.update, 'data'), 'dialogs'), 'Dialog');
  expect(textOf(dialog, 'uri')).toBe(`/finesse/api/Dialog/${dialogId}`);
  expect(textOf(dialog, 'state')).toBe('ALERTING');
  const variables = child(child(dialog, 'mediaProperties'), 'callvariables')?.children ?? [];
  expect(variables).toHaveLength(10);
  expect(textOf(variables[0], 'value')).toBe('a<b&c');
  await a.state('RESERVED');
  expect(await a.act(dialogId, 'HOLD', { targetMediaAddress: '4001' })).toBe(400);
  expect(await a.act(dialogId, 'ANSWER', { targetMediaAddress: '4001' })).toBe(202);
  await a.state('TALKING');
  await a.event('PUT', `/Dialog/${dialogId}`);
  expect(
    await a.act(dialogId, 'SEND_DTMF', {
      targetMediaAddress: '4001',
      actionParams: { ActionParam: { name: 'dtmfString', value: '12#' } },
    }),
  ).toBe(202);
  await a.act(dialogId, 'HOLD', { targetMediaAddress: '4001' });
  await a.state('HOLD');
  const held = participants(await a.read(`Dialog/${dialogId}`)).find(({ address }) => address === '4001');
  expect(held).toEqual({ address: '4001', state: 'HELD', actions: ['RETRIEVE', 'DROP', 'UPDATE_CALL_DATA'] });
  await a.act(dialogId, 'RETRIEVE', { targetMediaAddress: '4001' });
  await a.act(dialogId, 'UPDATE_CALL_DATA', { mediaProperties: { wrapUpReason: 'Billing' } });
  await a.event(
    'PUT',
    `/Dialog/${dialogId}`,
    (update) =>
      textOf(child(child(child(update, 'data'), 'dialog'), 'mediaProperties'), 'wrapUpReason') === 'Billing',
  );
  a.forget();
  await a.act(dialogId, 'DROP', { targetMediaAddress: '4001' });
  await a.event('DELETE', '/User/1001001/Dialogs');
  await a.state('READY');
  expect((await a.request('GET', `Dialog/${dialogId}`)).status).toBe(404);
});

test('what is asked for on a call is pending until it ends, and a lost caller is told by an update first', async () => {
  await start();
  const a = await alice();
  await a.setUser({ state: 'READY' });
  const { dialogId } = await a.sim('call', { to: '4001' });
  await a.act(dialogId, 'ANSWER', { targetMediaAddress: '4001' });
  await a.state('TALKING');
  expect(await a.setUser({ state: 'NOT_READY', reasonCodeId: '1' })).toBe(202);
  await a.event(
    'PUT',
    '/User/1001001',
    (update) => textOf(child(child(update, 'data'), 'user'), 'pendingState') === 'NOT_READY',
  );
  a.forget();
  await a.sim('hangup', { dialog: dialogId });
  await a.event('DELETE', '/User/1001001/Dialogs');
  expect(a.events.map(({ kind, source }) => `${kind} ${source}`).slice(0, 2)).toEqual([
    `PUT /finesse/api/Dialog/${dialogId}`,
    'DELETE /finesse/api/User/1001001/Dialogs',
  ]);
  const rested = await a.state('NOT_READY');
  const user = child(child(rested.update, 'data'), 'user');
  expect(textOf(user, 'reasonCodeId')).toBe('1');
  expect(textOf(child(user, 'ReasonCode'), 'code')).toBe('10');
  expect(await a.setUser({ state: 'LOGOUT', reasonCodeId: '3' })).toBe(202);
  await a.state('LOGOUT');
});

test('a consult call offers transfer on the held call, and completing it leaves the other agent there', async () => {
  await start();
  const [a, b] = [await alice(), await bob()];
  const { dialogId } = await a.sim('call', { to: '4001' });
  await a.act(dialogId, 'ANSWER', { targetMediaAddress: '4001' });
  await a.state('TALKING');
  await a.act(dialogId, 'CONSULT_CALL', { targetMediaAddress: '4001', toAddress: '4002' });
  const offered = await b.event('POST', '/User/1001002/Dialogs');
  const consult = child(child(child(offered.update, 'data'), 'dialogs'), 'Dialog');
  const consultId = textOf(consult, 'id')!;
  expect(textOf(child(consult, 'mediaProperties'), 'callType')).toBe('CONSULT');
  expect(textOf(consult, 'associatedDialogUri')).toBe(`/finesse/api/Dialog/${dialogId}`);
  expect(await a.act(dialogId, 'TRANSFER', { targetMediaAddress: '4001' })).toBe(400);
  await b.act(consultId, 'ANSWER', { targetMediaAddress: '4002' });
  // The held call is told too: it may be transferred now.
  await a.event('PUT', `/Dialog/${dialogId}`, (update) =>
    participants(child(child(update, 'data'), 'dialog')).some(({ actions }) => actions.includes('TRANSFER')),
  );
  b.forget();
  expect(await a.act(dialogId, 'TRANSFER', { targetMediaAddress: '4001' })).toBe(202);
  await b.event('DELETE', '/User/1001002/Dialogs');
  expect(b.events.filter(({ node }) => node.endsWith('/Dialogs')).map(({ kind }) => kind)).toEqual([
    'POST',
    'DELETE',
  ]);
  expect(
    participants(await b.read(`Dialog/${dialogId}`))
      .filter(({ state }) => state === 'ACTIVE')
      .map(({ address }) => address),
  ).toEqual(['2025550123', '4002']);
  await a.state('NOT_READY');
  expect((await a.read('User/1001001/Dialogs')).children).toEqual([]);
});

test('a conference of three, and a blind transfer', async () => {
  await start();
  const [a, b, s] = [await alice(), await bob(), await sara()];
  const { dialogId } = await a.sim('call', { to: '4001' });
  await a.act(dialogId, 'ANSWER', { targetMediaAddress: '4001' });
  await a.act(dialogId, 'CONSULT_CALL', { targetMediaAddress: '4001', toAddress: '4002' });
  const offered = await b.event('POST', '/User/1001002/Dialogs');
  const consultId = textOf(child(child(child(offered.update, 'data'), 'dialogs'), 'Dialog'), 'id')!;
  await b.act(consultId, 'ANSWER', { targetMediaAddress: '4002' });
  expect(await a.act(dialogId, 'CONFERENCE', { targetMediaAddress: '4001' })).toBe(202);
  const dialog = await a.read(`Dialog/${dialogId}`);
  expect(textOf(child(dialog, 'mediaProperties'), 'callType')).toBe('CONFERENCE');
  expect(participants(dialog).map(({ state }) => state)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);
  await b.act(dialogId, 'DROP', { targetMediaAddress: '4002' });
  await b.state('NOT_READY');
  expect(await a.act(dialogId, 'TRANSFER_SST', { targetMediaAddress: '4001', toAddress: '4003' })).toBe(202);
  await a.event('DELETE', '/User/1001001/Dialogs');
  const arrived = await s.event('POST', '/User/1001003/Dialogs');
  expect(textOf(child(child(child(arrived.update, 'data'), 'dialogs'), 'Dialog'), 'state')).toBe('ALERTING');
});

test('a supervisor listens, comes in, and puts somebody out', async () => {
  await start();
  const [a, s] = [await alice(), await sara()];
  const { dialogId } = await a.sim('call', { to: '4001' });
  const monitor = { requestedAction: 'SILENT_MONITOR', fromAddress: '4003', toAddress: '4001' };
  expect((await s.change('POST', 'User/1001003/Dialogs', 'Dialog', monitor)).error).toBe('Invalid State');
  await a.act(dialogId, 'ANSWER', { targetMediaAddress: '4001' });
  await a.state('TALKING');
  a.forget();
  expect((await s.change('POST', 'User/1001003/Dialogs', 'Dialog', monitor)).status).toBe(202);
  const listening = await s.event('POST', '/User/1001003/Dialogs');
  await a.event('POST', '/User/1001001/Dialogs');
  const monitorUri = textOf(child(child(child(listening.update, 'data'), 'dialogs'), 'Dialog'), 'uri')!;
  s.forget();
  const barge = {
    requestedAction: 'BARGE_CALL',
    fromAddress: '4003',
    toAddress: '4001',
    associatedDialogUri: monitorUri,
  };
  expect((await s.change('POST', 'User/1001003/Dialogs', 'Dialog', barge)).status).toBe(202);
  await s.event('DELETE', '/User/1001003/Dialogs');
  expect(participants(await s.read(`Dialog/${dialogId}`)).map(({ address }) => address)).toEqual([
    '2025550123',
    '4001',
    '4003',
  ]);
  expect(await s.act(dialogId, 'PARTICIPANT_DROP', { targetMediaAddress: '4001' })).toBe(202);
  await a.event('PUT', `/Dialog/${dialogId}`);
  await a.state('NOT_READY');
});

test('the team feed is for its supervisor, and nobody reads what is others’', async () => {
  await start();
  const [a, s] = [await alice(), await sara()];
  const subscribe = (id: string): string =>
    `<iq type="set" id="${id}" to="pubsub.finesse.sim"><pubsub xmlns="http://jabber.org/protocol/pubsub"><subscribe node="/finesse/api/Team/1/Users" jid="x"/></pubsub></iq>`;
  const answered = (client: PlainClient) =>
    until('answer', () => client.stanzas.find(({ attributes }) => attributes.id === 'team'));
  a.send(subscribe('team'));
  const refused = await answered(a);
  expect(refused.attributes.type).toBe('error');
  expect(child(refused, 'error')?.attributes.code).toBe('403');
  s.send(subscribe('team'));
  expect((await answered(s)).attributes.type).toBe('result');
  await a.setUser({ state: 'READY' });
  const seen = await s.event('PUT', '/User/1001001');
  expect(seen.node).toBe('/finesse/api/Team/1/Users');
  expect((await a.request('GET', 'User/1001002')).status).toBe(401);
  expect((await a.request('GET', 'Team/1')).status).toBe(401);
  expect(child(await s.read('Team/1'), 'users')?.children).toHaveLength(4);
  const forced = await s.change('PUT', 'User/1001001', 'User', { state: 'LOGOUT' });
  expect(forced.status).toBe(202);
  const out = await a.state('LOGOUT');
  expect(textOf(child(child(child(out.update, 'data'), 'user'), 'ReasonCode'), 'code')).toBe('999');
});

test('five wrong passwords lock the user; refusals are ApiErrors and echo the request id', async () => {
  await start();
  const wrong = new PlainClient(finesse!.url, '1001002', 'wrong');
  for (let attempt = 0; attempt < 5; attempt++) {
    const response = await wrong.request('GET', 'User/1001002', undefined, 'req-9');
    expect(response.status).toBe(401);
    expect(response.headers.get('requestId')).toBe('req-9');
    expect(await response.text()).toContain('<ErrorType>Authorization Failure</ErrorType>');
  }
  expect((await new PlainClient(finesse!.url, '1001002').request('GET', 'User/1001002')).status).toBe(401);
  expect((await fetch(`${finesse!.url}/finesse/api/SystemInfo`)).status).toBe(200);
});

test('a second link of the same address ends the first, and whoever is gone for long is signed out', async () => {
  await start({ presenceLoss: 50 });
  const a = await alice();
  const second = new PlainClient(finesse!.url, '1001001');
  clients.push(second);
  await second.link();
  const error = await a.stanza('error');
  expect(error.children[0]?.name).toBe('conflict');
  const s = await sara();
  second.cut();
  await expect
    .poll(async () => textOf(await s.read('User/1001001'), 'state'), { timeout: 5_000 })
    .toBe('LOGOUT');
  expect(textOf(child(await s.read('User/1001001'), 'ReasonCode'), 'code')).toBe('255');
});

test('a task is offered, accepted, paused, wrapped up and closed; one that nobody takes is taken back', async () => {
  await start({ taskRona: 60 });
  const a = await alice();
  expect(
    (await a.change('PUT', 'User/1001001/Media/5001', 'Media', { state: 'LOGIN', maxDialogLimit: 2 })).status,
  ).toBe(202);
  await a.event('PUT', '/User/1001001/Media/5001');
  expect((await a.change('PUT', 'User/1001001/Media/5001', 'Media', { state: 'READY' })).status).toBe(202);
  const { dialogId } = await a.sim('task', {
    agent: '1001001',
    mrd: '5001',
    vars: { callVariable1: 'chat' },
  });
  const offered = await a.event('POST', '/User/1001001/Media/5001/Dialogs');
  expect(offered.node).toBe('/finesse/api/User/1001001/Dialogs/Media');
  for (const action of ['ACCEPT', 'START', 'PAUSE', 'RESUME', 'WRAP_UP', 'CLOSE']) {
    expect(await a.act(dialogId, action, { targetMediaAddress: '1001001' })).toBe(202);
  }
  await a.event('DELETE', '/User/1001001/Media/5001/Dialogs');
  a.forget();
  await a.sim('task', { agent: '1001001' });
  await a.event('DELETE', '/User/1001001/Media/5001/Dialogs');
  await a.event(
    'PUT',
    '/User/1001001/Media/5001',
    (update) => textOf(child(child(update, 'data'), 'media'), 'state') === 'NOT_READY',
  );
});

test('faults happen as often as wanted, and a link is cut', async () => {
  await start();
  const a = await alice();
  await a.sim('fault', { kind: 'html', match: 'GET /finesse/api/User' });
  const page = await a.request('GET', 'User/1001001');
  expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html']);
  expect((await a.request('GET', 'User/1001001')).status).toBe(200);
  await a.sim('fault', { kind: 'async-error', match: 'PUT /finesse/api/User', errorData: '257' });
  a.forget();
  expect(await a.setUser({ state: 'READY' }, 'req-7')).toBe(202);
  const late = await a.event('PUT', '/User/1001001');
  expect(late.requestId).toBe('req-7');
  expect(textOf(child(child(child(late.update, 'data'), 'apiErrors'), 'apiError'), 'errorData')).toBe('257');
  await a.sim('service', { status: 'OUT_OF_SERVICE' });
  await a.event('PUT', '/SystemInfo');
  expect((await a.request('GET', 'User/1001001')).status).toBe(503);
  expect((await a.sim('xmpp/cut', { user: '1001001' })).status).toBe(200);
  await a.sim('reset');
  expect(textOf(await a.read('User/1001001'), 'state')).toBe('LOGOUT');
});

test('calls wait in a queue for whoever becomes ready, with wrap-up behind them', async () => {
  await start({ wrapUpOnIncoming: 'REQUIRED' });
  const a = await alice();
  const { dialogId } = await a.sim('call', { to: 'Sales' });
  const queue = async () => textOf(child(await a.read('Queue/10'), 'statistics'), 'callsInQueue');
  expect(await queue()).toBe('1');
  await a.setUser({ state: 'READY' });
  await a.state('RESERVED');
  expect(await queue()).toBe('0');
  await a.act(dialogId, 'ANSWER', { targetMediaAddress: '4001' });
  await a.state('TALKING');
  a.forget();
  await a.act(dialogId, 'DROP', { targetMediaAddress: '4001' });
  await a.state('WORK_READY');
  expect(
    participants(await a.read(`Dialog/${dialogId}`)).find(({ address }) => address === '4001'),
  ).toMatchObject({ state: 'WRAP_UP', actions: ['UPDATE_CALL_DATA'] });
  await a.setUser({ state: 'READY' });
  await a.event('DELETE', '/User/1001001/Dialogs');
  await a.state('READY');
});

test('behind CCX there are no media, no pending READY, and own calls change no state', async () => {
  await start({ flavor: 'UCCX' });
  const a = await alice();
  expect((await a.request('GET', 'User/1001001/Media')).status).toBe(501);
  await a.change('POST', 'User/1001001/Dialogs', 'Dialog', {
    requestedAction: 'MAKE_CALL',
    fromAddress: '4001',
    toAddress: '18005550100',
  });
  await a.event('POST', '/User/1001001/Dialogs');
  expect(textOf(await a.read('User/1001001'), 'state')).toBe('NOT_READY');
  expect(textOf(child(await a.read('Queue/10'), 'statistics'), 'agentsReady')).toBe('-1');
});

test('a hundred agents are linked, signed in and rung at once', async () => {
  await start({ moreAgents: 100 });
  const all = await Promise.all(
    Array.from({ length: 100 }, (_, index) => agent(String(2_000_001 + index), String(5001 + index))),
  );
  await Promise.all(all.map((client) => client.setUser({ state: 'READY' })));
  await Promise.all(all.map((client) => client.state('READY')));
  await Promise.all(all.map((client) => client.sim('call', { to: 'Support' })));
  await Promise.all(all.map((client) => client.state('RESERVED')));
  const calls = all.map((client) => client.events.filter(({ kind }) => kind === 'POST').length);
  expect(calls).toEqual(all.map(() => 1));
}, 60_000);
