/** Every route that only supervisors have: for other teams it shows nothing and does nothing. None is missing here. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { desksOfTests } from '../testing/desks-of-tests.ts';
import { startRig, type Rig } from '../testing/rig.ts';
import { acceptChat, goReady } from '../testing/work.ts';

let rig: Rig;
const open = desksOfTests(() => rig);
const tokens = new Map<string, string>();

beforeAll(async () => {
  rig = await startRig({ settings: { wrapupSeconds: 0 } });
});

afterAll(() => rig.close());

type Known = { agentId: string; teamId: string; announcementId: string };

/** Each as it would be asked about what another supervisor has; the codes of refusals, or 200 with nothing of it. */
const ROUTES: Record<string, { ask?: (known: Known) => object; status: number }> = {
  'POST /realtime-reports/queue-active-chats/detail': { ask: ({ teamId }) => ({ teamId }), status: 403 },
  'POST /realtime-reports/queued-chats/detail': { ask: ({ teamId }) => ({ teamId }), status: 403 },
  'POST /realtime-reports/agent-activity/detail': { ask: ({ teamId }) => ({ teams: [teamId] }), status: 403 },
  'GET /realtime-reports/bot-active-chats/detail': { status: 200 },
  'POST /team-announcement/announcement': {
    ask: ({ teamId }) => ({ announcementText: 'Mine', teams: [{ teamId }] }),
    status: 403,
  },
  'PUT /team-announcement/announcement/:id': { ask: () => ({ announcementText: 'Mine' }), status: 404 },
  'DELETE /team-announcement/announcement/:id': { ask: () => ({}), status: 404 },
  'GET /supervision/monitorings': { ask: ({ agentId }) => ({ agentId }), status: 403 },
};

/** Customers belong to no team: a permission lets somebody add and remove them, which supervisors have. */
const OF_NO_TEAM = ['POST /cim-customer/customers', 'DELETE /cim-customer/customers/:id'];

/** Signing in and out is nobody's alone, and would end what the others ask with. */
const NOT_ASKED = /^\/(agent|oidc|realms|auth|login|logout)\b/;

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

async function tokenOf(username: string): Promise<string> {
  const token = tokens.get(username) ?? (await rig.signIn(username)).token;
  tokens.set(username, token);
  return token;
}

async function call(username: string, route: string, known?: Known): Promise<Response> {
  const [method = '', url = ''] = route.split(' ');
  const body = known && ROUTES[route]?.ask?.(known);
  const query = method === 'GET' && body ? `?${new URLSearchParams(Object.entries(body)).toString()}` : '';
  const path = url.replaceAll(/:\w+/g, known?.announcementId ?? 'none');
  return fetch(`${rig.origin}${path}${query}`, {
    method,
    headers: {
      authorization: `Bearer ${await tokenOf(username)}`,
      ...(method !== 'GET' && { 'content-type': 'application/json' }),
    },
    ...(method !== 'GET' && { body: JSON.stringify(body ?? {}) }),
  });
}

it('the table has every route that lets supervisors in, and agents not', async () => {
  const found: string[] = [];
  for (const { method, url } of rig.routes) {
    if (!METHODS.has(method) || url.includes('*') || NOT_ASKED.test(url)) continue;
    const route = `${method} ${url}`;
    const asAgent = await call('agent2', route);
    await asAgent.arrayBuffer();
    if (asAgent.status !== 403) continue;
    const asSupervisor = await call('supervisor2', route);
    await asSupervisor.arrayBuffer();
    if (asSupervisor.status !== 403) found.push(route);
  }
  expect(found.sort()).toEqual([...Object.keys(ROUTES), ...OF_NO_TEAM].sort());
});

it('a supervisor of another team sees and changes nothing by any of them', async () => {
  const [agent, boss] = [await open('agent1'), await open('supervisor1')];
  await goReady(agent);
  const { conversationId } = await acceptChat(rig, agent, 'Confidentia');
  await boss.ask('JoinAsSilentMonitor', { conversationId, agentId: rig.agentId('supervisor1') });
  const team = rig.idOf('teams', 'North');
  const made = await fetch(`${rig.origin}/team-announcement/announcement`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await tokenOf('supervisor1')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ announcementText: 'Confidential', teams: [{ teamId: team }] }),
  });
  const { id: announcementId } = (await made.json()) as { id: string };
  const known = { agentId: rig.agentId('agent1'), teamId: team, announcementId };
  agent.clear();
  for (const [route, { status }] of Object.entries(ROUTES)) {
    const answer = await call('supervisor2', route, known);
    expect(answer.status, route).toBe(status);
    const text = await answer.text();
    for (const secret of ['Confidentia', conversationId, known.agentId])
      expect(text, route).not.toContain(secret);
    expect((await call('agent2', route, known)).status, route).toBe(403);
  }
  expect(agent.heard).toEqual([]);
});
