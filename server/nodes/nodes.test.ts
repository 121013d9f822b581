/** Two and more processes of the program on one PostgreSQL and one Redis: people anywhere, and nodes that fail. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askServer } from '../administration/admin-socket.ts';
import { socketAddress } from '../administration/socket-address.ts';
import { Desk } from '../gateways/agent-manager/testing/desk.ts';
import { textMessage as agentText } from '../gateways/agent-manager/testing/work.ts';
import { resumeChat, connectCustomer } from '../gateways/customer-channel/testing/customer.ts';
import { TEST_DATABASE_URL } from '../testing/test-database.ts';
import { makeCluster, TEST_REDIS_URL } from './testing/cluster.ts';
import type { Cluster, Node } from './testing/cluster.ts';
import type { Collector } from './testing/collector.ts';
import { startCollector } from './testing/collector.ts';
import { People, say, textsAt } from './testing/people.ts';

/** It takes 1.5 s (ms); a busy machine is slower. */
const BACK_MS = 4_000;

const missing = [
  ...(TEST_DATABASE_URL === undefined ? ['TEST_DATABASE_URL'] : []),
  ...(TEST_REDIS_URL === undefined ? ['TEST_REDIS_URL'] : []),
];

describe.skipIf(missing.length > 0)(
  `several nodes${missing.length > 0 ? ` (${missing.join(' and ')} is not set)` : ''}`,
  { timeout: 60_000 },
  () => {
    let cluster: Cluster;
    let collector: Collector;
    let nodes: Node[];
    const people = new People();

    beforeAll(async () => {
      collector = await startCollector();
      cluster = await makeCluster({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
      // At once, on an empty database: one of them fills it.
      nodes = await Promise.all([cluster.start(), cluster.start()]);
    }, 120_000);
    afterEach(() => people.leave());
    afterAll(async () => {
      await cluster.remove();
      collector.close();
    });

    async function byRole(): Promise<{ owner: Node; follower: Node }> {
      return expect
        .poll(
          async () => {
            const roles = await Promise.all(nodes.map((node) => node.role()));
            return roles.toSorted().join(' ');
          },
          { timeout: 10_000, interval: 50 },
        )
        .toBe('follower owner')
        .then(async () => {
          const [first, second] = nodes as [Node, Node];
          return (await first.role()) === 'owner'
            ? { owner: first, follower: second }
            : { owner: second, follower: first };
        });
    }

    it('starts twice at once: one node decides, one follows, and both are ready', async () => {
      await byRole();
      for (const node of nodes) {
        expect(await node.ready()).toMatchObject({
          status: 'ready',
          checks: { database: 'ok', engine: 'ok' },
          redis: 'ok',
        });
      }
    });

    it('says at each node which part it has, how far behind it is, and what it has sent on', async () => {
      const { owner, follower } = await byRole();
      const agent = await people.desk(follower, 'agent1');
      await people.routes(follower, agent);
      const figures = async ({ url }: Node): Promise<Map<string, number>> => {
        const text = await (await fetch(`${url}/metrics`)).text();
        return new Map(
          [...text.matchAll(/^(desk_\w+(?:\{[^}]*\})?) (\S+)$/gm)].map(([, name = '', value]) => [
            name,
            Number(value),
          ]),
        );
      };
      const [here, there] = [await figures(owner), await figures(follower)];
      expect([here.get('desk_owner{tenant="demo"}'), there.get('desk_owner{tenant="demo"}')]).toEqual([1, 0]);
      for (const seen of [here, there]) {
        expect(seen.get('desk_redis_up')).toBe(1);
        expect(seen.get('desk_replica_lag_seconds{tenant="demo"}')).toBeLessThan(2);
        expect(seen.get('desk_open_conversations')).toBe(here.get('desk_open_conversations'));
      }
      expect(here.get('desk_forwarded_commands_total') ?? 0).toBe(0);
      expect(there.get('desk_forwarded_commands_total')).toBeGreaterThan(4);
      expect(await (await fetch(`${follower.url}/health`)).json()).toEqual({ status: 'ok' });
    });

    it('shows a command of one node as one trace through both', async () => {
      const { owner, follower } = await byRole();
      const agent = await people.desk(owner, 'agent1');
      await people.routes(follower, agent);
      const names = () => {
        const [root] = collector.spans.filter((span) => span.name === 'session.start').slice(-1);
        return collector.spans
          .filter(({ traceId }) => traceId === root?.traceId)
          .map(({ name, node, parentSpanId }) => [name, node === root?.node, parentSpanId === root?.spanId])
          .toSorted();
      };
      await expect.poll(names, { timeout: 10_000 }).toEqual([
        ['commit', false, true],
        ['decide', false, true],
        ['forward', true, true],
        ['session.start', true, false],
      ]);
    });

    it('lets an agent at one node talk with a customer at the other', async () => {
      const { owner, follower } = await byRole();
      for (const [here, there] of [
        [owner, follower],
        [follower, owner],
      ] as const) {
        const agent = await people.desk(here, 'agent1');
        const talk = await people.chat(there, agent);
        await say(talk, `from the customer at ${there.url}`);
        await agent.until(() => textsAt(agent).length > 0, 'the message');
        const answer = await agent.ask('publishCimEvent', agentText(talk.conversationId, 'from the agent'));
        expect(answer.status).toBe('ok');
        await talk.customer.waitForText('from the agent');
        await people.leave();
      }
    });

    it('serves a configuration that was changed at the other node', async () => {
      const [first, second] = nodes as [Node, Node];
      const user = {
        username: 'agent7',
        password: 'demo',
        firstName: 'Ida',
        lastName: 'New',
        roles: ['agent'],
        team: 'North',
      };
      await expect(second.signIn('agent7')).rejects.toThrow('401');
      const request = { do: 'users.add', user } as const;
      expect(await askServer(socketAddress(first.dataDir), null, request)).toMatchObject({ ok: true });
      // Before it would look by itself.
      await expect.poll(() => second.signIn('agent7'), { timeout: 1_500 }).toEqual(expect.any(String));
    });

    it('takes a sign-in over that is at the other node, and joins tabs of one sign-in', async () => {
      const [first, second] = nodes as [Node, Node];
      const token = await first.signIn('agent2');
      const here = new Desk(first.url, { token });
      const tab = new Desk(second.url, { token });
      await here.hear('pullModeSubscribedListRequests');
      await tab.hear('pullModeSubscribedListRequests');
      await here.ask('changeAgentState', { action: 'agentState', state: { name: 'READY' } });
      await tab.hear<{ agentState?: { name?: string } }>('agentPresence', (one) =>
        JSON.stringify(one).includes('"READY"'),
      );
      // One tab is left: the agent stays.
      here.close();
      const talk = await people.chat(first, tab);

      const newer = await people.desk(second, 'agent2');
      expect(await tab.gone()).toBeDefined();
      await say(talk, 'to the newer sign-in');
      await newer.until(() => textsAt(newer).includes('to the newer sign-in'), 'the message');
      tab.close();
    });

    it('goes on when the owner is killed: nothing that was acknowledged is lost or comes twice', async () => {
      const { owner, follower } = await byRole();
      const agent = await people.desk(follower, 'agent3');
      const talk = await people.chat(follower, agent);
      const said: Promise<string>[] = [];
      let killedAt = 0;
      let back = 0;
      for (let number = 0; number < 60; number += 1) {
        if (number === 20) {
          killedAt = performance.now();
          owner.child.kill('SIGKILL');
        }
        said.push(
          say(talk, `message ${number}`).then((text) => {
            if (number >= 20 && back === 0) back = performance.now();
            return text;
          }),
        );
        await new Promise((resolve) => setImmediate(resolve));
      }
      const texts = await Promise.all(said);
      const [last = ''] = texts.slice(-1);
      await agent.until(() => textsAt(agent).includes(last), 'the last message');
      expect(
        textsAt(agent)
          .filter((text) => text.startsWith('message '))
          .toSorted(),
      ).toEqual(texts.toSorted());
      expect(back - killedAt).toBeLessThan(BACK_MS);
      await people.routes(follower, agent);
      nodes = [follower, await cluster.start()];
    });

    it('goes on when the owner is stopped; when it wakes it follows and has written nothing', async () => {
      const { owner, follower } = await byRole();
      const agent = await people.desk(follower, 'agent4');
      const stoppedAt = performance.now();
      owner.child.kill('SIGSTOP');
      await people.routes(follower, agent);
      expect(performance.now() - stoppedAt).toBeLessThan(BACK_MS);
      owner.child.kill('SIGCONT');
      await expect.poll(() => owner.role(), { timeout: 10_000 }).toBe('follower');
      await expect.poll(async () => (await owner.ready())?.status, { timeout: 10_000 }).toBe('ready');
      await people.routes(owner, agent);
    });

    it('goes on without Redis, and with it when it is back', async () => {
      const { owner, follower } = await byRole();
      const agent = await people.desk(follower, 'agent5');
      for (const cut of [[owner], [follower], [owner, follower]]) {
        for (const { redis } of cut) redis.set('refuse');
        expect(await people.routes(follower, agent)).toBeLessThan(BACK_MS);
        expect(await cut[0]!.ready()).toMatchObject({ status: 'ready', redis: 'away' });
        for (const { redis } of cut) redis.set('pass');
        await expect.poll(async () => (await cut[0]!.ready())?.redis, { timeout: 10_000 }).toBe('ok');
      }
      await people.routes(owner, agent);
    });

    it('goes on when the owner is cut off from the database', async () => {
      const { owner, follower } = await byRole();
      const agent = await people.desk(follower, 'agent6');
      owner.database.set('swallow');
      const cutAt = performance.now();
      await people.routes(follower, agent);
      expect(performance.now() - cutAt).toBeLessThan(BACK_MS);
      owner.database.set('pass');
      await expect.poll(() => owner.role(), { timeout: 20_000 }).toBe('follower');
      await people.routes(owner, agent);
    });

    it('is drained when it is asked to end: its people talk on at another node', async () => {
      const { owner, follower } = await byRole();
      const token = await owner.signIn('agent2');
      const agent = await people.deskOf(owner, token);
      await agent.ask('changeAgentState', { action: 'agentState', state: { name: 'READY' } });
      const talk = await people.chat(owner, agent);
      const ended = owner.end('SIGTERM');
      await expect.poll(async () => (await owner.ready())?.status).toBe('unavailable');
      await say(talk, 'while it is drained');
      await agent.until(() => textsAt(agent).includes('while it is drained'), 'the message');
      await expect
        .poll(() => agent.socket.connected || talk.customer.socket.connected, { timeout: 20_000 })
        .toBe(false);
      // As a balancer does with who comes back.
      const back = await people.deskOf(follower, token);
      await back.hear<{ conversationId?: string }>('onTopicData', (topic) =>
        JSON.stringify(topic).includes(talk.conversationId),
      );
      const customer = await connectCustomer(follower.url, { token: talk.sessionToken });
      expect(await resumeChat(customer)).toMatchObject({ isChatAvailable: true });
      await say({ customer }, 'at the other node');
      await back.until(() => textsAt(back).includes('at the other node'), 'the message');
      expect(await ended).toBe(0);
      await expect.poll(() => follower.role(), { timeout: 10_000 }).toBe('owner');
      await customer.ask('CHAT_ENDED', {});
    });
  },
);
