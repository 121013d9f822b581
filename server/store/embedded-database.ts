import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import { copyTemplate } from './database-template.ts';
import { lockDataDirectory } from './data-directory-lock.ts';
import type { PGliteWorkerData, PGliteWorkerReport, PGliteWorkerRequest } from './pglite-worker.ts';
import { PortStream } from './port-stream.ts';

/** A PostgreSQL that lives in a thread of this process. */
type EmbeddedDatabase = {
  /** One more connection, for the `stream` setting of `pg`. */
  connect: () => PortStream;
  /** Closes the database, ends the thread and gives the data directory free. */
  close: () => Promise<void>;
};

/**
 * Opens the database in `dataDir`, creating it the first time.
 *
 * It survives a killed process, not a loss of power: nothing is ever flushed to the disk by force. Who needs
 * that uses a PostgreSQL server. One process at a time: a second one gets `DataDirectoryInUseError`.
 * `onFailure` is called when the thread dies later on; the database is of no more use then.
 */
export async function openEmbeddedDatabase(
  dataDir: string,
  onFailure: (error: Error) => void,
): Promise<EmbeddedDatabase> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const unlock = await lockDataDirectory(dataDir);
  try {
    const directory = join(dataDir, 'database');
    await copyTemplate(directory);
    const worker = startWorker({ directory });
    await answer(worker, 'ready');
    let closing = false;
    const fail = (error: Error): void => {
      if (closing) return;
      closing = true;
      unlock();
      onFailure(error);
    };
    answer(worker, 'stopped').catch(fail);
    return {
      connect: () => {
        const { port1, port2 } = new MessageChannel();
        worker.postMessage({ type: 'connect', port: port2 } satisfies PGliteWorkerRequest, [port2]);
        return new PortStream(port1);
      },
      close: async () => {
        closing = true;
        const stopped = answer(worker, 'stopped');
        worker.postMessage({ type: 'stop' } satisfies PGliteWorkerRequest);
        await stopped.finally(() => worker.terminate().then(unlock));
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Waits for one report of the thread; rejects when the thread fails or ends instead. */
function answer(worker: Worker, type: 'ready' | 'stopped'): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('message', (report: PGliteWorkerReport) => {
      if (report.type === type) resolve();
      else if (report.type === 'failed') reject(new Error(`The embedded database failed: ${report.message}`));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread of the embedded database has ended')));
  });
}

/** Compiled, the worker stands beside this file; from source it is TypeScript, which needs a loader. */
function startWorker(workerData: PGliteWorkerData): Worker {
  const compiled = new URL('./pglite-worker.js', import.meta.url);
  if (existsSync(fileURLToPath(compiled))) return new Worker(compiled, { workerData, execArgv: [] });
  const loader = import.meta.resolve('tsx/esm/api');
  const source = new URL('./pglite-worker.ts', import.meta.url).href;
  // Node 20 does not apply a loader given by `--import` to the first module of a thread.
  const bootstrap = `import(${JSON.stringify(loader)}).then(({ register }) => {
    register();
    return import(${JSON.stringify(source)});
  })`;
  return new Worker(bootstrap, { eval: true, workerData, execArgv: [] });
}
