/**
 * All customers lose their line at once and come back, from one address, as behind a proxy: how long until the
 * last of them has resumed? Wanted: 10,000 customers within 60 s. `--customers`, `--atonce` (chats that are begun at once).
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { numbers } from './lib/arguments.ts';
import { finish, print, rounded } from './lib/figures.ts';
import { startServerProcess } from './lib/server-process.ts';

const { customers, atonce } = numbers({ customers: 10_000, atonce: 200 });
/** The one address from which all of them seem to come. */
const ADDRESS = '203.0.113.9';

const directory = mkdtempSync(join(tmpdir(), 'agent-desk-return-'));
// Every limit on a return stands as it is by default; the chats are begun at once, which nobody does.
const server = await startServerProcess({ DATA_DIR: directory, TRUST_PROXY: 'loopback', CHAT_LIMIT: '0' });

type Session = { identifier: string; token: string };

function connect({ identifier, token }: Session): Socket {
  return io(server.url, {
    path: '/web-channel-manager/socket.io',
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 2_000,
    extraHeaders: { 'x-forwarded-for': ADDRESS },
    auth: {
      serviceIdentifier: 'demo-web',
      channelCustomerIdentifier: identifier,
      ...(token !== '' && { sessionToken: token }),
    },
  });
}

/** Does something for everybody, so many at once. */
async function forAll<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index);
  };
  await Promise.all(Array.from({ length: atonce }, lane));
  return results;
}

const sessions = await forAll(customers, async (): Promise<Session> => {
  const identifier = randomUUID();
  const socket = connect({ identifier, token: '' });
  const { sessionToken } = (await socket.timeout(60_000).emitWithAck('CHAT_REQUESTED', {})) as {
    sessionToken: string;
  };
  socket.disconnect();
  return { identifier, token: sessionToken };
});
print(`${customers} customers have begun a chat and lost their line`);

const began = performance.now();
const sockets = sessions.map(connect);
const back = await Promise.all(
  sockets.map(async (socket) => {
    const answer = (await socket.timeout(600_000).emitWithAck('CHAT_RESUMED', {})) as {
      isChatAvailable: boolean;
    };
    return answer.isChatAvailable;
  }),
);
const seconds = (performance.now() - began) / 1000;
const resumed = back.filter(Boolean).length;
for (const socket of sockets) socket.disconnect();
await server.stop();
rmSync(directory, { recursive: true, force: true });
print(`${resumed} of ${customers} are back after ${seconds.toFixed(1)} s, all from one address`);
finish('return', { customers, resumed, seconds: rounded(seconds) });
