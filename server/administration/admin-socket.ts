/**
 * The administration socket: one JSON line in, one JSON line out, then the end. Who may open it is decided by
 * the file system (mode 0600): it is the server's own user. It is no network port.
 */
import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { Logger } from 'pino';
import type { Administration } from './administration.ts';
import { administrationRequest } from './requests.ts';
import type { AdministrationReply, AdministrationRequest } from './requests.ts';
import { makeSocketDirectory } from './socket-address.ts';

/** A configuration with thousands of users fits; more is no request. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Who opens the socket and sends nothing is let go. */
const SILENCE_MS = 10_000;

/**
 * Listens until `close`. Resolves with null when another process listens there or the place cannot be used:
 * the server serves all the same, and its log says so.
 */
export async function openAdminSocket(
  address: string,
  administration: Administration,
  logger: Pick<Logger, 'info' | 'warn' | 'error'>,
): Promise<{ close(): Promise<void> } | null> {
  const server = createServer({ allowHalfOpen: true }, (socket) => serve(socket, administration, logger));
  try {
    makeSocketDirectory(address);
    await listen(server, address);
  } catch (error) {
    logger.warn({ err: error }, 'the administration socket could not be opened');
    return null;
  }
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return {
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A socket that was left by a killed process is taken over; one that answers is another server's. */
async function listen(server: Server, address: string): Promise<void> {
  try {
    await listenOnce(server, address);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || (await answers(address))) throw error;
    rmSync(address, { force: true });
    await listenOnce(server, address);
  }
  if (!address.startsWith('\\\\.\\')) chmodSync(address, 0o600);
}

function listenOnce(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(address);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}

function serve(socket: Socket, administration: Administration, logger: Pick<Logger, 'info' | 'error'>): void {
  const parts: Buffer[] = [];
  let bytes = 0;
  socket.setTimeout(SILENCE_MS, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes > MOST_BYTES) socket.destroy();
    else parts.push(part);
  });
  socket.once('end', () => {
    // The work may take longer than anybody may stay silent before.
    socket.setTimeout(0);
    void answer(Buffer.concat(parts).toString('utf8'), administration, logger).then((reply) => {
      if (!socket.destroyed) socket.end(`${JSON.stringify(reply)}\n`);
    });
  });
}

async function answer(
  text: string,
  administration: Administration,
  logger: Pick<Logger, 'info' | 'error'>,
): Promise<AdministrationReply> {
  const request = parse(text);
  if (request === null) return { ok: false, message: 'That is no request of this version.' };
  try {
    const reply = await administration(request);
    logger.info({ event: 'administration', ...about(request), done: reply.ok }, 'an administrator acted');
    return reply;
  } catch (error) {
    logger.error({ err: error, ...about(request) }, 'a request of the administrator failed');
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

function parse(text: string): AdministrationRequest | null {
  try {
    return administrationRequest.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** What the log may say: what was asked and about whom, never a password or a key. */
function about(request: AdministrationRequest): { asked: string; subject?: string } {
  switch (request.do) {
    case 'users.change':
    case 'users.remove':
    case 'users.password':
      return { asked: request.do, subject: request.username };
    case 'users.add':
      return { asked: request.do, subject: String(request.user.username) };
    case 'keys.rotate':
      return { asked: request.do, subject: request.connector };
    case 'customers.erase':
      return { asked: request.do, subject: request.id };
    case 'status':
    case 'users.list':
    case 'keys.list':
    case 'config.export':
    case 'config.diff':
    case 'config.apply':
    case 'customers.find':
      return { asked: request.do };
  }
}

/** Asks the server that listens there. Resolves with null when none does. */
export function askServer(
  address: string,
  request: AdministrationRequest,
): Promise<AdministrationReply | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    const parts: Buffer[] = [];
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const nobody = error.code === 'ENOENT' || error.code === 'ECONNREFUSED' || error.code === 'ENOTDIR';
      if (nobody) resolve(null);
      else reject(error);
    });
    socket.once('connect', () => socket.end(JSON.stringify(request)));
    socket.on('data', (part: Buffer) => parts.push(part));
    socket.once('end', () => {
      const text = Buffer.concat(parts).toString('utf8');
      if (text === '') reject(new Error('The server closed the connection without an answer.'));
      else resolve(JSON.parse(text) as AdministrationReply);
    });
  });
}
