/** What a supervisor's desk asks about the floor: only their own teams, and no silent monitor but themselves. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChat } from '../testing/customer.ts';
import { desksOfTests } from '../testing/desks-of-tests.ts';
import { startRig, type Rig } from '../testing/rig.ts';
import { acceptChat, goReady } from '../testing/work.ts';

let rig: Rig;
const open = desksOfTests(() => rig);

beforeAll(async () => {
  rig = await startRig({ settings: { wrapupSeconds: 0 } });
});
afterAll(() => rig.close());

type Chat = {
  conversationId: string;
  customerName: string;
  agentDetails: { agentUsername: string }[];
  conversationParticipantDetails: { conversationParticipant: { role: string } }[];
  waitingSince: number;
};
type OfQueue = { queueName: string; chats: Chat[] }[];

async function ask(
  username: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: unknown }> {
  const { token } = await rig.signIn(username);
  const response = await fetch(`${rig.origin}/realtime-reports/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const north = async () => {
  const { principal } = await rig.signIn('supervisor1');
  return principal.supervises[0]?.id ?? '';
};
const chatsIn = (body: unknown) => (body as OfQueue).flatMap(({ chats }) => chats);
const queuesOf = (body: unknown) => (body as OfQueue).map(({ queueName }) => queueName);

describe('the floor', () => {
  it('shows conversations with sessions to monitor by, and not who listens', async () => {
    const agent = await open('agent1');
    await goReady(agent);
    const { conversationId } = await acceptChat(rig, agent, 'Maria');
    const boss = await open('supervisor1');
    await boss.ask('JoinAsSilentMonitor', { conversationId });
    const all = { teamId: '', queues: [] };
    const { body } = await ask('supervisor1', 'queue-active-chats/detail', all);
    expect(queuesOf(body)).toContain('Sales');
    expect(chatsIn(body)).toEqual([
      expect.objectContaining({
        conversationId,
        customerName: 'Maria Doe',
        agentDetails: [{ agentName: expect.any(String), agentUsername: 'agent1' }],
        activeChannelSessions: [expect.objectContaining({ conversationId })],
      }),
    ]);
    const roles = (chats: Chat[]) =>
      chats[0]?.conversationParticipantDetails.map(
        ({ conversationParticipant }) => conversationParticipant.role,
      );
    expect(roles(chatsIn(body))).toContain('SILENT_MONITOR');
    const other = await ask('supervisor2', 'queue-active-chats/detail', all);
    expect(chatsIn(other.body)).toEqual([]);
  });

  it('shows who waits, by queue', async () => {
    const { conversationId } = await startChat(rig, 'Waiting');
    const { body } = await ask('supervisor1', 'queued-chats/detail', { queues: ['Support'] });
    expect(queuesOf(body)).toEqual(['Support']);
    expect(chatsIn(body)).toMatchObject([{ conversationId, waitingSince: expect.any(Number) }]);
    const sales = await ask('supervisor1', 'queued-chats/detail', { queues: ['Sales'] });
    expect(chatsIn(sales.body)).toEqual([]);
  });

  it('shows the agents of a team with their states', async () => {
    await goReady(await open('agent1'));
    type Activity = { agents: { id: string; state: string; mrds: { name: string; state: string }[] }[] };
    const { body } = await ask('supervisor1', 'agent-activity/detail', { teams: [await north()] });
    const { agents } = body as Activity;
    const states = Object.fromEntries(agents.map(({ id, state }) => [id, state]));
    expect(states).toEqual({
      [rig.agentId('agent1')]: 'READY',
      [rig.agentId('agent2')]: 'LOGOUT',
      [rig.agentId('agent3')]: 'LOGOUT',
    });
    expect(agents[0]?.mrds).toContainEqual(expect.objectContaining({ name: 'CHAT', state: 'READY' }));
  });

  it('is for supervisors, each with their own teams', async () => {
    const teamId = await north();
    const paths = ['queue-active-chats/detail', 'queued-chats/detail'];
    for (const path of paths) {
      expect((await ask('agent1', path, {})).status).toBe(403);
      expect((await ask('supervisor2', path, { teamId })).status).toBe(403);
      expect((await ask('supervisor1', path, { teamId: 7 })).status).toBe(400);
    }
    expect((await ask('supervisor2', 'agent-activity/detail', { teams: [teamId] })).status).toBe(403);
    expect((await ask('agent1', 'bot-active-chats/detail')).status).toBe(403);
    expect(await ask('supervisor1', 'bot-active-chats/detail')).toEqual({ status: 200, body: [] });
  });
});
