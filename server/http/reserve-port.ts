/**
 * Takes the port before the contact centre is opened, so that a process that cannot listen disturbs nobody who
 * can, and `PORT=0` is known before anything needs the address.
 */
import type { Server } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** The port is another program's. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';

  constructor(host: string, port: number) {
    super(`Port ${port} on ${host} is in use by another program: stop that one, or set PORT.`);
  }
}

/** A port that is ours and answers nobody yet; who connects is kept waiting. */
export type ReservedPort = {
  port: number;
  /** Lets `server` listen in its place, without a gap, and gives it those who wait. */
  handOver(server: Server): Promise<void>;
  /** Gives the port free when the start fails. */
  release(): Promise<void>;
};

/** Throws `PortInUseError`, or the system's own error when `host` is not an address of this machine. */
export async function reservePort(host: string, port: number): Promise<ReservedPort> {
  const waiting = new Set<Socket>();
  const holder = createServer({ pauseOnConnect: true }, (socket) => {
    waiting.add(socket);
    // One who gives up while waiting is forgotten.
    socket.once('close', () => waiting.delete(socket)).on('error', () => waiting.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    holder.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(host, port) : error);
    });
    holder.listen(port, host, resolve);
  });
  const chosen = (holder.address() as AddressInfo).port;
  return {
    port: chosen,
    async handOver(server) {
      // Takes over the listening socket itself: nobody is refused in between.
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(holder, () => {
          server.off('error', reject);
          resolve();
        });
      });
      for (const socket of waiting) {
        server.emit('connection', socket);
        socket.resume();
      }
      waiting.clear();
    },
    async release() {
      for (const socket of waiting) socket.destroy();
      await new Promise((resolve) => holder.close(resolve));
    },
  };
}
