/** Connections as the engine asks for them and is told of them. */
import type { Command } from '../core/commands.ts';

/** A connection has come or gone. */
export type PresenceCommand = Extract<
  Command,
  { type: 'agent.connect' | 'agent.disconnect' | 'session.connect' | 'session.disconnect' }
>;

/** The connections of one kind that a gateway holds. Several gateways may hold some of the same kind. */
export type PresenceSource =
  | { kind: 'agent'; has: (agentId: string, sid: string) => boolean }
  | { kind: 'session'; has: (sessionId: string) => boolean };
