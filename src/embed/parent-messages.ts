/**
 * What the desk in a frame and the page around it say to each other (docs/embed.md). Everything that comes is read
 * here: what is not exactly one of these messages is nothing.
 */
import { fields } from '../base/fields.ts';

/**
 * Why a token is wanted: for a start, because the last one runs out, because the server has refused it, or because the
 * agent signs in anew: then the token of a new sign-in is needed.
 */
export type Reason = 'start' | 'renewal' | 'refused' | 'sign-in';

/** From the desk to the page around. */
export type ToParent =
  | { type: 'agent-desk.token-wanted'; request: string; reason: Reason }
  | { type: 'agent-desk.signed-out' }
  /** What the tab of a desk would be called: it begins with ● while an offer waits. */
  | { type: 'agent-desk.title'; title: string };

/**
 * The answers of the page around. A ticket is changed for a token at the server, and the desk renews that by itself.
 * `expiresIn`: in how many seconds the token runs out, null where it was not said.
 */
export type FromParent =
  | { type: 'agent-desk.token'; request: string; token: string; expiresIn: number | null }
  | { type: 'agent-desk.ticket'; request: string; ticket: string }
  | { type: 'agent-desk.no-token'; request: string };

/** Longest id of a request and longest token, in characters. */
const LONGEST_REQUEST = 100;
const LONGEST_TOKEN = 32_768;

function shortText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= longest;
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

/** Reads a message of the page around; null for anything that is none. */
export function readFromParent(data: unknown): FromParent | null {
  const { type, request, token, ticket, expiresIn } = fields(data);
  if (!shortText(request, LONGEST_REQUEST)) return null;
  if (type === 'agent-desk.no-token') return { type, request };
  if (type === 'agent-desk.ticket')
    return shortText(ticket, LONGEST_TOKEN) ? { type, request, ticket } : null;
  if (type !== 'agent-desk.token' || !shortText(token, LONGEST_TOKEN)) return null;
  if (expiresIn !== undefined && !isSeconds(expiresIn)) return null;
  return { type, request, token, expiresIn: expiresIn ?? null };
}
