/**
 * A ticket of the page around, exchanged once for tokens, which the desk then renews itself. The page around and other
 * code in its origin never see them.
 */
import { fields, text } from '../base/fields.ts';
import { readParentToken, type ParentToken } from './parent-token.ts';

/** Gets the next token; `over` when the sign-in has ended. Rejects when the server can't be reached. */
export type TicketRenewal = () => Promise<ParentToken | 'over'>;

/** A sign-in by a ticket, or the code of the server's refusal. */
export type TicketOutcome = { token: ParentToken; renew: TicketRenewal } | { code: string };

/** Exchanges the ticket for a sign-in. Rejects when the server can't be reached. */
export async function exchangeTicket(ticket: string): Promise<TicketOutcome> {
  const first = await tokensFor('/agent/finesse/sign-in', { ticket });
  if ('code' in first) return first;
  let { refreshToken } = first;
  return {
    token: first.token,
    renew: async () => {
      const next = await tokensFor('/agent/refresh', { refresh_token: refreshToken });
      if ('code' in next) return 'over';
      ({ refreshToken } = next);
      return next.token;
    },
  };
}

async function tokensFor(
  path: string,
  body: object,
): Promise<{ token: ParentToken; refreshToken: string } | { code: string }> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
  });
  const read = fields(await answer.json().catch(() => null));
  if (answer.status === 429 || answer.status >= 500) throw new Error(`The server answered ${answer.status}.`);
  if (!answer.ok) return { code: text(fields(read.error).code, 'UNAUTHORIZED') };
  const { token, refresh_token } = fields(read.data);
  const given = { type: 'agent-desk.token', request: '', token: text(token), expiresIn: null } as const;
  const first = readParentToken(given, Date.now());
  return first === null ? { code: 'UNAUTHORIZED' } : { token: first, refreshToken: text(refresh_token) };
}
