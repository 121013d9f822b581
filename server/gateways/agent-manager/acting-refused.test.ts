/**
 * A supervisor of another team, a colleague, and whoever guesses ids: each verb of supervisors is refused to them by a
 * code, nothing changes, and nothing is told.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookup } from '../../core/lookup.ts';
import { startChat } from './testing/customer.ts';
import { desksOfTests } from './testing/desks-of-tests.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { refusalsOf, STRANGER_CODES } from './testing/supervisor-verbs.ts';
import { acceptChat, goReady } from './testing/work.ts';

let rig: Rig;
const open = desksOfTests(() => rig);

beforeAll(async () => {
  rig = await startRig({ settings: { wrapupSeconds: 60 }, gateway: { floorEveryMs: 20 } });
});

afterAll(() => rig.close());

/** How far the journal goes: what has not moved it has not happened. */
const journalled = () => rig.engine.read(({ world }) => world.state.seq);

describe('what supervisors do', () => {
  it('is refused to those of other teams and to colleagues, and tells them nothing', async () => {
    const agent = await open('agent1');
    await goReady(agent);
    const { conversationId } = await acceptChat(rig, agent, 'Confidentia');
    await agent.ask('raiseHand', { conversationId });
    const queueId = await rig.engine.read(({ world: { state } }) => {
      const taskId = lookup(state.conversations, conversationId)?.taskIds[0] ?? '';
      return lookup(state.tasks, taskId)?.queueId ?? '';
    });
    const ids = {
      conversationId,
      agentId: rig.agentId('agent1'),
      queueId,
      mrdId: rig.idOf('mrds', 'CHAT'),
    };
    const guessed = {
      conversationId: randomUUID(),
      agentId: randomUUID(),
      queueId: randomUUID(),
      mrdId: ids.mrdId,
    };
    const [colleague, stranger] = [await open('agent2'), await open('supervisor2')];
    await stranger.ask('watchFloor', { on: true });
    await stranger.hear('floorSnapshot');
    const before = await journalled();
    for (const desk of [colleague, stranger]) {
      desk.clear();
      for (const known of [ids, guessed]) {
        const codes = await refusalsOf(desk, known);
        // A queue may be served by several teams: then it is everybody's who supervises one of them.
        const own = desk === stranger && known === ids ? ['flushQueue was allowed'] : [];
        expect(codes.filter((code) => !STRANGER_CODES.includes(code) && !own.includes(code))).toEqual([]);
      }
      const told = JSON.stringify(desk.heard);
      for (const secret of [conversationId, ids.agentId, 'Confidentia']) expect(told).not.toContain(secret);
    }
    expect(await journalled()).toBe(before);
    expect(agent.all('supervisorActed')).toEqual([]);
    expect(agent.socket.connected).toBe(true);
  });

  it('is not told to those of other teams: waiting customers, raised hands and announcements', async () => {
    const stranger = await open('supervisor2');
    const boss = await open('supervisor1');
    const agent = await open('agent1');
    await goReady(agent);
    const { conversationId } = await acceptChat(rig, agent, 'Confidentia');
    stranger.clear();
    await agent.ask('raiseHand', { conversationId });
    await boss.hear('onCimEvent', ({ cimEvent }) => JSON.stringify(cimEvent).includes('HAND_RAISED'));
    const { token } = await rig.signIn('supervisor1');
    const made = await fetch(`${rig.origin}/team-announcement/announcement`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        announcementText: 'Confidential',
        teams: [{ teamId: rig.idOf('teams', 'North') }],
      }),
    });
    const { id } = (await made.json()) as { id: string };
    await agent.hear('ANNOUNCEMENT_CREATED');
    expect(JSON.stringify(stranger.heard)).not.toContain('Confiden');
    const other = await rig.signIn('supervisor2');
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await fetch(`${rig.origin}/team-announcement/announcement/${id}`, {
        method,
        headers: { authorization: `Bearer ${other.token}`, 'content-type': 'application/json' },
        ...(method === 'PUT' && { body: JSON.stringify({ announcementText: 'Mine' }) }),
        ...(method === 'DELETE' && { body: '{}' }),
      });
      expect(answer.status, method).toBe(404);
      expect(await answer.text()).not.toContain('Confidential');
    }
  });

  it('reaches a queue only through a team that serves it', async () => {
    const { conversationId } = await startChat(rig);
    const config = rig.configuration.core;
    const boss = rig.agentId('supervisor2');
    const outsider = { ...config.agents[boss]!, supervises: [] };
    await rig.engine.submit({
      id: randomUUID(),
      type: 'configure',
      config: { ...config, agents: { ...config.agents, [boss]: outsider } },
    });
    const desk = await open('supervisor2');
    const before = await journalled();
    for (const queueId of Object.keys(config.queues))
      expect(await desk.ask('flushQueue', { queueId })).toMatchObject({ code: 'FORBIDDEN' });
    for (const action of ['PRIORITISE', 'END'])
      expect(await desk.ask('steerConversation', { conversationId, action, priority: 9 })).toMatchObject({
        code: 'FORBIDDEN',
      });
    expect(await journalled()).toBe(before);
    await rig.engine.submit({ id: randomUUID(), type: 'configure', config });
  });
});
