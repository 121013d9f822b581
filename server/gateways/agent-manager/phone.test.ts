/** The phone at Cisco Finesse, from the desk's socket to the stand-in and back. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../../../protocol/agent-manager/phone.ts';
import type { ConversationMonitored } from '../../../protocol/agent-manager/supervision.ts';
import type { TaskRequest } from '../../../protocol/agent-manager/server-events.ts';
import { startFinesse } from '../../../e2e/finesse/start.ts';
import type { RunningFinesse } from '../../../e2e/finesse/start.ts';
import type { Config } from '../../core/config.ts';
import type { PhoneBus } from '../../phone/elsewhere.ts';
import { MemoryBus } from '../../testing/memory-bus.ts';
import type { Desk } from './testing/desk.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { goReady, openDesk } from './testing/work.ts';

let finesse: RunningFinesse;
let rig: Rig;
let desks: Desk[] = [];
const bus = new MemoryBus();

function busOf(end: ReturnType<MemoryBus['end']>): PhoneBus {
  return {
    publish: (text) => end.publish('phones', text),
    subscribe: (listener) => end.subscribe('phones', listener),
  };
}

beforeAll(async () => {
  finesse = await startFinesse(0);
  const xmppUrl = `${finesse.url.replace('http', 'ws')}/ws/`;
  rig = await startRig({
    roles: { agent6: ['agent', 'admin'] },
    settings: { wrapupSeconds: 0, tellAgentsWhenMonitored: true },
    finesse: {
      nodes: [{ url: finesse.url, xmppUrl }],
      caFile: null,
      timeoutMs: 1_500,
      aliveMs: 150,
      ronaReason: 'Lunch',
      bus: busOf(bus.end()),
    },
  });
});

afterEach(async () => {
  await rig.signOutEverybody();
  for (const desk of desks) desk.close();
  desks = [];
  await hook('reset', {});
});

afterAll(async () => {
  await rig.close();
  await finesse.close();
});

type Told = { dialogId: string; token: string };

async function hook(name: string, body: unknown): Promise<Told> {
  const answer = await fetch(`${finesse.url}/sim/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
  return (await answer.json()) as Told;
}

const phoneThat = (desk: Desk, fits: (phone: Phone) => boolean) => desk.hear<Phone>('phone', fits);

async function open(username: string): Promise<Desk> {
  const desk = await openDesk(rig, username);
  desks.push(desk);
  return desk;
}

async function signedIn(loginId = 'agent1', extension = '4101'): Promise<Desk> {
  const desk = await open(loginId);
  await phoneThat(desk, ({ link }) => link === 'SIGNED_OUT');
  const signIn = { loginId, password: 'Passw0rd', extension };
  expect(await desk.ask('signInPhone', signIn)).toEqual({ status: 'ok' });
  await phoneThat(desk, ({ link, state }) => link === 'CONNECTED' && state === 'NOT_READY');
  return desk;
}

const setVoice = (desk: Desk, state: string) =>
  desk.ask('changeAgentState', { action: 'agentMRDState', state, mrdId: rig.idOf('mrds', 'VOICE') });

/** A call that the agent has answered. */
async function inCall(desk: Desk, to = '4101'): Promise<string> {
  await setVoice(desk, 'READY');
  const { dialogId } = await hook('call', { from: '18005550199', to, vars: {} });
  await phoneThat(desk, ({ calls }) => calls[0]?.state === 'ALERTING');
  expect(await desk.ask('callAction', { callId: dialogId, action: 'ANSWER' })).toEqual({ status: 'ok' });
  await phoneThat(desk, ({ calls }) => calls[0]?.conversationId != null);
  return dialogId;
}

/** Parts in a call that have not ended. */
const openLegs = (callId: string): Promise<number | undefined> =>
  rig.engine.read(
    ({ world }) => world.state.sessions[callId]?.legs?.filter(({ endedAt }) => endedAt === null).length,
  );

/** Changes an agent at Finesse as its own desktop does. */
async function changeElsewhere(authorization: string, change: string): Promise<void> {
  const answer = await fetch(`${finesse.url}/finesse/api/User/agent1`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/xml' },
    body: `<User>${change}</User>`,
  });
  expect(answer.status).toBe(202);
}

/** The latest entry of the supervision record. */
async function recordOf(): Promise<unknown> {
  const { token } = await rig.signIn('agent6');
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${rig.origin}/supervision/monitorings?limit=1`, { headers });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { entries: unknown[] }).entries[0];
}

async function configure(config: Config): Promise<void> {
  const command = { id: randomUUID(), type: 'configure', config } as const;
  expect(await rig.engine.submit(command)).toMatchObject({ ok: true });
}

/** The calls of somebody's phone as Finesse writes them. */
async function dialogsOf(loginId: string): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${loginId}:Passw0rd`).toString('base64')}`;
  const answer = await fetch(`${finesse.url}/finesse/api/User/${loginId}/Dialogs`, {
    headers: { authorization },
  });
  expect(answer.status).toBe(200);
  return answer.text();
}

/** The supervisor listens to agent1 as by Finesse's own desktop. */
async function listenAtFinesse(): Promise<void> {
  const authorization = `Basic ${Buffer.from('supervisor1:Passw0rd').toString('base64')}`;
  const addresses = '<fromAddress>4103</fromAddress><toAddress>4101</toAddress>';
  const answer = await fetch(`${finesse.url}/finesse/api/User/supervisor1/Dialogs`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/xml' },
    body: `<Dialog><requestedAction>SILENT_MONITOR</requestedAction>${addresses}</Dialog>`,
  });
  expect(answer.status).toBe(202);
}

const LOGIN = '<state>LOGIN</state><extension>4101</extension>';
const BASIC = `Basic ${Buffer.from('agent1:Passw0rd').toString('base64')}`;

describe('the phone', () => {
  it('takes a call that becomes a conversation, holds it and hangs up', async () => {
    const desk = await signedIn();
    await goReady(desk);
    expect(await setVoice(desk, 'READY')).toEqual({ status: 'ok' });
    await phoneThat(desk, ({ state }) => state === 'READY');
    const { dialogId } = await hook('call', { from: '18005550199', to: '4101', vars: {} });
    const ringing = await phoneThat(desk, ({ calls }) => calls[0]?.state === 'ALERTING');
    expect(ringing.calls[0]).toMatchObject({ id: dialogId, number: '18005550199', conversationId: null });
    const act = (action: string) => desk.ask('callAction', { callId: dialogId, action });
    expect(await act('RETRIEVE')).toMatchObject({ code: 'PHONE_ACTION_NOT_ALLOWED' });
    expect(await act('ANSWER')).toEqual({ status: 'ok' });
    const started = await desk.hear<TaskRequest>(
      'taskRequest',
      ({ taskState }) => taskState.name === 'STARTED',
    );
    expect(started.channelSession.id).toBe(dialogId);
    await phoneThat(desk, ({ calls }) => calls[0]?.conversationId === started.conversationId);
    expect(await act('HOLD')).toEqual({ status: 'ok' });
    await phoneThat(desk, ({ calls }) => calls[0]?.state === 'HELD');
    expect(await act('RETRIEVE')).toEqual({ status: 'ok' });
    await phoneThat(desk, ({ calls }) => calls[0]?.state === 'ACTIVE');
    expect(await act('DROP')).toEqual({ status: 'ok' });
    await phoneThat(desk, ({ calls }) => calls.length === 0);
    await desk.hear('topicUnsubscription', () => true);
    expect(await act('DROP')).toMatchObject({ code: 'CALL_NOT_FOUND' });
  });

  it('signs in again in the middle of a call, which goes on', async () => {
    const desk = await signedIn();
    await goReady(desk);
    const callId = await inCall(desk);
    expect(await desk.ask('signInPhone', { extension: '4101' })).toEqual({ status: 'ok' });
    await phoneThat(desk, ({ calls }) => calls[0]?.conversationId != null && calls[0].id === callId);
    expect(await openLegs(callId)).toBe(1);
    expect(await desk.ask('callAction', { callId, action: 'DROP' })).toEqual({ status: 'ok' });
    await expect.poll(() => openLegs(callId)).not.toBe(1);
  });

  it('refuses a wrong password, and reads the phone books', async () => {
    const desk = await open('agent1');
    const wrong = { loginId: 'agent1', password: 'wrong', extension: '4101' };
    expect(await desk.ask('signInPhone', wrong)).toMatchObject({ code: 'PHONE_CREDENTIALS' });
    expect(await desk.ask('phoneBooks', {})).toMatchObject({ code: 'PHONE_CREDENTIALS' });
  });

  it('goes on after a lost link, and says so', async () => {
    const desk = await signedIn();
    await hook('xmpp/cut', {});
    await phoneThat(desk, ({ link }) => link === 'LOST');
    await phoneThat(desk, ({ link, state }) => link === 'CONNECTED' && state === 'NOT_READY');
    expect(await desk.ask('signOutPhone', {})).toEqual({ status: 'ok' });
    await phoneThat(desk, ({ link }) => link === 'SIGNED_OUT');
  });

  it('answers what Finesse accepts and then refuses in Finesse’s words, and the call stays the agent’s', async () => {
    const desk = await signedIn();
    const ended: string[] = [];
    const stop = rig.engine.onTurn(({ events }) => {
      for (const event of events) if (event.type === 'call.legEnded') ended.push(event.reason);
      return undefined;
    });
    const callId = await inCall(desk);
    const words = { errorType: 'Invalid Destination', errorMessage: 'No such number', errorData: '7' };
    await hook('fault', {
      kind: 'async-error',
      match: `PUT /finesse/api/Dialog/${callId}`,
      times: 1,
      ...words,
    });
    const transfer = { callId, action: 'TRANSFER_SST', toAddress: '9999' };
    expect(await desk.ask('callAction', transfer)).toMatchObject({
      code: 'PHONE_REFUSED',
      msg: expect.stringContaining('No such number') as string,
    });
    expect(rig.phones?.of(rig.agentId('agent1'))).toMatchObject({ problem: null, calls: [{ id: callId }] });
    expect(await desk.ask('callAction', { callId, action: 'DROP' })).toEqual({ status: 'ok' });
    await expect.poll(() => ended).toEqual(['DIALOG_ENDED']);
    stop();
  });

  it.each([
    ['a page of a proxy', 'html', { status: 502 }],
    ['an empty failure', 'status', { status: 500 }],
    ['what is no XML', 'bad-xml', {}],
    ['no answer', 'hang', {}],
    ['a broken connection', 'reset', {}],
    ['an acceptance that nothing follows', 'status', { status: 202 }],
  ])('tells %s as Finesse being away, and goes on', async (_name, kind, more) => {
    const desk = await signedIn();
    const callId = await inCall(desk);
    await hook('fault', { kind, match: `PUT /finesse/api/Dialog/${callId}`, times: 1, ...more });
    expect(await desk.ask('callAction', { callId, action: 'HOLD' })).toMatchObject({
      code: 'PHONE_UNREACHABLE',
    });
    expect(await desk.ask('callAction', { callId, action: 'HOLD' })).toEqual({ status: 'ok' });
    await phoneThat(desk, ({ calls }) => calls[0]?.state === 'HELD');
  });

  it('is there with the desk when its agent has come from the Finesse desktop by single sign-on', async () => {
    const { token } = await hook('token', { user: 'agent1' });
    const authorization = `Bearer ${token}`;
    await changeElsewhere(authorization, LOGIN);
    rig.phones?.rememberSignIn(rig.agentId('agent1'), { id: 'agent1', authorization });
    const desk = await open('agent1');
    await phoneThat(desk, ({ link, extension }) => link === 'CONNECTED' && extension === '4101');
    const callId = await inCall(desk);
    await hook('xmpp/cut', { user: 'agent1' });
    await phoneThat(desk, ({ link }) => link === 'LOST');
    await phoneThat(desk, ({ link, calls }) => link === 'CONNECTED' && calls[0]?.id === callId);
  });

  it('tells that a call was missed as RONA, and what follows without', async () => {
    const desk = await signedIn();
    await goReady(desk);
    await setVoice(desk, 'READY');
    const { notReadyReasons } = await phoneThat(desk, ({ state }) => state === 'READY');
    const missed = notReadyReasons.find(({ label }) => label === 'Lunch');
    const reason = async () =>
      rig.engine.read(
        ({ world }) => world.state.agents[rig.agentId('agent1')]?.mrds[rig.idOf('mrds', 'VOICE')],
      );
    await changeElsewhere(BASIC, `<state>NOT_READY</state><reasonCodeId>${missed?.id}</reasonCodeId>`);
    await expect.poll(reason).toMatchObject({ state: 'NOT_READY', reason: 'RONA' });
    await changeElsewhere(BASIC, '<state>READY</state>');
    await expect.poll(reason).toMatchObject({ state: 'READY', reason: null });
  });

  it('waits for its agent where the Finesse desktop is signed out', async () => {
    rig.phones?.rememberSignIn(rig.agentId('agent1'), { id: 'agent1', authorization: BASIC });
    const desk = await open('agent1');
    await phoneThat(desk, ({ link, knowsSignIn }) => link === 'SIGNED_OUT' && knowsSignIn);
    expect(await desk.ask('signInPhone', { extension: '4101' })).toEqual({ status: 'ok' });
  });

  it('whose link another node holds is told and used here, and signed in here with a password', async () => {
    const other = await rig.phonesBeside(busOf(bus.end()));
    const agentId = rig.agentId('agent1');
    try {
      const desk = await open('agent1');
      const signIn = { loginId: 'agent1', password: 'Passw0rd', extension: '4101' };
      await other.line(agentId).signIn(signIn);
      await phoneThat(desk, ({ link, state }) => link === 'CONNECTED' && state === 'NOT_READY');
      await goReady(desk);
      const callId = await inCall(desk);
      expect(await desk.ask('callAction', { callId, action: 'HOLD' })).toEqual({ status: 'ok' });
      await phoneThat(desk, ({ calls }) => calls[0]?.state === 'HELD');
      expect(await desk.ask('callAction', { callId, action: 'HOLD' })).toMatchObject({
        code: 'PHONE_ACTION_NOT_ALLOWED',
      });
      expect(await desk.ask('phoneBooks', {})).toMatchObject({ status: 'ok' });
      expect(await desk.ask('signInPhone', signIn)).toEqual({ status: 'ok' });
      await expect.poll(() => other.of(agentId)?.link).toBe('CONNECTED');
      expect(await desk.ask('callAction', { callId, action: 'RETRIEVE' })).toEqual({ status: 'ok' });
      expect(await openLegs(callId)).toBe(1);
    } finally {
      other.close();
    }
    // The call was taken over with the link.
    expect(rig.phones?.of(agentId)).toMatchObject({ link: 'CONNECTED', calls: [{ state: 'ACTIVE' }] });
  });

  it('is signed in anew when the node that held it has died in the middle of a call, which goes on', async () => {
    const end = bus.end();
    const other = await rig.phonesBeside(busOf(end));
    const agentId = rig.agentId('agent1');
    const desk = await open('agent1');
    const signIn = { loginId: 'agent1', password: 'Passw0rd', extension: '4101' };
    await other.line(agentId).signIn(signIn);
    await phoneThat(desk, ({ link }) => link === 'CONNECTED');
    await goReady(desk);
    const callId = await inCall(desk);
    // Nobody hears of it any more.
    end.cut(true);
    await phoneThat(desk, ({ link, calls }) => link === 'SIGNED_OUT' && calls.length === 0);
    expect(await desk.ask('signInPhone', signIn)).toEqual({ status: 'ok' });
    await phoneThat(desk, ({ calls }) => calls[0]?.id === callId && calls[0].conversationId !== null);
    await expect.poll(() => openLegs(callId)).toBe(1);
    other.close();
  });

  it('lets a supervisor who is no agent listen, join and drop a participant', async () => {
    const agent = await signedIn();
    const callId = await inCall(agent);
    const lead = await signedIn('supervisor1', '4103');
    expect(await setVoice(lead, 'READY')).toEqual({ status: 'ok' });
    expect(await setVoice(lead, 'NOT_READY')).toEqual({ status: 'ok' });
    const supervise = (action: string) =>
      lead.ask('superviseCall', { agentId: rig.agentId('agent1'), action });
    expect(await supervise('MONITOR')).toEqual({ status: 'ok' });
    await phoneThat(lead, ({ calls }) => calls[0]?.callType === 'SUPERVISOR_MONITOR');
    const told = await agent.hear<ConversationMonitored>('conversationMonitored');
    expect(told.monitors).toMatchObject([{ id: rig.agentId('supervisor1') }]);
    const { conversationId } = told;
    const listens = { conversationId, onPhone: true, agents: [{ id: rig.agentId('agent1') }], endedAt: null };
    expect(await recordOf()).toMatchObject({ ...listens, bargedInAt: null, address: '127.0.0.1' });
    agent.clear();
    expect(await supervise('BARGE_IN')).toEqual({ status: 'ok' });
    expect((await agent.hear<ConversationMonitored>('conversationMonitored')).monitors).toEqual([]);
    expect(await recordOf()).toMatchObject({ ...listens, bargedInAt: expect.any(Number) as number });
    const joined = await phoneThat(lead, ({ calls }) => calls[0]?.participants.length === 3);
    expect(joined.calls[0]?.actions).toContain('PARTICIPANT_DROP');
    const drop = { callId: joined.calls[0]?.id, action: 'PARTICIPANT_DROP', participant: '4101' };
    expect(await lead.ask('callAction', drop)).toEqual({ status: 'ok' });
    await phoneThat(agent, ({ calls }) => calls.every(({ id }) => id !== callId));
    expect(await lead.ask('callAction', { callId, action: 'DROP' })).toEqual({ status: 'ok' });
    await expect.poll(recordOf).toMatchObject({ endedAt: expect.any(Number) as number });
  });

  it.each(['MONITOR', 'BARGE_IN'])(
    'of a supervisor who loses the team after %s leaves the call',
    async (how) => {
      const agent = await signedIn();
      const callId = await inCall(agent);
      const lead = await signedIn('supervisor1', '4103');
      const supervise = (action: string) =>
        lead.ask('superviseCall', { agentId: rig.agentId('agent1'), action });
      expect(await supervise('MONITOR')).toEqual({ status: 'ok' });
      await phoneThat(lead, ({ calls }) => calls[0]?.callType === 'SUPERVISOR_MONITOR');
      if (how === 'BARGE_IN') {
        expect(await supervise(how)).toEqual({ status: 'ok' });
        await phoneThat(lead, ({ calls }) => calls[0]?.participants.length === 3);
      }
      const { core } = rig.configuration;
      const id = rig.agentId('supervisor1');
      const without = { ...core, agents: { ...core.agents, [id]: { ...core.agents[id]!, supervises: [] } } };
      await configure(without);
      try {
        await expect.poll(() => dialogsOf('supervisor1')).not.toContain('<Dialog>');
        await expect.poll(recordOf).toMatchObject({ endedAt: expect.any(Number) as number });
        expect(await dialogsOf('agent1')).toContain(callId);
      } finally {
        await configure(core);
      }
    },
  );

  it('of a supervisor who signs out here is not in the call any more', async () => {
    const agent = await signedIn();
    await inCall(agent);
    const lead = await signedIn('supervisor1', '4103');
    const ask = { agentId: rig.agentId('agent1'), action: 'MONITOR' };
    expect(await lead.ask('superviseCall', ask)).toEqual({ status: 'ok' });
    await phoneThat(lead, ({ calls }) => calls[0]?.callType === 'SUPERVISOR_MONITOR');
    expect(await dialogsOf('supervisor1')).toContain('SUPERVISOR_MONITOR');
    expect(await lead.ask('changeAgentState', { action: 'agentState', state: 'LOGOUT' })).toMatchObject({});
    await expect.poll(() => dialogsOf('supervisor1')).not.toContain('SUPERVISOR_MONITOR');
  });

  it('of a supervisor has what the Finesse desktop has begun on record, and its end by the other node', async () => {
    const agent = await signedIn();
    const callId = await inCall(agent);
    const other = await rig.phonesBeside(busOf(bus.end()));
    const lead = await open('supervisor1');
    const signIn = { loginId: 'supervisor1', password: 'Passw0rd', extension: '4103' };
    try {
      await other.line(rig.agentId('supervisor1')).signIn(signIn);
      await phoneThat(lead, ({ link }) => link === 'CONNECTED');
      const ask = { agentId: rig.agentId('agent1'), action: 'MONITOR' };
      expect(await lead.ask('superviseCall', ask)).toEqual({ status: 'ok' });
      expect(await recordOf()).toMatchObject({ onPhone: true, endedAt: null, address: '127.0.0.1' });
      const { calls } = await phoneThat(lead, (phone) => phone.calls[0]?.callType === 'SUPERVISOR_MONITOR');
      expect(await lead.ask('callAction', { callId: calls[0]?.id, action: 'DROP' })).toEqual({
        status: 'ok',
      });
      await expect.poll(recordOf).toMatchObject({ endedAt: expect.any(Number) as number });
      await listenAtFinesse();
      await expect.poll(recordOf).toMatchObject({ onPhone: true, endedAt: null, address: null });
      expect(await agent.ask('callAction', { callId, action: 'DROP' })).toEqual({ status: 'ok' });
      await expect.poll(recordOf).toMatchObject({ endedAt: expect.any(Number) as number });
    } finally {
      other.close();
    }
  });
});
