import { randomUUID } from 'node:crypto';
import type { GatewayEngine } from '../contract.ts';
import type { EngineLogger } from '../mailbox.ts';
import type { Archive } from './archive.ts';
import type { FollowerPipe } from './pipe.ts';
import { PIPE_SETTINGS, systemTimers } from './settings.ts';
import type { PipeSettings, Timers } from './settings.ts';

export type FollowerOptions = {
  tenant: string;
  pipe: FollowerPipe;
  archive: Archive;
  logger: EngineLogger;
  settings?: Partial<PipeSettings>;
  /** How long to wait for the owner at first (ms); default 30,000. */
  patienceMs?: number;
  newId?: () => string;
  /** Ms that pass; default `performance.now`. */
  monotonic?: () => number;
  timers?: Timers;
};

/** An engine that follows another one. */
export type RunningFollower = GatewayEngine & {
  /** Sequence of the last event of the replica. */
  readonly seq: number;
  /** How long nothing was heard of the owner (ms). */
  readonly silentMs: number;
  /** Rejects when reads would: the replica is not known to be complete. */
  check(): Promise<void>;
};

/** What is not said is as it always is. */
export function completed(options: FollowerOptions) {
  return {
    settings: { ...PIPE_SETTINGS, ...options.settings },
    newId: options.newId ?? randomUUID,
    monotonic: options.monotonic ?? (() => performance.now()),
    timers: options.timers ?? systemTimers,
  };
}
