/** The Generic Connector of a process: it serves no tenant, but whoever Finesse knows. */
import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import type { Logger } from 'pino';
import type { ConnectorSettings } from '../../settings/finesse-settings.ts';
import { Broker } from './broker/broker.ts';
import { Connector } from './connector.ts';
import { openSocketClients } from './socket-clients.ts';
import type { SocketClientsOptions } from './socket-clients.ts';

export type RunningConnector = {
  /** Signs nobody out; ends the links and the connection with the broker. */
  close(): Promise<void>;
};

/**
 * Starts it. Neither the broker nor Finesse need be there yet. Rejects when `FINESSE_CA_FILE` cannot be read.
 * @param sockets where clients without a broker come in; null: nowhere
 */
export async function startConnector(
  settings: ConnectorSettings,
  logger: Logger,
  sockets: Omit<SocketClientsOptions, 'take' | 'forget'> | null,
): Promise<RunningConnector> {
  const { finesse, brokers, user, password, queue, commandTimeoutMs, timeZone } = settings;
  const own = logger.child({ part: 'generic connector' });
  const ca =
    finesse.caFile === null ? undefined : [...rootCertificates, await readFile(finesse.caFile, 'utf8')];
  const connector = new Connector({
    nodes: finesse.nodes,
    ca,
    commandTimeoutMs,
    timeZone,
    logger: own,
    onRoom: () => broker.resume(),
  });
  const broker = new Broker({
    urls: brokers,
    user,
    password,
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
