/**
 * How sign-ins end: the agent signs out, another sign-in takes over, or identity ends it. The rest follows here, for
 * the connections of every protocol.
 */
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { endsSignIn, isForced } from '../core/disconnect.ts';
import type { DomainEvent } from '../core/events.ts';
import type { Delivery } from '../engine/contract.ts';
import type { Ending } from '../identity/ending.ts';
import type { Identity } from '../identity/identity-contract.ts';
import type { AgentConnections } from './agent-connections.ts';
import type { GatewayEngine } from '../engine/contract.ts';

/** Ends a sign-in for good, and says why to the security log. Never rejects. */
export type EndSignIn = (sid: string, cause: Ending) => Promise<void>;

type Sources = {
  engine: Pick<GatewayEngine, 'onTurn' | 'read' | 'submit'>;
  identity: Pick<Identity, 'endSession' | 'onSessionEnded'>;
  logger: Logger;
};

/** What a program says about itself is told to the sign-ins that it replaces: at most so many characters. */
const LONGEST_USER_AGENT = 300;

/** Watches for sign-ins that end. To be opened before the gateways: who is taken over hears nothing after it. */
export function watchSignIns(
  sources: Sources,
  connections: AgentConnections,
): { endSignIn: EndSignIn; close: () => void } {
  const endSignIn = endingSignIns(sources);
  const stopTurns = sources.engine.onTurn(({ events }) => {
    const endings = events.flatMap((event) => endingOf(event, connections, endSignIn) ?? []);
    if (endings.length === 0) return undefined;
    return () => {
      for (const end of endings) end();
    };
  });
  const stopSessions = sources.identity.onSessionEnded((sid) => void signOutWith(sid, sources));
  return {
    endSignIn,
    close: () => {
      stopTurns();
      stopSessions();
    },
  };
}

function endingOf(
  event: DomainEvent,
  connections: AgentConnections,
  endSignIn: EndSignIn,
): Delivery | undefined {
  if (event.type === 'agent.sessionReplaced') {
    return () => replace(event.agentId, event.previousSid, connections, endSignIn);
  }
  if (event.type !== 'agent.signedOut' || event.sid === null || !endsSignIn(event.reason)) return undefined;
  const { agentId, sid } = event;
  const reason = isForced(event.reason) ? 'forced-out' : 'sign-out';
  return () => signOut(agentId, sid, reason, connections, endSignIn);
}

function replace(agentId: string, sid: string, connections: AgentConnections, endSignIn: EndSignIn): void {
  const all = connections.ofAgent(agentId);
  const newcomer = all.findLast((connection) => connection.principal().sid !== sid);
  const userAgent = (newcomer?.userAgent ?? '').slice(0, LONGEST_USER_AGENT);
  for (const connection of all) {
    if (connection.principal().sid === sid) connection.replace({ at: Date.now(), userAgent });
  }
  const client = newcomer && { address: newcomer.address, correlationId: newcomer.id };
  void endSignIn(sid, { reason: 'taken-over', userId: agentId, ...(client && { client }) });
}

/** The connections end when the sign-in has ended and whoever asked for it has been answered. */
function signOut(
  agentId: string,
  sid: string,
  reason: Ending['reason'],
  connections: AgentConnections,
  endSignIn: EndSignIn,
): void {
  // A newer sign-in may be connecting already; its connections stay.
  const mine = connections.ofSignIn(agentId, sid);
  void endSignIn(sid, { reason, userId: agentId }).then(() =>
    setImmediate(() => {
      for (const connection of mine) connection.end();
    }),
  );
}

/**
 * Ends sign-ins, each once at a time: whoever asks while it goes on gets the same promise, so that the answer to
 * a logout goes out before its connections are closed.
 */
function endingSignIns({ identity, logger }: Sources): EndSignIn {
  const going = new Map<string, Promise<void>>();
  return (sid, cause) => {
    const known = going.get(sid);
    if (known !== undefined) return known;
    const ending = identity
      .endSession(sid, cause)
      .catch((error: unknown) => logger.error({ err: error }, 'a sign-in could not be ended'))
      .then(() => void going.delete(sid));
    going.set(sid, ending);
    return ending;
  };
}

/** A sign-in that ended elsewhere (REST, a Keycloak) signs out its agent (D7). */
async function signOutWith(sid: string, { engine, logger }: Sources): Promise<void> {
  try {
    const agentId = await engine.read(
      ({ world }) => Object.values(world.state.agents).find((agent) => agent.sid === sid)?.id,
    );
    if (agentId === undefined) return;
    await engine.submit({ id: randomUUID(), type: 'agent.logout', agentId, sid, reasonId: null });
  } catch (error) {
    logger.warn({ err: error }, 'an agent whose sign-in ended could not be signed out');
  }
}
