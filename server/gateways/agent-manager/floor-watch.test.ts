/** The floor, told to supervisors who ask: the whole of their teams, then what changes, and nothing of others. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FloorChanges, FloorSnapshot } from '../../../protocol/agent-manager/floor.ts';
import { startChat } from './testing/customer.ts';
import type { Desk } from './testing/desk.ts';
import { desksOfTests } from './testing/desks-of-tests.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { acceptChat, goReady } from './testing/work.ts';

let rig: Rig;
const open = desksOfTests(() => rig);

beforeAll(async () => {
  rig = await startRig({ settings: { wrapupSeconds: 60 }, gateway: { floorEveryMs: 20 } });
});

afterAll(() => rig.close());

async function watch(desk: Desk): Promise<FloorSnapshot> {
  expect(await desk.ask('watchFloor', { on: true })).toEqual({ status: 'ok' });
  return desk.hear<FloorSnapshot>('floorSnapshot');
}

const change = (desk: Desk, fits: (told: FloorChanges) => boolean) =>
  desk.hear<FloorChanges>('floorChanges', fits);

describe('the floor of a supervisor', () => {
  it('is the agents of the teams, their queues and conversations', async () => {
    const agent = await open('agent1');
    await goReady(agent);
    const talk = await acceptChat(rig, agent, 'Maria');
    const waiting = await startChat(rig, 'Zoe', 'Web sales');
    const boss = await open('supervisor1');
    const floor = await watch(boss);
    expect(floor.teams.map(({ name }) => name)).toEqual(['North']);
    expect(floor.agents.every(({ team }) => team.name === 'North')).toBe(true);
    expect(floor.agents.find(({ id }) => id === rig.agentId('agent1'))).toMatchObject({
      state: 'READY',
      conversations: expect.any(Number) as number,
      connected: true,
    });
    expect(floor.conversations.find(({ id }) => id === talk.conversationId)).toMatchObject({
      customer: 'Maria Doe',
      state: 'ACTIVE',
      agents: [{ id: rig.agentId('agent1') }],
    });
    const zoe = floor.conversations.find(({ id }) => id === waiting.conversationId);
    expect(['QUEUED', 'OFFERED', undefined]).toContain(zoe?.state);
    expect(floor.queues.length).toBeGreaterThan(0);
  });

  it('tells what changes, and what is gone', async () => {
    const boss = await open('supervisor1');
    await watch(boss);
    const agent = await open('agent1');
    await goReady(agent);
    const id = rig.agentId('agent1');
    await change(boss, ({ agents }) => agents.some((one) => one.id === id && one.state === 'READY'));
    const { conversationId, customer } = await acceptChat(rig, agent);
    const seen = (state: string) => (told: FloorChanges) =>
      told.conversations.some((one) => one.id === conversationId && one.state === state);
    await change(boss, seen('ACTIVE'));
    await agent.ask('raiseHand', { conversationId });
    await change(boss, (told) =>
      told.conversations.some((one) => one.id === conversationId && one.hands.length > 0),
    );
    await customer.leave();
    await change(boss, seen('WRAP_UP'));
    await agent.ask('closeWrapup', { conversationId });
    await change(boss, ({ gone }) => gone.conversations.includes(conversationId));
  });

  it('L-R5: what was told adds up to what a new picture shows', async () => {
    const boss = await open('supervisor1');
    const first = await watch(boss);
    const [agent, other] = [await open('agent1'), await open('agent2')];
    await goReady(agent);
    const { conversationId, customer } = await acceptChat(rig, agent);
    await startChat(rig, 'Zoe', 'Web sales');
    await customer.leave();
    await agent.ask('closeWrapup', { conversationId });
    await change(boss, ({ gone }) => gone.conversations.includes(conversationId));
    await goReady(other);
    await change(boss, ({ agents }) =>
      agents.some(({ id, state }) => id === rig.agentId('agent2') && state === 'READY'),
    );
    const told = boss.all<FloorChanges>('floorChanges');
    expect(told.map(({ seq }) => seq)).toEqual(told.map((_, at) => first.seq + 1 + at));
    const rows = <Row extends { id: string }>(
      kind: 'agents' | 'queues' | 'conversations',
      of: (from: FloorSnapshot | FloorChanges) => readonly Row[],
    ): Row[] => {
      const known = new Map(of(first).map((row) => [row.id, row]));
      for (const changes of told) {
        for (const row of of(changes)) known.set(row.id, row);
        for (const id of changes.gone[kind]) known.delete(id);
      }
      return [...known.values()].sort((a, b) => a.id.localeCompare(b.id));
    };
    const [queues, conversations] = [
      rows('queues', (from) => from.queues),
      rows('conversations', (from) => from.conversations),
    ];
    await boss.ask('watchFloor', { on: false });
    boss.clear();
    const fresh = await watch(boss);
    const sorted = <Row extends { id: string }>(all: readonly Row[]) =>
      [...all].sort((a, b) => a.id.localeCompare(b.id));
    // The day's figures are counted anew from time to time, not with each fact.
    const now = (all: readonly FloorSnapshot['queues'][number][]) =>
      all.map((row) => ({ ...row, offered: 0, abandoned: 0, serviceLevel: null, expectedMs: 0 }));
    expect(now(queues)).toEqual(now(sorted(fresh.queues)));
    expect(conversations).toEqual(sorted(fresh.conversations));
  });

  it('shows what stands on a pull list until somebody takes it, and a supervisor ends it', async () => {
    const boss = await open('supervisor1');
    const stranger = await open('supervisor2');
    await watch(boss);
    const { conversationId } = await startChat(rig, 'Shelf', 'Web back office');
    const listed = (told: FloorChanges) =>
      told.conversations.find(({ id, state }) => id === conversationId && state === 'LISTED');
    expect(listed(await change(boss, (told) => listed(told) !== undefined))).toMatchObject({
      customer: 'Shelf Doe',
      list: { name: 'Back office' },
      queue: null,
      agents: [],
    });
    // A list is for the agents of all teams.
    expect((await watch(stranger)).conversations.map(({ id }) => id)).toContain(conversationId);
    expect(await boss.ask('deletePullModeRequest', { id: conversationId })).toEqual({ status: 'ok' });
    await change(boss, ({ gone }) => gone.conversations.includes(conversationId));
  });

  it('has the figures of the day: who left unanswered counts against the service level of their queue', async () => {
    const before = await watch(await open('supervisor1'));
    const sales = (from: FloorSnapshot) => from.queues.find(({ name }) => name === 'Sales')!;
    const customer = await startChat(rig, 'Impatient', 'Web sales');
    await customer.leave();
    // Somebody else's group reads them afresh: these are counted from time to time.
    const id = rig.agentId('supervisor2');
    const config = rig.configuration.core;
    const both = { ...config.agents[id]!, supervises: Object.keys(config.teams) };
    await rig.engine.submit({
      id: randomUUID(),
      type: 'configure',
      config: { ...config, agents: { ...config.agents, [id]: both } },
    });
    const after = sales(await watch(await open('supervisor2')));
    await rig.engine.submit({ id: randomUUID(), type: 'configure', config });
    expect(after.abandoned).toBe(sales(before).abandoned + 1);
    expect(after.offered).toBe(sales(before).offered + 1);
    const answered = after.offered - after.abandoned;
    expect(after.serviceLevel).toBeCloseTo(answered / after.offered, 5);
  });

  it('is told to nobody else, and to nobody who does not ask any more', async () => {
    const [agent, boss, stranger] = [
      await open('agent1'),
      await open('supervisor1'),
      await open('supervisor2'),
    ];
    expect(await agent.ask('watchFloor', { on: true })).toMatchObject({ code: 'FORBIDDEN' });
    await watch(boss);
    const other = await watch(stranger);
    expect(other.agents.some(({ id }) => id === rig.agentId('agent1'))).toBe(false);
    expect(await boss.ask('watchFloor', { on: false })).toEqual({ status: 'ok' });
    boss.clear();
    const before = stranger.all('floorChanges').length;
    await goReady(agent);
    const { conversationId } = await acceptChat(rig, agent);
    await agent.ask('raiseHand', { conversationId });
    expect(boss.all('floorChanges')).toEqual([]);
    const told = JSON.stringify(stranger.all('floorChanges').slice(before));
    expect(told).not.toContain(rig.agentId('agent1'));
  });
});
