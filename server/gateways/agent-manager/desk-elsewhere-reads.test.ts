/** Where the setting says so, a desk of the family that another site hosts reads what everybody at its address may. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startChat } from './testing/customer.ts';
import { logInAsFamily } from './testing/family-desk.ts';
import { startRig, type Rig } from './testing/rig.ts';

const ELSEWHERE = 'https://desk.elsewhere.example';
const BLIND = { customer: ['view', 'view_in_conversation'], 'agent-conversation-control': ['view_history'] };

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    allowedOrigins: [ELSEWHERE, 'https://other.example'],
    desksElsewhereRead: true,
    // A supervisor by role alone, who may not see names.
    roles: { supervisor1: ['supervisor'] },
    permissions: { supervisor: { ...BLIND, supervisor: ['view_all'] } },
  });
});
afterAll(() => rig.close());

const ask = (path: string, origin?: string, method = 'GET') =>
  fetch(`${rig.origin}${path}`, { method, headers: origin === undefined ? {} : { origin } });

it('reads customers and their past, as far as all at the address may, and changes nothing', async () => {
  const { customerId } = await startChat(rig, 'Xaveria');
  const READS = [
    `/cim-customer/customers/${customerId}`,
    '/cim-customer/customers?limit=25&offset=0',
    `/conversation-manager/customer-topics/customer/${randomUUID()}/activities?limit=50&offset=0`,
  ];
  for (const path of READS) expect((await ask(path, ELSEWHERE)).status).toBe(401);

  const { user } = await logInAsFamily(rig, 'agent1', ELSEWHERE);
  for (const path of READS) {
    const answer = await ask(path, ELSEWHERE);
    expect([path, answer.status]).toEqual([path, 200]);
    expect((await answer.text()).length).toBeGreaterThan(2);
  }
  expect(await (await ask(READS[0]!, ELSEWHERE)).json()).toMatchObject({ firstName: 'Xaveria' });
  expect((await ask(`/routing-engine/tasks?agentId=${user.id}`, ELSEWHERE)).status).toBe(200);
  // Nobody else does, and nothing is changed by it.
  for (const origin of ['https://other.example', 'https://evil.example', undefined])
    expect((await ask(READS[0]!, origin)).status).toBe(401);
  const stranger = rig.agentId('agent4');
  expect((await ask(`/routing-engine/tasks?agentId=${stranger}`, ELSEWHERE)).status).toBe(401);
  expect((await ask(READS[0]!, ELSEWHERE, 'DELETE')).status).toBe(401);
  expect((await ask('/agent-manager/me', ELSEWHERE)).status).toBe(401);
  const report = '/realtime-reports/bot-active-chats/detail';
  expect((await ask(report, ELSEWHERE)).status).toBe(403);

  // With somebody there who may not see names, nobody is told any.
  await logInAsFamily(rig, 'supervisor1', ELSEWHERE);
  const hidden = await (await ask(READS[0]!, ELSEWHERE)).text();
  expect(hidden).toContain('•••••');
  expect(hidden).not.toContain('Xaveria');
  const search = '/cim-customer/customers?limit=25&offset=0&paginateQuery=firstName:Xav';
  expect((await ask(search, ELSEWHERE)).status).toBe(403);
});
