/**
 * A thread that takes one snapshot and ends: it reads the newest one and the journal after it, as a start does,
 * and writes the new one. So the server's own thread neither serialises the state nor waits for it, and what is
 * snapshotted is what a replay gives.
 */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { openAccess } from '../store/database-access.ts';
import type { DatabaseAccess } from '../store/database-access.ts';
import { writeSnapshot } from '../store/snapshots.ts';
import { loadWorldUntil } from './load.ts';

/** What the thread is started with. */
export type SnapshotWorkerData = { access: DatabaseAccess; tenant: string; seq: number; at: number };

/** What it answers before it ends. */
export type SnapshotWorkerReport = { ok: true } | { ok: false; message: string };

/** Lower than that of the server's own thread. Linux keeps a priority per thread, others one per process. */
const PRIORITY = 5;

if (process.platform === 'linux') setPriority(PRIORITY);
const { access, tenant, seq, at } = workerData as SnapshotWorkerData;
const { db, close } = openAccess(access);
let report: SnapshotWorkerReport = { ok: true };
try {
  const { state } = await loadWorldUntil(db, tenant, seq);
  if (state.seq !== seq) throw new Error(`The journal ends with event ${state.seq} instead of ${seq}`);
  await writeSnapshot(db, tenant, { seq, at, state: JSON.stringify(state) });
} catch (error) {
  report = { ok: false, message: error instanceof Error ? error.message : String(error) };
}
await close();
parentPort?.postMessage(report);
