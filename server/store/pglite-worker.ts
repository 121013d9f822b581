/**
 * The thread in which the embedded database lives, so that no query stalls the event loop of the server.
 *
 * It gets its data directory as `workerData`, answers `ready` once the database is open, and speaks the
 * PostgreSQL protocol over every `MessagePort` that it is sent. `stop` closes the database cleanly.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { WireScheduler } from './wire-scheduler.ts';

/** What the thread is started with. */
export type PGliteWorkerData = { directory: string };

/** What the server sends: one more connection, or the order to close. */
export type PGliteWorkerRequest = { type: 'connect'; port: MessagePort } | { type: 'stop' };

/** What the thread answers. After `failed` it is of no more use. */
export type PGliteWorkerReport =
  { type: 'ready' } | { type: 'stopped' } | { type: 'failed'; message: string };

/** Ends a statement that its client left in the middle. */
const SYNC = Uint8Array.of(0x53, 0, 0, 0, 4);

const parent = parentPort;
if (!parent) throw new Error('pglite-worker is started as a worker thread only');
const report = (message: PGliteWorkerReport): void => parent.postMessage(message);
const fail = (error: unknown): void =>
  report({ type: 'failed', message: error instanceof Error ? error.message : String(error) });

try {
  const database = await PGlite.create((workerData as PGliteWorkerData).directory);
  const scheduler = new WireScheduler(
    {
      run: (messages) => database.execProtocolRaw(messages),
      inTransaction: () => database.isInTransaction(),
      rollback: async () => {
        await database.execProtocolRaw(SYNC);
        if (database.isInTransaction()) await database.exec('rollback');
        // The next connection must not meet what this one has set.
        await database.exec('reset all');
      },
    },
    fail,
  );
  parent.on('message', (request: PGliteWorkerRequest) => {
    if (request.type === 'connect') serve(scheduler, request.port);
    else void database.close().then(() => report({ type: 'stopped' }), fail);
  });
  report({ type: 'ready' });
} catch (error) {
  fail(error);
}

function serve(scheduler: WireScheduler, port: MessagePort): void {
  const connection = scheduler.connect(
    (bytes) => port.postMessage(bytes),
    () => port.close(),
  );
  port.on('message', (chunk: Uint8Array) => connection.receive(chunk));
  port.on('close', () => connection.close());
}
