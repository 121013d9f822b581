/**
 * The security log: one line per thing that an operator may have to prove or to look into, with a stable `event`,
 * who, from where, and the correlation id. It never carries a secret, nor what was typed as the name of an unknown
 * account (it may be a password in the wrong field).
 */
import type { Logger } from 'pino';
import type { ClientAddress } from './http/client-address.ts';

/** Names of `event`; documented in docs/operate.md and never changed. */
export const SECURITY_EVENTS = [
  'sign-in',
  'sign-in-failed',
  'sign-in-locked',
  'sign-out',
  'sign-in-taken-over',
  'refresh-token-reused',
  'token-revoked',
  'access-refused',
] as const;

export type SecurityEvent = (typeof SECURITY_EVENTS)[number];

/** Failures, locks and refusals are warnings: they are what an alarm counts. */
const WARNINGS: ReadonlySet<SecurityEvent> = new Set([
  'sign-in-failed',
  'sign-in-locked',
  'refresh-token-reused',
  'access-refused',
]);

export type SecurityFacts = {
  /** Username of a known account. */
  username?: string | null | undefined;
  userId?: string | null | undefined;
  /** The sign-in. */
  sid?: string | undefined;
  /** Where from; absent when the server itself acts. */
  client?: (Pick<ClientAddress, 'address'> & { correlationId?: string | undefined }) | undefined;
  /**
   * By which way: `login`, `page`, `http`, `agent-socket`, `customer-socket`, `chat-socket`, `connector`,
   * `finesse`, `generic-connector`.
   */
  way?: string;
  /** Why: a code. */
  reason?: string | undefined;
  /** Whose: named where one log tells of several tenants. */
  tenant?: string;
  /** What was asked for: a path without its query. */
  path?: string;
};

export type SecurityLog = (event: SecurityEvent, facts: SecurityFacts) => void;

export function createSecurityLog(logger: Logger): SecurityLog {
  const child = logger.child({ log: 'security' });
  return (event, { client, username, userId, ...facts }) => {
    const line = {
      event,
      username: username ?? null,
      userId: userId ?? null,
      address: client?.address ?? null,
      ...(client?.correlationId !== undefined && { correlationId: client.correlationId }),
      ...facts,
    };
    child[WARNINGS.has(event) ? 'warn' : 'info'](line, 'security');
  };
}
