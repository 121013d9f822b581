import type { IncomingHttpHeaders } from 'node:http';
import { SignInError } from './errors.ts';

/** What a socket's handshake brings. */
export type Handshake = {
  auth: Record<string, unknown>;
  headers: IncomingHttpHeaders;
  /** Where it comes from, as far as it is known. */
  address?: string;
};

/** What a desk hands over as its agent. */
export type ClaimedAgent = {
  /** It proves nothing; it is only compared with the proof. */
  id: string;
  /** The token that the sign-in put into the user object, for desks that hand over nothing else. */
  token: unknown;
};

/**
 * The agent that a desk says it is: `auth.agent` is the user object of the sign-in, as an object or as a JSON
 * string. null: the desk does not say.
 * @throws SignInError `login-failed` when it is there and cannot be read
 */
export function claimedAgent(agent: unknown): ClaimedAgent | null {
  if (agent === undefined || agent === null || agent === '') return null;
  const user = typeof agent === 'string' ? parse(agent) : agent;
  if (typeof user === 'object' && user !== null && 'id' in user && typeof user.id === 'string') {
    return { id: user.id, token: 'token' in user ? user.token : undefined };
  }
  throw new SignInError('login-failed');
}

/** The token in `auth.agent`, to find the tenant by; whatever cannot be read has none. */
export function tokenOfAgent(agent: unknown): string | undefined {
  try {
    const token = claimedAgent(agent)?.token;
    return typeof token === 'string' ? token : undefined;
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SignInError('login-failed');
  }
}
