/** What all protocols that agents speak have in common. */
import type { Logger } from 'pino';
import type { GatewayEngine } from '../engine/contract.ts';
import type { Identity } from '../identity/identity-contract.ts';
import { AgentConnections } from './agent-connections.ts';
import { watchSignIns, type EndSignIn } from './sign-in-endings.ts';

export type SharedConnections = {
  readonly agents: AgentConnections;
  readonly endSignIn: EndSignIn;
  /** From here on nothing follows from connections that end. */
  close: () => void;
};

/** To be opened once per process, before the gateways. */
export function openConnections(sources: {
  engine: GatewayEngine;
  identity: Pick<Identity, 'endSession' | 'onSessionEnded'>;
  logger: Logger;
}): SharedConnections {
  const agents = new AgentConnections(sources.engine);
  const signIns = watchSignIns(sources, agents);
  return {
    agents,
    endSignIn: signIns.endSignIn,
    close: () => {
      agents.close();
      signIns.close();
    },
  };
}
