/** What routes and sockets have in common: where a client is, who owns an upgrade, where errors stop. */
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { TrustedProxies } from '../settings/network-settings.ts';
import { useClientAddresses } from './client-address.ts';
import { useContainment } from './containment.ts';
import type { Metrics } from './metrics.ts';
import { useRefusals } from './refusals.ts';
import { useUpgrades } from './upgrades.ts';

export type ConnectionOptions = {
  trustProxy?: TrustedProxies | undefined;
  /** Refusals per minute and address; 0: no limit. */
  refusalLimit?: number;
  logger: Pick<Logger, 'error'>;
  /** Without it nothing is counted. */
  metrics?: Metrics;
};

/** Prepares `app` for routes and sockets. */
export function useConnections(app: FastifyInstance, options: ConnectionOptions): void {
  useClientAddresses(app, options.trustProxy);
  useContainment(app, options.logger, options.metrics);
  useRefusals(app, options.refusalLimit ?? 0);
  useUpgrades(app);
}
