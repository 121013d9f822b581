/**
 * The thread in which the embedded database lives, so that no query stalls the event loop of the server.
 *
 * It gets its data directory as `workerData`, answers `ready` once the database is open, and speaks the
 * PostgreSQL protocol over every `MessagePort` that it is sent. `stop` closes the database cleanly.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import type { ClaimPaths } from './claims.ts';
import { DataDirectoryLostError } from './data-directory-lock.ts';
import { WireScheduler } from './wire-scheduler.ts';
import { WriteGuard } from './write-guard.ts';

/** What the thread is started with. */
export type PGliteWorkerData = { directory: string; claim: ClaimPaths };

/** What the server sends: one more connection, or the order to close. */
export type PGliteWorkerRequest = { type: 'connect'; port: MessagePort } | { type: 'stop' };

/** What the thread answers. After `failed` and `lost` (the data directory) it is of no more use. */
export type PGliteWorkerReport =
  { type: 'ready' } | { type: 'stopped' } | { type: 'lost' } | { type: 'failed'; message: string };

/** Ends a statement that its client left in the middle. */
const SYNC = Uint8Array.of(0x53, 0, 0, 0, 4);

const parent = parentPort;
if (!parent) throw new Error('pglite-worker is started as a worker thread only');
const report = (message: PGliteWorkerReport): void => parent.postMessage(message);
const fail = (error: unknown): void => {
  if (error instanceof DataDirectoryLostError) report({ type: 'lost' });
  else report({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
};
const { directory, claim } = workerData as PGliteWorkerData;
const guard = new WriteGuard(claim, () => {
  report({ type: 'lost' });
  // Ends this thread alone, in the middle of what it does.
  process.exit(1);
});

try {
  guard.verify();
  const database = await PGlite.create(directory);
  guard.protect(fileSystemOf(database));
  const scheduler = new WireScheduler(
    {
      run: async (messages) => {
        guard.verify();
        return database.execProtocolRaw(messages);
      },
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
    else void close(database).then(() => report({ type: 'stopped' }), fail);
  });
  report({ type: 'ready' });
} catch (error) {
  fail(error);
}

/** Closing writes a checkpoint. */
async function close(database: PGlite): Promise<void> {
  guard.verify();
  await database.close();
}

/** The operations by which the database reaches the disk. */
function fileSystemOf(database: PGlite): { write: (...parameters: never[]) => unknown } {
  const { filesystems } = database.Module.FS as unknown as {
    filesystems: { NODEFS: { stream_ops: { write: (...parameters: never[]) => unknown } } };
  };
  return filesystems.NODEFS.stream_ops;
}

function serve(scheduler: WireScheduler, port: MessagePort): void {
  const connection = scheduler.connect(
    (bytes) => port.postMessage(bytes),
    () => port.close(),
  );
  port.on('message', (chunk: Uint8Array) => connection.receive(chunk));
  port.on('close', () => connection.close());
}
