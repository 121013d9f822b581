/** `deskFigures`: pushed to the sockets that ask, and to nobody else. Real sockets, engine and store. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskFigures } from '../../../protocol/agent-manager/server-schemas.ts';
import type { DeskFigures as Figures } from '../../../protocol/agent-manager/server-events.ts';
import { pino } from 'pino';
import { DEFAULT_GATEWAY_SETTINGS } from '../shared/context.ts';
import { DeskFigures } from './desk-figures.ts';
import { openAgentHistory } from '../../store/agent-history.ts';
import type { AgentSocket } from './sockets.ts';
import { startChat } from './testing/customer.ts';
import type { Desk } from './testing/desk.ts';
import { desksOfTests } from './testing/desks-of-tests.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { acceptChat, goReady } from './testing/work.ts';

let rig: Rig;
const open = desksOfTests(() => rig);

beforeAll(async () => {
  rig = await startRig({
    settings: { wrapupSeconds: 0, ronaAgentState: 'READY' },
    gateway: { figuresEveryMs: 100 },
  });
});

afterAll(() => rig.close());

/** An hour ago began the day of these tests. */
const watch = (desk: Desk, since: number | null = Date.now() - 3_600_000) =>
  desk.ask('watchFigures', { since });

const figures = (desk: Desk, fits: (told: Figures) => boolean = () => true) =>
  desk.hear<Figures>('deskFigures', fits);

describe('the figures of a desk without work', () => {
  it('say at once who else is ready, and then what changes', async () => {
    const [me, bruno] = [await open('agent1'), await open('agent2')];
    await goReady(me);
    const since = Date.now() - 3_600_000;
    expect(await watch(me, since)).toEqual({ status: 'ok' });
    const first = await figures(me);
    expect(deskFigures.safeParse(first).error).toBeUndefined();
    expect(first).toMatchObject({
      waiting: { count: 0, since: null },
      ready: { count: 0, names: [] },
      today: { since, conversations: 0, averageTalkMs: null, readyMs: 0 },
    });
    expect(first.today.readySince).toBeGreaterThan(since);
    await goReady(bruno);
    const { ready } = await figures(me, (told) => told.ready.count > 0);
    expect(ready).toEqual({ count: 1, names: ['Bruno'] });
    bruno.close();
    await figures(me, (told) => told.ready.count === 0 && me.all('deskFigures').length > 2);
  });

  it('say how many wait in the queues and since when the longest does', async () => {
    const me = await open('agent1');
    await watch(me);
    await figures(me);
    const before = rig.engine.now();
    await startChat(rig, 'Jane');
    await startChat(rig, 'Jon');
    const { waiting } = await figures(me, (told) => told.waiting.count === 2);
    expect(waiting.since).toBeGreaterThanOrEqual(before);
    expect(waiting.since).toBeLessThanOrEqual(rig.engine.now());
  });

  it("sum up the agent's own day, and nobody else's", async () => {
    const me = await open('agent3');
    await goReady(me);
    const { conversationId } = await acceptChat(rig, me, 'Jane');
    await me.ask('topicUnsubscription', { conversationId });
    await me.ask('changeAgentState', { action: 'agentState', state: { name: 'NOT_READY' } });
    await watch(me);
    const { today } = await figures(me);
    expect(today).toMatchObject({ conversations: 1, readySince: null });
    expect(today.averageTalkMs).toBeGreaterThanOrEqual(0);
    expect(today.readyMs).toBeGreaterThan(0);
    const other = await open('agent4');
    await watch(other);
    expect((await figures(other)).today).toMatchObject({ conversations: 0, readyMs: 0 });
    // A day that begins now has had none.
    await watch(me, Date.now());
    expect((await figures(me, (told) => told.today.since !== today.since)).today.conversations).toBe(0);
  });

  it('go only to sockets that ask, and no more to those that have enough', async () => {
    const [me, quiet, bruno] = [await open('agent1'), await open('agent4'), await open('agent2')];
    await watch(me);
    await figures(me);
    await watch(me, null);
    await goReady(bruno);
    // Another who asks is told later than these would have been.
    const last = await open('agent5');
    await watch(last);
    await figures(last, (told) => told.ready.count === 1);
    bruno.close();
    await figures(last, (told) => told.ready.count === 0);
    expect(quiet.all('deskFigures')).toEqual([]);
    expect(me.all('deskFigures')).toHaveLength(1);
  });

  it('say nothing twice when nothing has changed', async () => {
    const me = await open('agent1');
    const since = Date.now() - 3_600_000;
    await watch(me, since);
    await figures(me);
    await watch(me, since);
    const bruno = await open('agent2');
    await goReady(bruno);
    await figures(me, (told) => told.ready.count === 1);
    expect(me.all('deskFigures')).toHaveLength(2);
  });

  it('come as soon as they can be had when the engine could not be asked, though nothing happens meanwhile', async () => {
    const agent = await open('agent6');
    await goReady(agent);
    const { engine, database, configuration } = rig;
    let failures = 2;
    const made = new DeskFigures({
      engine: {
        ...engine,
        tenant: engine.tenant,
        onReset: () => () => {},
        read: (look) => (failures-- > 0 ? Promise.reject(new Error('away')) : engine.read(look)),
      },
      agentHistory: openAgentHistory(database.db, engine.tenant),
      directory: () => configuration.directory,
      logger: pino({ level: 'silent' }),
      settings: { ...DEFAULT_GATEWAY_SETTINGS, figuresEveryMs: 20 },
    });
    const told = new Promise((resolve) => {
      const data = { principal: { userId: rig.agentId('agent6') } };
      const socket = { connected: true, data, emit: (_name: string, payload: unknown) => resolve(payload) };
      made.watch(socket as unknown as AgentSocket, Date.now() - 3_600_000);
    });
    expect(await told).toMatchObject({ ready: { count: 0 }, today: { conversations: 0 } });
    made.close();
  });

  it('are refused for a day that began long ago, or for nonsense', async () => {
    const me = await open('agent1');
    expect(await watch(me, 0)).toMatchObject({ status: 'error', code: 'VALIDATION' });
    const nonsense: unknown[] = [{ since: 'today' }, {}, null, { since: 1.5 }];
    for (const payload of nonsense) {
      expect(await me.ask('watchFigures', payload)).toMatchObject({ status: 'error', code: 'VALIDATION' });
    }
  });
});
