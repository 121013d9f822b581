/** Our own server is killed in the middle of a call, and finds it again; and it writes no password of a phone anywhere. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFinesse } from '../../../e2e/finesse/start.ts';
import type { RunningFinesse } from '../../../e2e/finesse/start.ts';
import type { Phone } from '../../../protocol/agent-manager/phone.ts';
import type { AgentPresenceEvent } from '../../../protocol/agent-manager/server-events.ts';
import { Desk } from '../../gateways/agent-manager/testing/desk.ts';
import { program } from '../programs.ts';
import { makeTestDatabase, settingsOf } from '../test-database.ts';
import type { TestDatabasePlace } from '../test-database.ts';

const PASSWORD = 'Passw0rd';

let finesse: RunningFinesse;
let place: TestDatabasePlace;
let output = '';

beforeAll(async () => {
  [finesse, place] = await Promise.all([startFinesse(), makeTestDatabase()]);
});
afterAll(async () => {
  await finesse.close();
  await place.remove();
});

/** Starts the server; everything that it writes is kept. */
async function start(port = '0') {
  const child = spawn(process.execPath, [await program('main')], {
    env: {
      ...process.env,
      ...settingsOf(place),
      PORT: port,
      LOG_LEVEL: 'trace',
      FINESSE_URL: finesse.url,
      FINESSE_XMPP_URL: `${finesse.url.replace('http', 'ws')}/ws/`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const from = output.length;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  const address = (): string | undefined => /"url":"(http:[^"]+)"/.exec(output.slice(from))?.[1];
  await expect.poll(address, { timeout: 60_000 }).toBeDefined();
  const url = address()?.replace(/\/$/, '') ?? '';
  // What the killed one held is its own until it is known to be gone.
  const isReady = async () => (await fetch(`${url}/ready`)).status;
  await expect.poll(isReady, { timeout: 60_000 }).toBe(200);
  return { url, child };
}

async function call(): Promise<string> {
  const answer = await fetch(`${finesse.url}/sim/call`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: '18005550199', to: '4101', vars: {} }),
  });
  return ((await answer.json()) as { dialogId: string }).dialogId;
}

/** A desk whose phone is signed in. */
async function signIn(url: string, token: string): Promise<Desk> {
  const desk = new Desk(url, { token });
  // The tenant is this process's again once the lease of the killed one has run out.
  const links = () => desk.all<Phone>('phone').map(({ link }) => link);
  await expect.poll(links, { timeout: 40_000 }).toContain('SIGNED_OUT');
  const wrong = { loginId: 'agent1', password: 'a-wrong-guess', extension: '4101' };
  expect(await desk.ask('signInPhone', wrong)).toMatchObject({ code: 'PHONE_CREDENTIALS' });
  const phone = { loginId: 'agent1', password: PASSWORD, extension: '4101' };
  expect(await desk.ask('signInPhone', phone)).toEqual({ status: 'ok' });
  await desk.hear<Phone>('phone', ({ link }) => link === 'CONNECTED');
  return desk;
}

describe('a server that is killed in the middle of a call', () => {
  it('finds the call again in its conversation, and no password is in its output', async () => {
    const first = await start();
    const answer = await fetch(`${first.url}/agent-manager/agent/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'agent1', password: 'demo' }),
    });
    const { data } = (await answer.json()) as { data: { token: string } };
    const { token } = data;
    const desk = await signIn(first.url, token);
    const { agentPresence } = await desk.hear<AgentPresenceEvent>('agentPresence');
    const mrdId = agentPresence.agentMrdStates.find(({ mrd }) => mrd.name === 'VOICE')?.mrd.id;
    await desk.ask('changeAgentState', { action: 'agentState', state: { name: 'READY' } });
    await desk.ask('changeAgentState', { action: 'agentMRDState', state: 'READY', mrdId });
    const callId = await call();
    await desk.hear<Phone>('phone', ({ calls }) => calls[0]?.state === 'ALERTING');
    expect(await desk.ask('callAction', { callId, action: 'ANSWER' })).toEqual({ status: 'ok' });
    const talking = await desk.hear<Phone>('phone', ({ calls }) => calls[0]?.conversationId != null);
    const conversationId = talking.calls[0]?.conversationId;
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');

    const second = await start(new URL(first.url).port);
    const again = await signIn(second.url, token);
    const found = await again.hear<Phone>('phone', ({ calls }) => calls[0]?.conversationId != null);
    expect(found.calls).toMatchObject([{ id: callId, state: 'ACTIVE', conversationId }]);
    const topics = again.all<{ conversationId: string }>('onTopicData');
    expect(new Set(topics.map((topic) => topic.conversationId))).toEqual(new Set([conversationId]));
    expect(await again.ask('callAction', { callId, action: 'DROP' })).toEqual({ status: 'ok' });
    await again.hear('wrapupTimerStarted');
    again.close();
    desk.close();
    second.child.kill('SIGTERM');
    await once(second.child, 'exit');

    expect(output).toContain('"level":"debug"');
    for (const secret of [PASSWORD, 'a-wrong-guess']) {
      expect(output).not.toContain(secret);
      expect(output).not.toContain(encodeURIComponent(secret) + '<');
      for (const text of [`agent1:${secret}`, secret])
        expect(output).not.toContain(Buffer.from(text).toString('base64'));
    }
  }, 120_000);
});
