/** Wrong passwords count together, whichever protocol they came by; what locks one door locks all. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startRig, type Rig } from '../gateways/agent-manager/testing/rig.ts';
import { registerChatSolution } from '../gateways/chat-solution/register-chat-solution.ts';
import { Client, closeClients, post } from '../gateways/chat-solution/testing/client.ts';
import { registerGenesys } from '../gateways/genesys/register-genesys.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    register: async (app, context) => {
      await registerChatSolution(app, context);
      await registerGenesys(app, context);
    },
  });
});
afterAll(async () => {
  closeClients();
  await rig.close();
});

/** How each door answers a name and a password: what it says, or OK. */
const doors: Record<string, (username: string, password: string) => Promise<string>> = {
  rest: async (username, password) => {
    const response = await post(`${rig.origin}/agent-manager/agent/login`, { username, password });
    return response.ok ? 'OK' : String(response.status);
  },
  login: async (agentId, password) => {
    const client = await new Client(rig.origin, { client: '2.5' }).connected();
    const answer = await client.ask('login', { agentId, password, mrd: 'CHAT' });
    client.close();
    return answer.status === 'ok' ? 'OK' : answer.code;
  },
  amq: async (AgentId, Password) => {
    const client = await new Client(rig.origin).connected();
    const answer = await client.ask('amq-send', { head: 'Login', AgentId, Password, Mrd: 'CHAT' });
    client.close();
    return answer.status === 'ok' ? 'OK' : answer.code;
  },
  genesys: async (username, password) => {
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const response = await fetch(`${rig.origin}/api/v2/me`, { headers: { authorization } });
    return response.ok ? 'OK' : String(response.status);
  },
};

async function failures(): Promise<number> {
  const { rows } = await rig.database.pool.query<{ count: string }>(
    'select count(*) as count from login_failures',
  );
  return Number(rows[0]?.count);
}

it('counts them together, locks every door at once, and opens them again', { timeout: 60_000 }, async () => {
  const refused = new Map<string, string>();
  for (const [at, [name, knock]] of Object.entries(doors).entries()) {
    refused.set(name, await knock('agent1', 'a wrong one'));
    expect(await failures(), name).toBe(at + 1);
  }
  expect([...refused.values()]).not.toContain('OK');
  // One door alone would not be locked by so few.
  await doors.rest?.('agent1', 'the fifth wrong one');
  for (const [name, knock] of Object.entries(doors)) {
    expect(await knock('agent1', 'demo'), name).not.toBe('OK');
    expect(await knock('agent2', 'demo'), name).toBe('OK');
  }
  await rig.database.pool.query('delete from login_failures');
  for (const [name, knock] of Object.entries(doors)) expect(await knock('agent1', 'demo'), name).toBe('OK');
});
