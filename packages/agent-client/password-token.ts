import { refusedBy } from './refused.ts';

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
  });
  const answer = (await response.json()) as { data?: { token?: string } };
  if (!response.ok || answer.data?.token === undefined) throw refusedBy(answer);
  return answer.data.token;
}
