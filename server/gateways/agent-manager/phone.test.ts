/** The phone at Cisco Finesse, from the desk's socket to the stand-in and back. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../../../protocol/agent-manager/phone.ts';
import type { TaskRequest } from '../../../protocol/agent-manager/server-events.ts';
import { startFinesse } from '../../../e2e/finesse/start.ts';
import type { RunningFinesse } from '../../../e2e/finesse/start.ts';
import type { Desk } from './testing/desk.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { goReady, openDesk } from './testing/work.ts';

let finesse: RunningFinesse;
let rig: Rig;
let desks: Desk[] = [];

beforeAll(async () => {
  finesse = await startFinesse(0);
  const xmppUrl = `${finesse.url.replace('http', 'ws')}/ws/`;
  rig = await startRig({
    settings: { wrapupSeconds: 0 },
    finesse: { nodes: [{ url: finesse.url, xmppUrl }], caFile: null },
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

async function hook(name: string, body: unknown): Promise<{ dialogId: string }> {
  const answer = await fetch(`${finesse.url}/sim/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
  return (await answer.json()) as { dialogId: string };
}

const phoneThat = (desk: Desk, fits: (phone: Phone) => boolean) => desk.hear<Phone>('phone', fits);

async function signedIn(): Promise<Desk> {
  const desk = await openDesk(rig, 'agent1');
  desks.push(desk);
  await phoneThat(desk, ({ link }) => link === 'SIGNED_OUT');
  const signIn = { loginId: 'agent1', password: 'Passw0rd', extension: '4101' };
  expect(await desk.ask('signInPhone', signIn)).toEqual({ status: 'ok' });
  await phoneThat(desk, ({ link, state }) => link === 'CONNECTED' && state === 'NOT_READY');
  return desk;
}

const setVoice = (desk: Desk, state: string) =>
  desk.ask('changeAgentState', { action: 'agentMRDState', state, mrdId: rig.idOf('mrds', 'VOICE') });

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

  it('refuses a wrong password, and reads the phone books', async () => {
    const desk = await openDesk(rig, 'agent1');
    desks.push(desk);
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
});
