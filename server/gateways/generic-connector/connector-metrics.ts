/** The connector's figures at `/metrics`. */
import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { CommandName } from '../../../protocol/generic-connector/commands.ts';
import type { ConnectorErrorCode } from '../../../protocol/generic-connector/errors.ts';

/** What is counted as it happens. */
export type ConnectorCounts = {
  /** A command that is well formed has come. */
  command(name: CommandName): void;
  refused(code: ConnectorErrorCode): void;
};

/** What is looked up when somebody asks. */
type ConnectorFigures = {
  signedInAgents: number;
  waitingCommands: number;
  isFinesseThere: boolean;
  isBrokerThere: boolean;
};

/** @param now asked at each scrape */
export function measureConnector(registry: Registry, now: () => ConnectorFigures): ConnectorCounts {
  const registers = [registry];
  const commands = new Counter({
    name: 'desk_connector_commands_total',
    help: 'Commands that the Generic Connector has taken, by command',
    labelNames: ['command'],
    registers,
  });
  const refusals = new Counter({
    name: 'desk_connector_refusals_total',
    help: 'Commands that the Generic Connector has refused, by code',
    labelNames: ['code'],
    registers,
  });
  const gauge = (name: string, help: string, read: (figures: ConnectorFigures) => number): void => {
    const made: Gauge = new Gauge({ name, help, registers, collect: () => made.set(read(now())) });
  };
  gauge('desk_connector_agents', 'Agents that are signed in through the Generic Connector', (figures) => {
    return figures.signedInAgents;
  });
  gauge('desk_connector_waiting_commands', 'Commands that wait or are being carried out', (figures) => {
    return figures.waitingCommands;
  });
  gauge('desk_connector_finesse_up', '1 while Finesse is in service', ({ isFinesseThere }) => {
    return isFinesseThere ? 1 : 0;
  });
  gauge('desk_connector_broker_up', '1 while the broker is connected', ({ isBrokerThere }) => {
    return isBrokerThere ? 1 : 0;
  });
  return {
    command: (command) => commands.inc({ command }),
    refused: (code) => refusals.inc({ code }),
  };
}
