/**
 * The administration socket: one JSON line in, one JSON line out, then the end. Who may open it is decided by
 * the file system (mode 0600): it is the server's own user. It is no network port.
 */
import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { Logger } from 'pino';
import type { Administration } from './administration.ts';
import { AdministrationError, addressedRequest, administrationRequest, tenantAmong } from './requests.ts';
import type { AdministrationReply, AdministrationRequest } from './requests.ts';
import { makeSocketDirectory } from './socket-address.ts';

/** By the id of the tenant. */
type Administrations = ReadonlyMap<string, Administration>;

/** A configuration with thousands of users fits; more is no request. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Who opens the socket and sends nothing is let go. */
const SILENCE_MS = 10_000;

/**
 * Listens until `close`. Resolves with null when another process listens there or the place cannot be used:
 * the server serves all the same, and its log says so. `drain` lets everybody go, and ends the process.
 */
export async function openAdminSocket(
  address: string,
  administrations: Administrations,
  logger: Pick<Logger, 'info' | 'warn' | 'error'>,
  drain: () => void,
): Promise<{ close(): Promise<void> } | null> {
  const server = createServer({ allowHalfOpen: true }, (socket) =>
    serve(socket, administrations, logger, drain),
  );
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

function serve(
  socket: Socket,
  administrations: Administrations,
  logger: Pick<Logger, 'info' | 'error'>,
  drain: () => void,
): void {
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
    void answer(Buffer.concat(parts).toString('utf8'), administrations, logger, drain).then((reply) => {
      if (!socket.destroyed) socket.end(`${JSON.stringify(reply)}\n`);
    });
  });
}

async function answer(
  text: string,
  administrations: Administrations,
  logger: Pick<Logger, 'info' | 'error'>,
  drain: () => void,
): Promise<AdministrationReply> {
  const parsed = parse(text);
  if (parsed === null) return { ok: false, message: 'That is no request of this version.' };
  const { tenant, request } = parsed;
  try {
    if (request.do === 'drain') {
      logger.info({ event: 'administration', asked: request.do }, 'an administrator acted');
      drain();
      return {
        ok: true,
        lines: ['The node is drained: its connections end within ten seconds, then it ends.'],
      };
    }
    const reply = await tenantAmong(administrations, tenant)(request);
    const whose = tenant === undefined ? {} : { tenant };
    logger.info(
      { event: 'administration', ...whose, ...about(request), done: reply.ok },
      'an administrator acted',
    );
    return reply;
  } catch (error) {
    if (error instanceof AdministrationError) return { ok: false, message: error.message };
    logger.error({ err: error, ...about(request) }, 'a request of the administrator failed');
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

function parse(text: string): { tenant: string | undefined; request: AdministrationRequest } | null {
  try {
    const { tenant, ...request } = addressedRequest.parse(JSON.parse(text));
    return { tenant, request: administrationRequest.parse(request) };
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
    case 'drain':
    case 'users.list':
    case 'keys.list':
    case 'config.export':
    case 'config.diff':
    case 'config.apply':
    case 'monitorings.list':
    case 'customers.find':
      return { asked: request.do };
  }
}

/**
 * Asks the server that listens there. Resolves with null when none does.
 * @param tenant null: its only one
 */
export function askServer(
  address: string,
  tenant: string | null,
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
    socket.once('connect', () =>
      socket.end(JSON.stringify(tenant === null ? request : { tenant, ...request })),
    );
    socket.on('data', (part: Buffer) => parts.push(part));
    socket.once('end', () => {
      const text = Buffer.concat(parts).toString('utf8');
      if (text === '') reject(new Error('The server closed the connection without an answer.'));
      else resolve(JSON.parse(text) as AdministrationReply);
    });
  });
}
