import type { IncomingHttpHeaders } from 'node:http';
import { SignInError } from './errors.ts';

/** What a socket's handshake brings. */
export type Handshake = {
  auth: Record<string, unknown>;
  headers: IncomingHttpHeaders;
};

/**
 * The id of the agent that a desk says it is: `auth.agent` is the user object of the sign-in, as an object or
 * as a JSON string. It proves nothing; it is only compared with the proof. null: the desk does not say.
 * @throws SignInError `login-failed` when it is there and cannot be read
 */
export function claimedAgentId(agent: unknown): string | null {
  if (agent === undefined || agent === null || agent === '') return null;
  const user = typeof agent === 'string' ? parse(agent) : agent;
  if (typeof user === 'object' && user !== null && 'id' in user && typeof user.id === 'string')
    return user.id;
  throw new SignInError('login-failed');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SignInError('login-failed');
  }
}
