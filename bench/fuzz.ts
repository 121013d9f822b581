/**
 * Packets that no client library makes, at a real server, while an honest customer chats: does it stay up, does
 * anything break inside, and does the customer notice? `--seed`, `--packets`, `--lanes` (connections at once).
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { attack } from '../server/testing/fuzz/attack.ts';
import { numbers } from './lib/arguments.ts';
import { distribution, finish, print } from './lib/figures.ts';
import { memoryOf } from './lib/process-figures.ts';
import { startServerProcess } from './lib/server-process.ts';

const { seed, packets, lanes } = numbers({ seed: 1, packets: 100_000, lanes: 8 });
/** How often (ms) the honest customer asks for something. */
const ASK_EVERY_MS = 100;

const directory = mkdtempSync(join(tmpdir(), 'agent-desk-fuzz-'));
const server = await startServerProcess({
  DATA_DIR: directory,
  LOG_LEVEL: 'fatal',
  // What is tried is what comes behind the limits.
  REFUSAL_LIMIT: '0',
  HANDSHAKE_LIMIT: '0',
  CHAT_LIMIT: '0',
  HISTORY_LIMIT: '0',
  EVENT_LIMIT: '100000',
});
const { url } = server;
print(`seed ${seed}, ${packets} packets, ${lanes} connections at once`);

async function signIn(): Promise<string> {
  const answer = await fetch(`${url}/agent/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'agent1', password: 'demo' }),
  });
  return ((await answer.json()) as { data: { token: string } }).data.token;
}

const customer = io(url, {
  path: '/web-channel-manager/socket.io',
  transports: ['websocket'],
  auth: { serviceIdentifier: 'demo-web', channelCustomerIdentifier: `honest-${randomUUID()}` },
});
const ask = async (event: string, payload: unknown): Promise<number> => {
  const began = performance.now();
  await customer.timeout(30_000).emitWithAck(event, payload);
  return performance.now() - began;
};
await ask('CHAT_REQUESTED', {});

const waits: number[] = [];
const honest = setInterval(() => {
  ask('CHAT_RESUMED', {}).then(
    (ms) => waits.push(ms),
    () => waits.push(Infinity),
  );
}, ASK_EVERY_MS);
const before = memoryOf(server.pid);
const began = performance.now();
let token = await signIn();
const progress = setInterval(() => {
  // The attacker signs itself out now and then.
  void signIn().then((fresh) => (token = fresh));
}, 5_000);
const report = await attack({
  port: Number(new URL(url).port),
  seed: String(seed),
  packets,
  lanes,
  agent: { username: 'agent2', password: 'demo' },
  connectorKey: 'demo-connector',
  agentToken: () => Promise.resolve(token),
});
const seconds = (performance.now() - began) / 1000;
clearInterval(honest);
clearInterval(progress);
customer.disconnect();
const ready = (await fetch(`${url}/ready`)).ok;
const metrics = await (await fetch(`${url}/metrics`)).text();
const contained = [...metrics.matchAll(/^desk_contained_errors_total\S* (\d+)$/gm)].reduce(
  (sum, [, count]) => sum + Number(count),
  0,
);
const after = memoryOf(server.pid);
await server.stop();
rmSync(directory, { recursive: true, force: true });

const wait = distribution(waits);
print(
  `${report.packets} packets over ${report.connections} connections in ${seconds.toFixed(0)} s; still ready: ${String(ready)}`,
);
print(`errors contained: ${contained}; memory ${before.toFixed(0)} → ${after.toFixed(0)} MB`);
print(`the honest customer waited p50 ${wait.p50} ms, p99 ${wait.p99} ms, at most ${wait.max} ms`);
finish('fuzz', { seed, ...report, seconds, ready, contained, waitP50: wait.p50, waitP99: wait.p99 });
