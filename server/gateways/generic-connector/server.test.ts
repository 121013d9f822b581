/** The connector in the whole server: switched on by its settings, silent about passwords, and gone in time. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { program } from '../../testing/programs.ts';
import { ACTIVEMQ_HOME, startActiveMq } from './testing/activemq.ts';
import { MISSING } from './testing/rig.ts';
import { PASSWORD, StandIn } from './testing/stand-in.ts';
import { StompClient } from './testing/stomp-client.ts';

/** A client without a broker. */
async function openSocket(url: string, origin?: string) {
  const heard: string[] = [];
  const socket = new WebSocket(`${url.replace('http', 'ws')}/generic-connector`, {
    ...(origin !== undefined && { origin }),
  });
  socket.on('message', (data: Buffer) => {
    const { type, state, code } = JSON.parse(data.toString('utf8')) as Record<string, string | undefined>;
    heard.push([type, state ?? code].filter((part) => part !== undefined).join(' '));
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return {
    send: (text: string) => socket.send(text),
    /** @param after how many came before */
    hears: async (events: readonly string[], after = 0) => {
      await expect.poll(() => heard.slice(after), { timeout: 20_000 }).toEqual(events);
    },
  };
}

describe.skipIf(MISSING !== null)(`the server with a connector${MISSING ?? ''}`, () => {
  it('serves agents that it has never heard of, writes no password, and stops signing nobody out', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'agent-desk-connector-'));
    const [broker, finesse] = await Promise.all([startActiveMq(ACTIVEMQ_HOME ?? ''), StandIn.start()]);
    const server = spawn(process.execPath, [await program('main')], {
      env: {
        ...process.env,
        PORT: '0',
        DATA_DIR: directory,
        LOG_LEVEL: 'trace',
        GC_BROKER_URL: broker.url,
        GC_QUEUE: 'Desk7',
        FINESSE_URL: finesse.url,
        FINESSE_XMPP_URL: `${finesse.url.replace('http', 'ws')}/ws/`,
        GC_TIME_ZONE: 'Asia/Karachi',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [server.stdout, server.stderr]) {
      stream.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    }
    const ended = new Promise<number | null>((resolve) => server.once('exit', resolve));
    const client = await StompClient.open(broker.url);
    try {
      await client.subscribe('client1');
      await expect.poll(() => said, { timeout: 150_000 }).toContain('connected with the broker');
      client.send('Desk7', 'Hello#client1');
      client.send('Desk7', 'Connect#1001002', `client1,${PASSWORD}`);
      client.send('Desk7', 'Login#1001002', `${PASSWORD},4002`);
      const types = () => client.heard.get('client1')?.map(({ headers }) => headers.type);
      await expect.poll(types, { timeout: 20_000 }).toEqual(['System', 'State', 'AgentInfo']);

      const url = /"url":"(http:[^"]+)"/.exec(said)?.[1] ?? '';
      const socket = await openSocket(url);
      const say = (type: string, body = ''): void => socket.send(JSON.stringify({ type, body }));
      say('Hello#anything');
      await socket.hears(['System']);
      // Bob is connected by the broker, and Alice by nobody.
      say('MakeReady#1001002');
      say('MakeReady#1001001');
      await socket.hears(['System', 'Error NOT_CONNECTED', 'Error NOT_CONNECTED']);
      say('Connect#1001001', 'me,a-guess');
      say('Login#1001001', `${PASSWORD},4001`);
      await socket.hears(['Error FINESSE_REFUSED', 'Error NOT_CONNECTED'], 3);
      say('Connect#1001001', `me,${PASSWORD}`);
      say('Login#1001001', `${PASSWORD},4001`);
      say('MakeReady#1001001');
      await socket.hears(['State NOT_READY', 'AgentInfo', 'State READY'], 5);
      // The broker's clients do not command whom a socket has connected.
      client.send('Desk7', 'MakeNotReady#1001001', '', { 'reply-to': '/topic/client1' });
      await expect.poll(types, { timeout: 20_000 }).toEqual(['System', 'State', 'AgentInfo', 'Error']);
      await expect(openSocket(url, 'https://elsewhere.example.org')).rejects.toThrow('404');

      const begun = Date.now();
      server.kill('SIGTERM');
      expect(await ended).toBe(0);
      expect(Date.now() - begun).toBeLessThan(10_000);
      expect(await finesse.read('1001002', 'User/1001002')).toContain('<state>NOT_READY<');
      expect(await finesse.links()).toEqual([]);
      expect(said).not.toContain(PASSWORD);
      expect(said).not.toContain(Buffer.from(`1001002:${PASSWORD}`).toString('base64'));
    } finally {
      server.kill('SIGKILL');
      client.close();
      await Promise.all([broker.remove(), finesse.stop()]);
      rmSync(directory, { recursive: true, force: true });
    }
  }, 300_000);
});
