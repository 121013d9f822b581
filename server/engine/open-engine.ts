import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../core/world.ts';
import type { Database } from '../store/database.ts';
import { JournalWriter } from '../store/journal-writer.ts';
import { OwnershipLostError } from '../store/ownership.ts';
import type { GatewayEngine, Reset } from './contract.ts';
import { toBatch } from './entry-content.ts';
import { EngineClosedError } from './errors.ts';
import { Lease } from './lease.ts';
import { loadTenant } from './load.ts';
import { Mailbox } from './mailbox.ts';
import type { EngineLogger, EngineStep } from './mailbox.ts';
import { PassingClock } from './passing-clock.ts';
import { NO_AGENT, Presence, presenceDifference } from './presence.ts';
import { Snapshots } from './snapshots.ts';
import { StoreWatch } from './store-watch.ts';

/** What an engine runs on. Times in ms. */
export type EngineOptions = {
  /** Open and migrated; it stays open when the engine closes. */
  database: Pick<Database, 'db' | 'pool' | 'access'>;
  tenant: string;
  /**
   * Names this node: stable over restarts, different on each. A node that was killed takes its tenants back at
   * once; another node has to wait until the lease has run out.
   */
  nodeId: string;
  logger: EngineLogger;
  /** The wall clock, epoch ms; default `Date.now`. It names the moment of the start; afterwards time passes. */
  wall?: () => number;
  /** Epoch ms, instead of the time that passes: for tests that let it pass themselves. */
  now?: () => number;
  /** Ids of the commands that the engine itself gives; default UUIDs. */
  newId?: () => string;
  /** Events between two snapshots; default 10,000. */
  snapshotEvery?: number;
  /** Deadlines this close together are carried out together, so none is late by more; default 20. */
  tickResolution?: number;
  /** How long the tenant stays with a node that has stopped answering; default 2,000. */
  leaseMs?: number;
  /** How long to wait for another node to let the tenant go; default 30,000. */
  patienceMs?: number;
  /** How long a command waits for its commit before it is refused (ms); default 5,000. */
  answerMs?: number;
  /** How many commands and looks may wait at once; more are refused. Default 20,000. */
  maxWaiting?: number;
  /** Hears of each step on the way of a command; absent: nobody traces. */
  onStep?: (step: EngineStep) => void;
  /** Called once when the engine stops by itself because another process took over. */
  onLost?: (error: OwnershipLostError) => void;
};

/** An engine, and what those who run it need besides its contract. */
export type RunningEngine = GatewayEngine & {
  /** Rejects when commands cannot be stored now. */
  check(): Promise<void>;
  /** Sequence of the last event that was decided. */
  readonly seq: number;
  /** Grows with every owner of the tenant: of two, the one with the higher term has it. */
  readonly term: number;
  /** Whether nobody else can own the tenant now. */
  readonly isSure: boolean;
};

const RETRY_MS = 250;
const LONGEST_RETRY_MS = 2_000;

/**
 * Takes the tenant, rebuilds its state and starts its clock. Agents count as gone at first: those who were connected
 * have their grace, counted from now, to come back. Customers have it from the first `presence.compare()`, which whoever
 * serves them calls once they can come.
 * Throws `TenantOwnedElsewhereError` when another node does not let go.
 */
export async function openEngine(options: EngineOptions): Promise<RunningEngine> {
  const { database, tenant, nodeId, logger } = options;
  const { db, pool } = database;
  const newId = options.newId ?? randomUUID;
  const resets = new Set<(reset: Reset) => void>();
  let running: Mailbox | null = null;
  let ended: Promise<void> | null = null;
  const leaseMs = options.leaseMs ?? 2_000;

  // The lease is renewed from the beginning, also while the state is still being loaded.
  const watch = new StoreWatch({
    suspend: (error) => running?.suspend(error),
    resume: () => running?.resume(),
    probe: () => writer.probe(leaseMs),
    answerMs: options.answerMs ?? 5_000,
  });
  const lease = await Lease.acquire(
    {
      db,
      tenant,
      nodeId,
      leaseMs,
      renew: () => writer.renew(leaseMs),
      onRenewed: () => watch.over('lease'),
      onLost: (error) => lose(error),
      onTrouble: (error) => {
        logger.warn({ err: error, tenant }, 'the lease could not be renewed');
        watch.begin('lease', error);
      },
    },
    options.patienceMs ?? 30_000,
  );
  const term = lease.ownership.fence;
  const writer = new JournalWriter(pool, lease.ownership);
  const loaded = await loadTenant(db, tenant).catch(async (error: unknown) => {
    await lease.end(true);
    throw error;
  });
  let world: World = loaded.world;
  const replayed = world.state.seq - loaded.snapshotSeq;
  logger.info({ tenant, seq: world.state.seq, replayed }, 'the contact centre is loaded');

  const clock = new PassingClock(
    {
      wall: options.wall ?? Date.now,
      monotonic: () => performance.now(),
      onStep: (ahead) => {
        logger.warn(
          { tenant, ahead },
          'the wall clock was set; time goes on as before and follows it slowly, a restart takes it over',
        );
      },
    },
    world.state.clock,
  );
  const now = options.now ?? (() => clock.now());
  const mailbox = new Mailbox({
    world,
    records: loaded.records,
    now,
    newId,
    tickResolution: options.tickResolution ?? 20,
    maxWaiting: options.maxWaiting ?? 20_000,
    logger,
    ...(options.onStep !== undefined && { onStep: options.onStep }),
    append: async (entries) => {
      const batch = toBatch(entries);
      await watch.append(() => writer.append(batch));
      snapshots.durable(batch.entries.at(-1)?.event.seq ?? lease.head);
    },
    onCommitFailure: (error) => void recover(error),
    onBroken: () => void recover(null),
  });
  running = mailbox;
  const presence = new Presence({
    submit: (command) => mailbox.submit(command),
    read: (look) => mailbox.read(look),
    ended: () => ended !== null,
    newId,
  });

  const snapshots = new Snapshots({
    database,
    tenant,
    every: options.snapshotEvery ?? 10_000,
    snapshotSeq: loaded.snapshotSeq,
    durableSeq: world.state.seq,
    now,
    logger,
  });

  function lose(error: OwnershipLostError): void {
    if (!running) return;
    running.stop(error);
    if (ended) return;
    logger.error({ tenant }, error.message);
    ended = finish(error, false);
    options.onLost?.(error);
  }

  async function finish(error: Error, release: boolean): Promise<void> {
    snapshots.stop();
    running?.stop(error);
    writer.close();
    await lease.end(release).catch((error: unknown) => {
      logger.warn({ err: error, tenant }, 'the lease could not be given back; it will run out');
    });
  }

  /**
   * Finds out what became of the batch that failed: under a new fence it is in the journal or never will be.
   * When it is there, work goes on; when it is not, the state is rebuilt and everything decided since is void.
   */
  async function recover(cause: unknown): Promise<void> {
    if (cause !== null) logger.error({ err: cause, tenant }, 'a commit failed');
    for (let pause = RETRY_MS; ; pause = Math.min(pause * 2, LONGEST_RETRY_MS)) {
      try {
        if (cause instanceof OwnershipLostError) throw cause;
        writer.close();
        await lease.retake();
        writer.own(lease.ownership);
        snapshots.durable(lease.head);
        // A disk that is full takes small changes for a while.
        await writer.probe(leaseMs);
        if (cause !== null && mailbox.writtenSeq === lease.head) {
          mailbox.settleWritten();
          watch.over('recovery');
          // Those who were answered before may have taken it for lost.
          presence.compare();
          return;
        }
        const again = await loadTenant(db, tenant);
        world = again.world;
        mailbox.restart(again.world, again.records, cause, [...presence.difference(again.world.state)]);
        logger.warn({ tenant, seq: world.state.seq }, 'the state was rebuilt from the journal');
        watch.over('recovery');
        for (const listener of resets) listener({ skipped: false });
        return;
      } catch (error) {
        if (error instanceof OwnershipLostError) {
          lose(error);
          return;
        }
        logger.error({ err: error, tenant }, 'the state could not be rebuilt yet');
        if (ended) {
          mailbox.stop(new EngineClosedError());
          return;
        }
        watch.begin('recovery', error);
        await sleep(pause);
      }
    }
  }

  async function close(): Promise<void> {
    mailbox.refuse(new EngineClosedError());
    await mailbox.whenIdle();
    await snapshots.close();
    await finish(new EngineClosedError(), true);
  }

  const engine: RunningEngine = {
    tenant,
    presence,
    now,
    term,
    get seq() {
      return world.state.seq;
    },
    get isSure() {
      return lease.isSure;
    },
    submit: (command, content) => mailbox.submit(command, content),
    read: (look) => mailbox.read(look),
    check: () => watch.check(),
    onTurn: (prepare) => mailbox.onTurn(prepare),
    onReset: (listener) => {
      resets.add(listener);
      return () => resets.delete(listener);
    },
    close: () => (ended ??= close()),
  };
  // Agents who were connected before the restart are gone now, and may come back within the grace: nothing is
  // offered to them until then. Customers are many more; who of them is gone is found out while the rest is served.
  // It is decided before anything else is; nobody has to wait until it is stored.
  const gone = [...presenceDifference(world.state, [NO_AGENT], newId)];
  Promise.all(gone.map((command) => engine.submit(command))).catch(() => presence.compare());
  return engine;
}
