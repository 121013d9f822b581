import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startFinesse, type RunningFinesse } from '../../../e2e/finesse/start.ts';
import { startIdentityServer, type IdentityServer } from '../testing/identity-server.ts';
import { readPerson } from './finesse-people.ts';

const GADGET = 'https://finesse.example.org:8445';

let finesse: RunningFinesse;
let server: IdentityServer;
let silent: Server;

beforeAll(async () => {
  finesse = await startFinesse(0, { failedPasswords: 1_000 });
  // The primary node stands by: a proxy answers with a page.
  silent = createServer((_request, response) => response.writeHead(503).end('<!doctype html><p>Down'));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const standby = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  server = await startIdentityServer({
    settings: {
      finesse: { nodes: [{ url: standby }, { url: finesse.url }], caFile: null },
      embedOrigins: [GADGET],
    },
  });
});
afterAll(async () => {
  await server.close();
  await finesse.close();
  silent.close();
});
afterEach(() => fetch(`${finesse.url}/sim/reset`, { method: 'POST' }));

const basic = (name: string, password = 'Passw0rd') =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

function post(path: string, body: unknown, origin = GADGET): Promise<Response> {
  return fetch(`${server.origin}/agent/finesse/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify(body),
  });
}

async function ticketOf(id: string, authorization: string): Promise<string> {
  const answer = await post('ticket', { id, authorization });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('access-control-allow-origin')).toBe(GADGET);
  return ((await answer.json()) as { data: { ticket: string } }).data.ticket;
}

const reasonOf = async (answer: Response) =>
  ((await answer.json()) as { error: { code: string; error_detail: { reason: string } } }).error;

const who = async (token: string) => {
  const answer = await fetch(`${server.origin}/who`, { headers: { authorization: `Bearer ${token}` } });
  return answer.ok ? ((await answer.json()) as { username: string }).username : answer.status;
};

describe('signing in from the Finesse desktop', () => {
  it('gives a ticket for the desktop’s sign-in, which the desk changes once for tokens', async () => {
    const ticket = await ticketOf('agent1', basic('agent1'));
    expect(await who(ticket)).toBe(401);
    const answer = await post('sign-in', { ticket }, server.origin);
    const { data } = (await answer.json()) as { data: { token: string; refresh_token: string } };
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await who(data.token)).toBe('agent1');
    const renewed = await fetch(`${server.origin}/agent/refresh`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refresh_token: data.refresh_token }),
    });
    expect(renewed.status).toBe(200);
    // Whoever shows it again has a copy: the sign-in ends.
    expect((await post('sign-in', { ticket }, server.origin)).status).toBe(401);
    expect(await who(data.token)).toBe(401);
  });

  it('finds the user by the name to sign in with, when the id at Finesse is another', async () => {
    await fetch(`${finesse.url}/sim/user`, {
      method: 'POST',
      body: JSON.stringify({ id: '3001', loginName: 'agent3', extension: '4301' }),
    });
    const ticket = await ticketOf('3001', basic('3001'));
    const answer = await post('sign-in', { ticket }, server.origin);
    expect(await answer.json()).toMatchObject({ data: { keycloak_User: { username: 'agent3' } } });
  });

  it('takes a single sign-on token, of its own user alone', async () => {
    const token = async (user: string) => {
      const answer = await fetch(`${finesse.url}/sim/token`, {
        method: 'POST',
        body: JSON.stringify({ user }),
      });
      return ((await answer.json()) as { token: string }).token;
    };
    expect(await ticketOf('agent1', `Bearer ${await token('agent1')}`)).not.toBe('');
    const others = await post('ticket', {
      id: 'agent1',
      authorization: `Bearer ${await token('supervisor1')}`,
    });
    expect(others.status).toBe(401);
  });

  it('lets no supervisor be one of the team', async () => {
    const answer = await post('ticket', { id: 'agent1', authorization: basic('supervisor1') });
    expect([answer.status, (await reasonOf(answer)).code]).toEqual([401, 'UNAUTHORIZED']);
  });

  it('says why not: wrong password, nobody at the desk, another origin', async () => {
    expect(
      await reasonOf(await post('ticket', { id: 'agent2', authorization: basic('agent2', 'x') })),
    ).toMatchObject({
      code: 'UNAUTHORIZED',
      error_detail: { reason: 'Finesse does not take this sign-in.' },
    });
    const stranger = await post('ticket', { id: '1001001', authorization: basic('1001001') });
    expect(stranger.status).toBe(403);
    expect((await reasonOf(stranger)).error_detail.reason).toContain('Nobody at the desk');
    const elsewhere = await post(
      'ticket',
      { id: 'agent2', authorization: basic('agent2') },
      'https://evil.example',
    );
    expect(elsewhere.status).toBe(403);
    expect((await reasonOf(elsewhere)).error_detail.reason).toContain('EMBED_ORIGINS: https://evil.example');
  });

  it('holds up guesses like those at the desk itself', async () => {
    const guess = () => post('ticket', { id: 'agent5', authorization: basic('agent5', 'x') });
    for (let attempt = 0; attempt < 5; attempt++) expect((await guess()).status).toBe(401);
    expect((await guess()).status).toBe(429);
  });

  it('refuses when no node of Finesse answers', async () => {
    await fetch(`${finesse.url}/sim/fault`, {
      method: 'POST',
      body: JSON.stringify({ kind: 'html', times: 1 }),
    });
    const answer = await post('ticket', { id: 'agent2', authorization: basic('agent2') });
    expect([answer.status, (await reasonOf(answer)).code]).toEqual([503, 'UNAVAILABLE']);
  });
});

describe('a user document of Finesse', () => {
  it.each([
    [
      '<User><loginId>7</loginId><loginName>ann</loginName><teams><Team><id>1</id></Team></teams></User>',
      { id: '7', name: 'ann' },
    ],
    ['<User><loginId>7</loginId><loginName/></User>', { id: '7', name: '7' }],
    ['<User><teams><loginId>7</loginId></teams></User>', undefined],
    ['<!DOCTYPE html><html><body>Bad Gateway</body></html>', undefined],
    ['<User><loginId>7</User>', undefined],
    ['Bad Gateway', undefined],
  ])('%s', (text, person) => expect(readPerson(text)).toEqual(person));
});
