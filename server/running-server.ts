/** What a server is started with, and what runs then. */
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Configuration } from './configuration/load.ts';
import type { ServingEngine } from './engine/node/open-node-engine.ts';
import type { Identity } from './identity/identity-contract.ts';
import type { Settings } from './settings/settings.ts';
import type { Database } from './store/database.ts';
import type { Tenant } from './tenants/open-tenant.ts';

/** What a server is started with. */
export type StartOptions = {
  settings: Settings;
  /** Default: JSON lines on standard output, at the level of the settings. */
  logger?: Logger;
  /** The built pages; null serves none. Default: `dist/web`, when it is there. */
  webDir?: string | null;
  /** Something failed permanently: the database is gone, or another process took over. It is logged in any case. */
  onFatal?: (error: Error) => void;
  /** It was drained, as an administrator asked: nobody is connected any more, and it can end. */
  onDrained?: () => void;
};

/** A server that listens. */
export type RunningServer = {
  /** The origin that browsers use, without a trailing slash. */
  url: string;
  port: number;
  /** Whether the people who may sign in are the demo's. */
  demo: boolean;
  app: FastifyInstance;
  /** Of the first tenant, which is the only one unless the settings name several. */
  engine: ServingEngine;
  identity: Identity;
  configuration: Configuration;
  /** All that could be opened. */
  tenants: readonly Tenant[];
  database: Database;
  /**
   * Sends no new people here and lets those who are connected go little by little; `onDrained` follows. Null: the process
   * has its contact centres alone, and there is nowhere to go.
   */
  drain: (() => void) | null;
  /** Stops accepting, finishes what has begun, takes a snapshot, closes the sockets, gives everything free. */
  close(): Promise<void>;
};
