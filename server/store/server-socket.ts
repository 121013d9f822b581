import { Socket } from 'node:net';

/**
 * A socket to a database server that gives up when nothing comes or goes for `silenceMs`. A half-open connection
 * (the peer is gone without a word) would else be waited for as long as the system does, which is hours. A
 * connection without work is closed by that, too; the pool opens another one.
 */
export function serverSocket(silenceMs: number): Socket {
  const socket = new Socket();
  socket.setTimeout(silenceMs, () => {
    const error: NodeJS.ErrnoException = new Error('The database server does not answer');
    error.code = 'ETIMEDOUT';
    socket.destroy(error);
  });
  return socket;
}
