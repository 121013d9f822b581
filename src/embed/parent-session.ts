/** A sign-in whose tokens come from the page around. Nothing is stored; a reload asks again. */
import type { DeskSession } from '../session/session.ts';
import type { ParentChannel } from './parent-channel.ts';
import { readParentToken, type ParentToken } from './parent-token.ts';
import type { TicketRenewal } from './ticket.ts';

/** How long the page around may take to give a fresh token, ms. */
const RENEWED_WITHIN = 15_000;

/**
 * `renew`: how the desk gets its next token by itself, where the page around has given a ticket; it rejects when there
 * is none to be had. `onOver`: the desk is to be signed in anew; the next token must be of a new sign-in.
 */
export function createParentSession(
  channel: Pick<ParentChannel, 'ask' | 'tellSignedOut'>,
  first: ParentToken,
  {
    now,
    steady,
    renew,
    onOver,
  }: { now: () => number; steady: () => number; renew?: TicketRenewal; onOver: () => void },
): DeskSession {
  let token = first;
  let arrived = steady();
  let refused = false;
  const isSpent = () => steady() - arrived >= token.lasts;

  return {
    current: () => token,
    refresh: async () => {
      if (renew !== undefined) {
        const outcome = await renew();
        refused = outcome === 'over';
        if (outcome === 'over') throw new Error('The sign-in of the ticket is over.');
        token = outcome;
        arrived = steady();
        return;
      }
      const answer = await channel.ask('renewal', RENEWED_WITHIN);
      if (answer === null) throw new Error('The page around did not answer.');
      const next = answer.type === 'agent-desk.token' ? readParentToken(answer, now()) : null;
      // The desk of one agent does not go on as another's.
      refused = answer.type === 'agent-desk.no-token' || (next !== null && next.subject !== first.subject);
      if (next === null || refused) throw new Error('The page around gave no token of this agent.');
      token = next;
      arrived = steady();
    },
    // Who is not answered is signed in as long as the last token lasts.
    ended: () => refused || isSpent(),
    account: () => first.account,
    login: () => {
      onOver();
      return Promise.resolve();
    },
    logout: () => {
      channel.tellSignedOut();
      onOver();
      return Promise.resolve();
    },
  };
}
