/** `/supervision/monitorings`: who monitored whom, when and from where, and who may know of it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Monitoring } from '../../../../protocol/agent-manager/supervision.ts';
import type { Desk } from '../testing/desk.ts';
import { desksOfTests } from '../testing/desks-of-tests.ts';
import { startRig, type Rig } from '../testing/rig.ts';
import { acceptChat, goReady } from '../testing/work.ts';

type Answer = { entries: Monitoring[]; next: number | null };

let rig: Rig;
const openWith = desksOfTests(() => rig);
const tokens = new Map<string, string>();

beforeAll(async () => {
  rig = await startRig({ settings: { wrapupSeconds: 0 }, roles: { agent6: ['agent', 'admin'] } });
});

afterEach(() => {
  tokens.clear();
});

afterAll(() => rig.close());

async function tokenOf(username: string): Promise<string> {
  const token = tokens.get(username) ?? (await rig.signIn(username)).token;
  tokens.set(username, token);
  return token;
}

const open = async (username: string) =>
  openWith(username, { token: await tokenOf(username), headers: { 'user-agent': 'Desk of tests' } });

async function ask(username: string, query: Record<string, string> = {}): Promise<Response> {
  const path = `/supervision/monitorings?${new URLSearchParams(query).toString()}`;
  return fetch(`${rig.origin}${path}`, { headers: { authorization: `Bearer ${await tokenOf(username)}` } });
}

async function record(username: string, query: Record<string, string> = {}): Promise<Answer> {
  const answer = await ask(username, query);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Answer;
}

const listen = async (boss: Desk, conversationId: string) =>
  expect(
    await boss.ask('JoinAsSilentMonitor', { conversationId, agentId: rig.agentId('supervisor1') }),
  ).toEqual({ status: 'ok' });

describe('the supervision record', () => {
  it('says who monitored whom, when and from where, with every step, until the end', async () => {
    const [agent, boss] = [await open('agent1'), await open('supervisor1')];
    await goReady(agent);
    const { conversationId } = await acceptChat(rig, agent, 'Maria');
    await listen(boss, conversationId);
    const step = { conversationId, participantId: rig.agentId('supervisor1') };
    const [begun] = (await record('supervisor1')).entries;
    expect(begun).toMatchObject({
      conversationId,
      customer: 'Maria Doe',
      supervisor: { id: rig.agentId('supervisor1') },
      agents: [{ id: rig.agentId('agent1') }],
      whisperedAt: null,
      endedAt: null,
      address: '127.0.0.1',
      device: 'Desk of tests',
    });
    await boss.ask('joinAsWhisper', step);
    await boss.ask('JoinAsBargin', step);
    await listen(boss, conversationId);
    await boss.ask('topicUnsubscription', { conversationId });
    const [ended] = (await record('supervisor1')).entries;
    expect(ended?.id).toBe(begun?.id);
    const moments = [ended?.beganAt, ended?.whisperedAt, ended?.bargedInAt, ended?.endedAt];
    expect(moments.every((at) => typeof at === 'number')).toBe(true);
    expect(moments).toEqual([...moments].sort((a, b) => (a ?? 0) - (b ?? 0)));
    expect(begun?.beganAt).toBe(ended?.beganAt);
  });

  it('is narrowed to an agent, a supervisor and a time, and read page by page', async () => {
    const [agent, boss] = [await open('agent1'), await open('supervisor1')];
    await goReady(agent);
    const { conversationId } = await acceptChat(rig, agent);
    const before = (await record('supervisor1')).entries.length;
    for (let times = 0; times < 3; times++) {
      await listen(boss, conversationId);
      await boss.ask('topicUnsubscription', { conversationId });
    }
    const all = (await record('supervisor1')).entries;
    expect(all).toHaveLength(before + 3);
    const first = await record('supervisor1', { limit: '2' });
    expect(first.entries).toEqual(all.slice(0, 2));
    const second = await record('supervisor1', { limit: '200', before: String(first.next) });
    expect(second).toEqual({ entries: all.slice(2), next: null });
    expect((await record('supervisor1', { agentId: rig.agentId('agent1') })).entries).toEqual(all);
    expect((await record('supervisor1', { agentId: rig.agentId('agent2') })).entries).toEqual([]);
    expect((await record('supervisor1', { supervisorId: rig.agentId('supervisor2') })).entries).toEqual([]);
    const began = all[0]?.beganAt ?? 0;
    expect((await record('supervisor1', { from: String(began + 1) })).entries).toEqual([]);
    expect((await record('supervisor1', { until: String(all.at(-1)?.beganAt) })).entries).toEqual([]);
    expect((await ask('supervisor1', { limit: '100000' })).status).toBe(400);
    expect((await ask('supervisor1', { from: 'yesterday' })).status).toBe(400);
  });

  it('is for supervisors of the agent, and for administrators', async () => {
    const [agent, boss] = [await open('agent1'), await open('supervisor1')];
    await goReady(agent);
    const { conversationId } = await acceptChat(rig, agent);
    await listen(boss, conversationId);
    expect((await record('supervisor2')).entries).toEqual([]);
    const foreign = { agentId: rig.agentId('agent1') };
    for (const agentId of [foreign.agentId, 'nobody-at-all'])
      expect((await ask('supervisor2', { agentId })).status).toBe(403);
    expect((await ask('agent1')).status).toBe(403);
    expect((await fetch(`${rig.origin}/supervision/monitorings`)).status).toBe(401);
    expect((await record('agent6', foreign)).entries[0]?.conversationId).toBe(conversationId);
  });
});
