/** The Generic Connector of a process: it serves no tenant, but whoever Finesse knows. */
import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { ConnectorSettings } from '../../settings/finesse-settings.ts';
import { createSecurityLog } from '../../security-log.ts';
import { Broker } from './broker/broker.ts';
import { measureConnector } from './connector-metrics.ts';
import { Connector } from './connector.ts';
import { openSocketClients } from './socket-clients.ts';
import type { SocketClientsOptions } from './socket-clients.ts';

export type RunningConnector = {
  /** Signs nobody out; ends the links and the connection with the broker. */
  close(): Promise<void>;
};

/** Certificates beside those that Node trusts. */
async function trusted(caFile: string | null): Promise<string[] | undefined> {
  return caFile === null ? undefined : [...rootCertificates, await readFile(caFile, 'utf8')];
}

/**
 * Starts it. Neither the broker nor Finesse need be there yet. Rejects when a file with certificates cannot be read.
 * @param sockets where clients without a broker come in; null: nowhere
 * @param registry of the process's figures
 */
export async function startConnector(
  settings: ConnectorSettings,
  logger: Logger,
  sockets: Omit<SocketClientsOptions, 'take' | 'forget'> | null,
  registry: Registry,
): Promise<RunningConnector> {
  const { finesse, brokers, user, password, brokerCaFile, queue, commandTimeoutMs, timeZone } = settings;
  const own = logger.child({ part: 'generic connector' });
  const [ca, brokerCa] = await Promise.all([trusted(finesse.caFile), trusted(brokerCaFile)]);
  const connector: Connector = new Connector({
    nodes: finesse.nodes,
    ca,
    commandTimeoutMs,
    timeZone,
    logger: own,
    securityLog: createSecurityLog(logger),
    onRoom: () => broker.resume(),
    counts: measureConnector(registry, () => ({
      ...connector.figures(),
      isBrokerThere: broker.isConnected,
    })),
  });
  const broker = new Broker({
    urls: brokers,
    user,
    password,
    ca: brokerCa,
    queue,
    logger: own,
    take: connector.take,
    hasRoom: connector.hasRoom,
  });
  connector.open();
  broker.open();
  const clients =
    sockets === null
      ? null
      : openSocketClients({ ...sockets, take: connector.take, forget: connector.forget });
  return {
    close: async () => {
      broker.stopTaking();
      await connector.close();
      clients?.close();
      await broker.close();
    },
  };
}
