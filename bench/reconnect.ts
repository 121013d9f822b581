/**
 * An agent whose connection was lost comes back to five conversations of 500 messages each: how long until the
 * desk has been told everything, and how many bytes that takes. Target: at most 300 ms and 1 MB.
 * `--conversations`, `--messages`, `--times`.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { numbers } from './lib/arguments.ts';
import { agentName, CHANNEL, PASSWORD, writeCentre } from './lib/centre-file.ts';
import { distribution, finish, print, rounded } from './lib/figures.ts';
import { startServerProcess } from './lib/server-process.ts';
import { until } from './lib/until.ts';

const { conversations, messages, times } = numbers({ conversations: 5, messages: 500, times: 10 });

const directory = mkdtempSync(join(tmpdir(), 'agent-desk-bench-'));
const CONFIG_FILE = join(directory, 'centre.json');
writeCentre(CONFIG_FILE, { agents: 1, maxTasks: conversations });
const server = await startServerProcess({ CONFIG_FILE, DATA_DIR: join(directory, 'data') });

const ask = (socket: Socket, event: string, payload: unknown): Promise<unknown> =>
  new Promise((resolve) => socket.emit(event, payload, resolve));

async function token(): Promise<string> {
  const response = await fetch(`${server.url}/agent/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: agentName(0), password: PASSWORD }),
  });
  return ((await response.json()) as { data: { token: string } }).data.token;
}

/** A desk that takes what it is offered. */
function desk(auth: { token: string }): Socket {
  const socket = io(server.url, { auth, transports: ['websocket'], forceNew: true, reconnection: false });
  socket.on('taskRequest', ({ conversationId, taskId }: { conversationId: string; taskId: string }) => {
    socket.emit('topicSubscription', { conversationId, taskId });
  });
  return socket;
}

/** A customer who has written everything before it resolves. */
async function talk(): Promise<Socket> {
  const auth = { serviceIdentifier: CHANNEL, channelCustomerIdentifier: randomUUID() };
  const path = '/web-channel-manager/socket.io';
  const socket = io(server.url, { path, auth, transports: ['websocket'], forceNew: true });
  await ask(socket, 'CHAT_REQUESTED', {});
  for (let index = 0; index < messages; index += 1) {
    const markdownText = `Message ${index}: is there anybody who can help me with my order 4711?`;
    await ask(socket, 'MESSAGE_RECEIVED', {
      id: randomUUID(),
      header: {},
      body: { type: 'PLAIN', markdownText },
    });
  }
  return socket;
}

/** One reconnection: from the click to `snapshotComplete`; bytes of everything that was told. */
function reconnect(auth: { token: string }): Promise<{ ms: number; bytes: number; topics: number }> {
  const began = performance.now();
  const socket = desk(auth);
  let bytes = 0;
  let topics = 0;
  socket.onAny((event: string, payload: unknown) => {
    bytes += Buffer.byteLength(JSON.stringify([event, payload]));
    if (event === 'onTopicData') topics += 1;
  });
  return new Promise((resolve, reject) => {
    socket.once('connect_error', reject);
    socket.once('snapshotComplete', () => {
      const ms = performance.now() - began;
      socket.disconnect();
      resolve({ ms, bytes, topics });
    });
  });
}

try {
  const auth = { token: await token() };
  const first = desk(auth);
  await ask(first, 'changeAgentState', { action: 'agentState', state: { name: 'READY' } });
  let accepted = 0;
  first.on('onTopicData', () => (accepted += 1));
  const customers = await Promise.all(Array.from({ length: conversations }, talk));
  await until(() => accepted >= conversations, 'all conversations to be accepted');
  first.disconnect();
  const seen = [];
  for (let time = 0; time < times; time += 1) seen.push(await reconnect(auth));
  for (const customer of customers) customer.disconnect();
  const told = distribution(seen.map(({ ms }) => ms));
  const bytes = Math.max(...seen.map((one) => one.bytes));
  const topics = Math.min(...seen.map((one) => one.topics));
  print(
    `${topics} conversations of ${messages} messages: p50 ${told.p50} ms, at most ${told.max} ms, ${bytes} bytes`,
  );
  finish('reconnect', {
    conversations: topics,
    messages,
    p50Ms: rounded(told.p50),
    maxMs: rounded(told.max),
    bytes,
  });
} finally {
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
}
