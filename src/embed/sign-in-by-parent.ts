/**
 * Signs the desk in by the page around its frame, which is asked for a token and, before that runs out, for the next
 * one. The frame is never sent to a sign-in page. As long as there is no good token, a card says why and what to do, and
 * the page around is asked again.
 */
import { fields, text, texts } from '../base/fields.ts';
import { originAround } from '../base/origin-around.ts';
import { deskConfig } from '../session/desk-config.ts';
import type { DeskSession } from '../session/session.ts';
import type { Reason } from './parent-messages.ts';
import { openParentChannel, type ParentChannel } from './parent-channel.ts';
import { createParentSession } from './parent-session.ts';
import { readParentToken, type ParentToken } from './parent-token.ts';
import type { ParentProblem } from './problem.ts';
import type { Card } from './show-card.tsx';
import { exchangeTicket, type TicketRenewal } from './ticket.ts';

/** How long the page around may take at the start, ms. */
const ANSWERED_WITHIN = 10_000;
/** How soon it is asked again after an answer of no use, ms. */
const AGAIN_AFTER = 10_000;

let channel: ParentChannel | undefined;
/** Why the next token is wanted. */
let wanted: Reason = 'start';

type Outcome = { token: ParentToken; renew?: TicketRenewal } | { problem: ParentProblem };

/** What the server says to a token: its code when it does not take it, else null. Rejects when it can't be reached. */
async function refusalOf(token: string): Promise<string | null> {
  const answer = await fetch('/agent-manager/me', {
    headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' },
  });
  if (answer.status !== 401) return null;
  const body: unknown = await answer.json().catch(() => null);
  return text(fields(fields(body).error).code, 'UNAUTHORIZED');
}

async function tryOnce(origin: string | null, asked: ParentChannel, reason: Reason): Promise<Outcome> {
  const answer = await asked.ask(reason, ANSWERED_WITHIN);
  if (answer === null) {
    return { problem: { kind: 'silent', origin, stranger: asked.ignored().lastOrigin } };
  }
  if (answer.type === 'agent-desk.no-token') return { problem: { kind: 'none', origin } };
  if (answer.type === 'agent-desk.ticket') {
    const outcome = await exchangeTicket(answer.ticket);
    return 'code' in outcome ? { problem: { kind: 'refused', origin, code: outcome.code } } : outcome;
  }
  const token = readParentToken(answer, Date.now());
  if (token === null) return { problem: { kind: 'bad', origin } };
  const code = await refusalOf(token.token);
  return code === null ? { token } : { problem: { kind: 'refused', origin, code } };
}

/**
 * Signs in by the page around. Resolves with null where no origin may do so, and in a frame of our own pages; else it
 * goes on asking until there is a token. Rejects when the server can't be reached.
 */
export async function signInByParent(): Promise<DeskSession | null> {
  const config = await deskConfig();
  const origin = originAround();
  const listed = texts(config.embedOrigins);
  // The demo stands under all names of this machine, which are sites of their own to a browser.
  const isDemo = origin !== window.location.origin && texts(config.demoOrigins).some((one) => one === origin);
  const origins = isDemo && origin !== null ? [...listed, origin] : listed;
  if (origins.length === 0) return null;
  if (origin === window.location.origin && !origins.includes(origin)) return null;
  channel ??= openParentChannel(origins, () => crypto.randomUUID());
  const asked = channel;
  const isStranger = origin !== null && !origins.includes(origin);
  let card: Card | null = null;
  try {
    for (;;) {
      const outcome = isStranger
        ? { problem: { kind: 'unknown', origin } as const }
        : await tryOnce(origin, asked, wanted);
      if ('token' in outcome) {
        wanted = 'start';
        asked.tellTitles();
        return createParentSession(asked, outcome.token, {
          now: () => Date.now(),
          steady: () => performance.now(),
          ...(outcome.renew !== undefined && { renew: outcome.renew }),
          onOver: () => {
            wanted = 'sign-in';
          },
        });
      }
      const { problem } = outcome;
      // The page around may have kept it too long: it is asked for another one at once.
      const first = problem.kind === 'refused' && wanted === 'start';
      if (problem.kind === 'refused' && wanted !== 'sign-in') wanted = 'refused';
      if (first) continue;
      const shown = (card ??= await openCard());
      if (problem.kind === 'silent') {
        // It is asked again at once; who presses has changed something, and loads the frame anew.
        shown.show(problem, reload);
      } else {
        await new Promise<void>((resolve) => {
          shown.show(problem, isStranger ? reload : resolve);
          setTimeout(resolve, AGAIN_AFTER);
        });
      }
    }
  } finally {
    card?.close();
  }
}

async function openCard(): Promise<Card> {
  return (await import('./show-card.tsx')).openCard();
}

function reload(): void {
  window.location.reload();
}
