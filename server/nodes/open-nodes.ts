/** What a process needs to serve together with others: how it reaches them, for each tenant. */
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Spread } from '../engine/node/open-node-engine.ts';
import type { Schema } from '../store/schema.ts';
import { installationOf } from '../store/installation.ts';
import { openNodeBus } from './node-bus.ts';
import { openTenantPipes } from './tenant-pipes.ts';
import { TenantSpread } from './tenant-spread.ts';
import type { TenantPipes } from './tenant-pipes.ts';

export type Nodes = {
  /** Names this process; a process that was restarted has another name. */
  readonly node: string;
  /** Whether Redis carries what this process says to others. Without it they talk over the database. */
  readonly hasRedis: boolean;
  /** The ends of a tenant's pipe. */
  pipes(tenant: string, ownerIsHere: () => boolean): TenantPipes;
  /** How the owners of several tenants are spread over the processes. */
  spread(tenant: string): Spread;
  /** Tells the other nodes that the stored configuration of a tenant was changed. */
  configurationChanged(tenant: string): void;
  /** Calls `listener` when another node says so. The result ends that. */
  onConfigurationChanged(tenant: string, listener: () => void): () => void;
  /** What the nodes say to each other of the phones of a tenant's agents. */
  phones(tenant: string): {
    publish(text: string): void;
    subscribe(listener: (text: string) => void): () => void;
  };
  close(): Promise<void>;
};

export type NodesOptions = {
  redisUrl: string;
  databaseUrl: string;
  db: Kysely<Schema>;
  node: string;
  logger: Pick<Logger, 'info' | 'warn'>;
};

/** Reaches for the other nodes. It goes on without Redis when that is away, and with it as soon as it is there. */
export async function openNodes({ db, node, ...options }: NodesOptions): Promise<Nodes> {
  const bus = openNodeBus({ ...options, node, installation: await installationOf(db) });
  const spread = new TenantSpread(bus, node);
  const configuration = (tenant: string): string => `${tenant}:configuration`;
  return {
    node,
    get hasRedis() {
      return bus.hasRedis;
    },
    pipes: (tenant, ownerIsHere) => openTenantPipes(bus, tenant, ownerIsHere),
    spread: (tenant) => spread.of(tenant),
    configurationChanged: (tenant) => bus.publish(configuration(tenant), node),
    onConfigurationChanged: (tenant, listener) => bus.subscribe(configuration(tenant), listener),
    phones: (tenant) => ({
      publish: (text) => bus.publish(`${tenant}:phones`, text),
      subscribe: (listener) => bus.subscribe(`${tenant}:phones`, listener),
    }),
    close: () => {
      spread.close();
      return bus.close();
    },
  };
}
