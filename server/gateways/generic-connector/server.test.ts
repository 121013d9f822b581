/** The connector in the whole server: switched on by its settings, silent about passwords, and gone in time. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ACTIVEMQ_HOME, startActiveMq } from './testing/activemq.ts';
import { MISSING } from './testing/rig.ts';
import { PASSWORD, StandIn } from './testing/stand-in.ts';
import { StompClient } from './testing/stomp-client.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

describe.skipIf(MISSING !== null)(`the server with a connector${MISSING ?? ''}`, () => {
  it('serves agents that it has never heard of, writes no password, and stops signing nobody out', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'agent-desk-connector-'));
    const [broker, finesse] = await Promise.all([startActiveMq(ACTIVEMQ_HOME ?? ''), StandIn.start()]);
    const server = spawn(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'server/main.ts'], {
      cwd: ROOT,
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
      await expect.poll(() => said, { timeout: 60_000 }).toContain('connected with the broker');
      client.send('Desk7', 'Hello#client1');
      client.send('Desk7', 'Connect#1001002', `client1,${PASSWORD}`);
      client.send('Desk7', 'Login#1001002', `${PASSWORD},4002`);
      const types = () => client.heard.get('client1')?.map(({ headers }) => headers.type);
      await expect.poll(types, { timeout: 20_000 }).toEqual(['System', 'State', 'AgentInfo']);
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
  }, 150_000);
});
