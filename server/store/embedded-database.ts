import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort, Worker } from 'node:worker_threads';
import { copyTemplate } from './database-template.ts';
import { DataDirectoryLostError, lockDataDirectory } from './data-directory-lock.ts';
import type { PGliteWorkerData, PGliteWorkerReport, PGliteWorkerRequest } from './pglite-worker.ts';
import { PortStream } from './port-stream.ts';
import { makePrivateDirectory } from './private-directory.ts';
import { startThread } from './start-thread.ts';

/** A PostgreSQL that lives in a thread of this process. */
type EmbeddedDatabase = {
  /** One more connection, for the `stream` setting of `pg`. */
  connect: () => PortStream;
  /** The same for another thread of this process. */
  openPort: () => MessagePort;
  /** Closes the database, ends the thread and gives the data directory free. */
  close: () => Promise<void>;
};

/** Where it stands, and what to do when it breaks. */
type EmbeddedOptions = {
  dataDir: string;
  /** How long to wait for another process that is about to end (ms). */
  patienceMs?: number | undefined;
  /** Called once when the thread dies or the directory is lost; the database is of no more use then. */
  onFailure: (error: Error) => void;
};

/**
 * Opens the database in `dataDir`, creating it the first time.
 *
 * It survives a killed process, not a loss of power: nothing is ever flushed to the disk by force. Who needs
 * that uses a PostgreSQL server. One process at a time: a second one gets `DataDirectoryInUseError`, and one
 * whose directory was taken over fails with `DataDirectoryLostError`.
 */
export async function openEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { dataDir, patienceMs } = options;
  await makePrivateDirectory(dataDir);
  let worker: Worker | null = null;
  let ended = false;
  const fail = (error: Error): void => {
    if (ended) return;
    ended = true;
    // Not closed: closing would write.
    void worker?.terminate().then(lock.release);
    options.onFailure(error);
  };
  const lock = await lockDataDirectory(dataDir, {
    patienceMs,
    onLost: () => fail(new DataDirectoryLostError()),
  });
  try {
    const directory = join(dataDir, 'database');
    await copyTemplate(directory);
    const data: PGliteWorkerData = { directory, claim: lock.paths };
    const thread = (worker = startThread(new URL('./pglite-worker.ts', import.meta.url), data));
    await answer(thread, 'ready');
    answer(thread, 'stopped').catch(fail);
    const openPort = (): MessagePort => {
      const { port1, port2 } = new MessageChannel();
      thread.postMessage({ type: 'connect', port: port2 } satisfies PGliteWorkerRequest, [port2]);
      return port1;
    };
    return {
      openPort,
      connect: () => new PortStream(openPort()),
      close: async () => {
        if (ended) return;
        ended = true;
        const stopped = answer(thread, 'stopped');
        thread.postMessage({ type: 'stop' } satisfies PGliteWorkerRequest);
        await stopped.finally(() => thread.terminate().then(lock.release));
      },
    };
  } catch (error) {
    ended = true;
    await worker?.terminate();
    lock.release();
    throw error;
  }
}

/** Waits for one report of the thread; rejects when the thread fails or ends instead. */
function answer(worker: Worker, type: 'ready' | 'stopped'): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('message', (report: PGliteWorkerReport) => {
      if (report.type === type) resolve();
      else if (report.type === 'lost') reject(new DataDirectoryLostError());
      else if (report.type === 'failed') reject(new Error(`The embedded database failed: ${report.message}`));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread of the embedded database has ended')));
  });
}
