import { NO_ANSWER, RefusedError, refusedBy } from './refused.ts';

/** How long a sign-in may take, ms. */
const ANSWER_WITHIN = 10_000;

/**
 * Tokens for programs: signs in by username and password, and again when a token is refused. A desk for people signs in
 * by OpenID Connect instead, and gives those tokens. Rejects with `RefusedError`.
 * @param server origin of the server
 */
export function passwordToken(
  server: string,
  username: string,
  password: string,
): (fresh: boolean) => Promise<string> {
  let kept: Promise<string> | null = null;
  return (fresh) => {
    if (kept === null || fresh) {
      const asked = signIn(server, username, password);
      kept = asked;
      asked.catch(() => {
        if (kept === asked) kept = null;
      });
    }
    return kept;
  };
}

async function signIn(server: string, username: string, password: string): Promise<string> {
  const response = await fetch(new URL('/agent-manager/agent/login', server), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
    signal: AbortSignal.timeout(ANSWER_WITHIN),
  }).catch((error: unknown) => {
    throw new RefusedError(NO_ANSWER, error instanceof Error ? error.message : '');
  });
  // What stands between may answer with a page.
  const answer = (await response.json().catch(() => null)) as { data?: { token?: string } } | null;
  if (!response.ok || answer?.data?.token === undefined) throw refusedBy(answer);
  return answer.data.token;
}
