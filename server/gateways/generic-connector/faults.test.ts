/** What goes wrong around the connector: Finesse, its notifications, the broker. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MISSING, Rig } from './testing/rig.ts';
import type { Client, Told } from './testing/rig.ts';
import { PASSWORD } from './testing/stand-in.ts';

const ALICE = '1001001';
const BOB = '1001002';

describe.skipIf(MISSING !== null)(`faults around the connector${MISSING ?? ''}`, () => {
  let rig: Rig;

  beforeAll(async () => {
    rig = await Rig.start({ settings: { commandTimeoutMs: 1_500 } });
  }, 90_000);
  afterAll(() => rig.close());
  beforeEach(() => rig.reset());

  const fault = (kind: string, match: string, more: Told = {}) =>
    rig.finesse.hook('fault', { kind, match, times: 1, ...more });

  const states = (client: Client): Told[] => client.all('State');

  it.each([
    ['html', 'FINESSE_UNAVAILABLE'],
    ['status', 'FINESSE_UNAVAILABLE'],
    ['bad-xml', 'FINESSE_UNAVAILABLE'],
    ['reset', 'FINESSE_UNAVAILABLE'],
    ['hang', 'TIMEOUT'],
  ])('an answer of the kind %s is told as %s, and the request is not repeated', async (kind, code) => {
    const alice = await rig.signIn(ALICE, '4001');
    await fault(kind, `PUT /finesse/api/User/${ALICE}`, { status: 502 });
    const refused = await alice.ask(`MakeReady#${ALICE}`, '', 'Error');
    expect(refused).toMatchObject({ agentId: ALICE, command: 'MakeReady', code });
    expect(Object.keys(refused)).not.toContain('errorType');
    await alice.ask(`GetState#${ALICE}`, '', 'State', { state: 'NOT_READY' });
    await alice.ask(`MakeReady#${ALICE}`, '', 'State', { state: 'READY' });
  });

  it('an error after the acceptance is told in Finesse’s words', async () => {
    const alice = await rig.signIn(ALICE, '4001');
    const words = { errorType: 'Generic Error', errorMessage: `No: ${PASSWORD}`, errorData: '33' };
    await fault('async-error', `PUT /finesse/api/User/${ALICE}`, words);
    expect(await alice.ask(`MakeReady#${ALICE}`, '', 'Error')).toEqual({
      type: 'Error',
      agentId: ALICE,
      command: 'MakeReady',
      code: 'FINESSE_ERROR',
      reason: expect.any(String) as string,
      ...words,
      errorMessage: 'No: [redacted]',
    });
  });

  it('agents do not wait for each other when Finesse does not answer one', async () => {
    const [alice, bob] = [await rig.signIn(ALICE, '4001'), await rig.signIn(BOB, '4002')];
    await fault('hang', `PUT /finesse/api/User/${ALICE}`);
    alice.forget();
    alice.send(`MakeReady#${ALICE}`);
    alice.send(`GetState#${ALICE}`);
    await bob.ask(`MakeReady#${BOB}`, '', 'State', { state: 'READY' });
    expect(alice.events).toEqual([]);
    await alice.hear('State');
    expect(alice.events.map(({ type }) => type)).toEqual(['Error', 'State']);
  });

  it('a cut link is opened again and everything is read again', async () => {
    const alice = await rig.signIn(ALICE, '4001');
    await alice.ask(`MakeReady#${ALICE}`, '', 'State', { state: 'READY' });
    alice.forget();
    await rig.finesse.hook('xmpp/cut', { user: ALICE });
    await rig.finesse.hook('call', { from: '1005', to: '4001', vars: {} });
    await alice.hear('State', {}, 20_000);
    const { dialogId } = await alice.hear('NewInboundCall');
    await alice.ask(`AnswerCall#${ALICE}`, String(dialogId), 'InboundCall', { state: 'ACTIVE' });
    // Nobody asked for the system, and it has not changed.
    expect(alice.messages.filter(({ headers }) => headers.type === 'System')).toEqual([]);
    // A call that ends meanwhile is dropped.
    alice.forget();
    await rig.finesse.hook('xmpp/cut', { user: ALICE });
    await rig.finesse.hook('hangup', { dialog: dialogId });
    await alice.hear('InboundCall', { dialogId, state: 'DROPPED' }, 20_000);
  });

  it('a Finesse out of service is told once for each destination, and so is its return', async () => {
    const alice = await rig.signIn(ALICE, '4001');
    alice.send(`Connect#${BOB}`, `${alice.topic},${PASSWORD}`);
    alice.send(`Login#${BOB}`, `${PASSWORD},4002`);
    await alice.hear('AgentInfo', { agentId: BOB });
    alice.forget();
    await rig.finesse.hook('service', { status: 'OUT_OF_SERVICE' });
    await alice.hear('System', { status: 'OUT_OF_SERVICE' }, 20_000);
    await alice.ask(`Hello#${alice.topic}`, '', 'System', { status: 'OUT_OF_SERVICE' });
    await alice.ask(`MakeReady#${ALICE}`, '', 'Error', { code: 'FINESSE_UNAVAILABLE' });
    alice.forget();
    await rig.finesse.hook('service', { status: 'IN_SERVICE' });
    await alice.hear('State', { agentId: ALICE }, 20_000);
    await alice.hear('State', { agentId: BOB }, 20_000);
    expect(alice.events.map(({ type }) => type)).toEqual(['System', 'State', 'State']);
  }, 60_000);

  it('a Finesse that is gone and comes back is noticed', async () => {
    const alice = await rig.signIn(ALICE, '4001');
    alice.forget();
    await rig.finesse.stop();
    await alice.hear('System', { status: 'OUT_OF_SERVICE' }, 20_000);
    await alice.ask(`Hello#${alice.topic}`, '', 'System', { status: 'OUT_OF_SERVICE' });
    alice.forget();
    await rig.finesse.start();
    await alice.hear('System', { status: 'IN_SERVICE' }, 20_000);
    // It has forgotten who was signed in.
    await alice.hear('State', { agentId: ALICE, state: 'LOGOUT' }, 20_000);
    await alice.ask(`Login#${ALICE}`, `${PASSWORD},4001`, 'AgentInfo');
  }, 90_000);

  it('commands that are sent while the connector is away from the broker are carried out once', async () => {
    const alice = await rig.signIn(ALICE, '4001');
    await rig.broker.kill();
    await rig.broker.start();
    const again = await rig.client(alice.topic);
    // Whether the subscription is there already or not.
    again.send(`MakeReady#${ALICE}`, '', { persistent: 'true' });
    await again.hear('State', { state: 'READY' }, 20_000);
    await again.ask(`GetState#${ALICE}`, '', 'State', { state: 'READY' });
    expect(again.messages.filter(({ headers }) => headers.type === 'State')).toHaveLength(2);
  }, 90_000);

  it('a hundred agents at once have their own', async () => {
    await rig.finesse.stop();
    await rig.close();
    rig = await Rig.start({ standIn: { FINESSE_MORE_AGENTS: '100' } });
    const client = await rig.client();
    const agents = Array.from({ length: 100 }, (_unused, index) => String(2_000_001 + index));
    for (const [index, agent] of agents.entries()) {
      client.send(`Connect#${agent}`, `${client.topic},${PASSWORD}`);
      client.send(`Login#${agent}`, `${PASSWORD},${5001 + index}`);
      client.send(`MakeReady#${agent}`);
    }
    const ready = () => states(client).filter(({ state }) => state === 'READY').length;
    await expect.poll(ready, { timeout: 50_000 }).toBe(100);
    expect(client.all('Error')).toEqual([]);
    expect(client.all('AgentInfo')).toHaveLength(100);
    const begun = Date.now();
    await rig.stopConnector();
    expect(Date.now() - begun).toBeLessThan(10_000);
    await rig.startConnector();
  }, 120_000);

  it('no password is in any line of the log, nor in any event', async () => {
    const alice = await rig.signIn(ALICE, '4001');
    await alice.ask(`Login#${ALICE}`, 'Wrong&Word1,4001', 'Error');
    await alice.ask(`Logon#${ALICE}`, `${PASSWORD},4001`, 'Error');
    alice.send(PASSWORD, `${PASSWORD},4001`);
    await fault('hang', `PUT /finesse/api/User/${ALICE}`);
    await alice.ask(`MakeReady#${ALICE}`, '', 'Error');
    await rig.finesse.hook('xmpp/cut', {});
    await alice.hear('State', {}, 20_000);
    const log = rig.log.join('');
    expect(log).toContain('a command has come');
    expect(log).toContain('was dropped');
    const base64 = (text: string): string => Buffer.from(text).toString('base64').replace(/=+$/, '');
    const told = alice.messages.map(({ body }) => body).join('');
    for (const password of [PASSWORD, 'Wrong&Word1']) {
      const spellings = [
        password,
        password.replace('&', '&amp;'),
        base64(password),
        base64(`${ALICE}:${password}`),
      ];
      for (const one of spellings) {
        expect(log).not.toContain(one);
        expect(told).not.toContain(one);
      }
    }
  }, 60_000);
});

describe.skipIf(MISSING !== null)(`notifications by BOSH${MISSING ?? ''}`, () => {
  it('are as those by WebSocket', async () => {
    const rig = await Rig.start({ xmpp: 'http://HOST/http-bind' });
    try {
      const alice = await rig.signIn(ALICE, '4001');
      await alice.ask(`MakeReady#${ALICE}`, '', 'State', { state: 'READY' });
      alice.forget();
      await rig.finesse.hook('call', { from: '1005', to: '4001', vars: {} });
      const { dialogId } = await alice.hear('NewInboundCall');
      await alice.ask(`AnswerCall#${ALICE}`, String(dialogId), 'InboundCall', { state: 'ACTIVE' });
      alice.forget();
      await rig.finesse.hook('xmpp/cut', { user: ALICE });
      await alice.hear('State', {}, 20_000);
      await alice.ask(`ReleaseCall#${ALICE}`, String(dialogId), 'InboundCall', { state: 'DROPPED' });
      await alice.ask(`force_logout#${ALICE}`, '', 'State', { state: 'LOGOUT' });
      await expect.poll(() => rig.finesse.links()).toEqual([]);
    } finally {
      await rig.close();
    }
  }, 120_000);
});
