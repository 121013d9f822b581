import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createParentSession } from './parent-session.ts';
import { exchangeTicket } from './ticket.ts';

function jwt(claims: object): string {
  const part = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '');
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`;
}

let asked: [path: string, body: unknown][];
let answers: [status: number, body: unknown][];
beforeEach(() => {
  asked = [];
  answers = [];
  vi.stubGlobal('fetch', (path: string, { body }: { body: string }) => {
    asked.push([path, JSON.parse(body)]);
    const [status, answer] = answers.shift() ?? [503, {}];
    return Promise.resolve(new Response(JSON.stringify(answer), { status }));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const tokens = (name: string, refresh: string) => ({
  data: { token: jwt({ sub: 'a1', preferred_username: name }), refresh_token: refresh },
});

it('changes a ticket once and renews by the last refresh token, without the page around', async () => {
  answers = [
    [200, tokens('agent1', 'one')],
    [200, tokens('agent1', 'two')],
    [200, tokens('agent1', 'three')],
  ];
  const outcome = await exchangeTicket('the-ticket');
  if ('code' in outcome) throw new Error(outcome.code);
  const ask = vi.fn();
  const session = createParentSession({ ask, tellSignedOut: () => {} }, outcome.token, {
    now: () => 0,
    steady: () => 0,
    renew: outcome.renew,
    onOver: () => {},
  });
  await session.refresh();
  await session.refresh();
  expect(asked).toEqual([
    ['/agent/finesse/sign-in', { ticket: 'the-ticket' }],
    ['/agent/refresh', { refresh_token: 'one' }],
    ['/agent/refresh', { refresh_token: 'two' }],
  ]);
  expect(ask).not.toHaveBeenCalled();
  // The server is away for a moment: nothing is over.
  await expect(session.refresh()).rejects.toThrow('503');
  expect(session.ended()).toBe(false);
  answers = [[401, { error: { code: 'UNAUTHORIZED' } }]];
  await expect(session.refresh()).rejects.toThrow();
  expect(session.ended()).toBe(true);
});

it('names the refusal of a ticket', async () => {
  answers = [[401, { error: { code: 'TOKEN_EXPIRED' } }]];
  expect(await exchangeTicket('old')).toEqual({ code: 'TOKEN_EXPIRED' });
});
