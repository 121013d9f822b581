/** Two and more processes of the program on one PostgreSQL and one Redis: people anywhere, and nodes that fail. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TaskRequest } from '../../protocol/agent-manager/server-events.ts';
import { askServer } from '../administration/admin-socket.ts';
import { socketAddress } from '../administration/socket-address.ts';
import { Desk } from '../gateways/agent-manager/testing/desk.ts';
import { textMessage as agentText } from '../gateways/agent-manager/testing/work.ts';
import {
  closeCustomers,
  connectCustomer,
  startChat,
  textMessage,
} from '../gateways/customer-channel/testing/customer.ts';
import type { Customer } from '../gateways/customer-channel/testing/customer.ts';
import { TEST_DATABASE_URL } from '../testing/test-database.ts';
import { makeCluster, TEST_REDIS_URL } from './testing/cluster.ts';
import type { Cluster, Node } from './testing/cluster.ts';

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
    let nodes: Node[];
    const desks: Desk[] = [];
    const customers: Customer[] = [];

    beforeAll(async () => {
      cluster = await makeCluster();
      // At once, on an empty database: one of them fills it.
      nodes = await Promise.all([cluster.start(), cluster.start()]);
    }, 120_000);
    afterEach(async () => {
      // Who has not said goodbye waits for the next test's agent.
      for (const customer of customers.splice(0)) {
        if (customer.socket.connected) await customer.ask('CHAT_ENDED', {});
      }
      closeCustomers();
      for (const desk of desks.splice(0)) {
        if (desk.socket.connected) await desk.ask('agentLogout', { reasonCode: null });
        desk.close();
      }
    });
    afterAll(() => cluster.remove());

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

    async function desk(node: Node, username: string): Promise<Desk> {
      const opened = new Desk(node.url, { token: await node.signIn(username) });
      desks.push(opened);
      await opened.hear('pullModeSubscribedListRequests');
      await opened.ask('changeAgentState', { action: 'agentState', state: { name: 'READY' } });
      return opened;
    }

    type Talk = { customer: Customer; conversationId: string };

    /** Between two tries: who is refused at once must not ask at once again. */
    const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 200));

    /** Asks until it is answered: while there is no owner, a request is refused. */
    async function requested(customer: Customer): ReturnType<typeof startChat> {
      const request = { requestId: randomUUID() };
      for (;;) {
        const started = await startChat(customer, request).catch(() => null);
        if (started !== null) return started;
        await pause();
      }
    }

    async function chat(node: Node, agent: Desk): Promise<Talk> {
      const customer = await connectCustomer(node.url);
      customers.push(customer);
      const { conversationId } = await requested(customer);
      const offer = await agent.hear<TaskRequest>(
        'taskRequest',
        (one) => one.conversationId === conversationId,
      );
      await agent.ask('topicSubscription', { conversationId, taskId: offer.taskId });
      return { customer, conversationId };
    }

    const textsAt = (agent: Desk): string[] =>
      agent
        .all<{ cimEvent: { data?: { body?: { markdownText?: string } } } }>('onCimEvent')
        .flatMap(({ cimEvent }) => cimEvent.data?.body?.markdownText ?? []);

    /** Says it, and again under the same id until it is acknowledged, as clients do. */
    async function say({ customer }: Talk, text: string): Promise<string> {
      const message = textMessage(text, randomUUID());
      for (;;) {
        const answer = await Promise.race([
          customer.ask('MESSAGE_RECEIVED', message),
          new Promise<null>((resolve) => setTimeout(() => resolve(null), 3_000)),
        ]);
        if (answer?.code === 200) return text;
        await pause();
      }
    }

    /** A new customer is offered to the agent, and what is said arrives. Resolves with how long it took (ms). */
    async function routes(node: Node, agent: Desk): Promise<number> {
      const began = performance.now();
      const talk = await chat(node, agent);
      const text = randomUUID();
      await say(talk, text);
      await agent.until(() => textsAt(agent).includes(text), 'the message');
      await talk.customer.ask('CHAT_ENDED', {});
      return performance.now() - began;
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

    it('lets an agent at one node talk with a customer at the other', async () => {
      const { owner, follower } = await byRole();
      for (const [here, there] of [
        [owner, follower],
        [follower, owner],
      ] as const) {
        const agent = await desk(here, 'agent1');
        const talk = await chat(there, agent);
        await say(talk, `from the customer at ${there.url}`);
        await agent.until(() => textsAt(agent).length > 0, 'the message');
        const answer = await agent.ask('publishCimEvent', agentText(talk.conversationId, 'from the agent'));
        expect(answer.status).toBe('ok');
        await talk.customer.waitForText('from the agent');
        await agent.ask('agentLogout', { reasonCode: null });
        desks.splice(0).forEach((one) => one.close());
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
      const talk = await chat(first, tab);

      const newer = await desk(second, 'agent2');
      expect(await tab.gone()).toBeDefined();
      await say(talk, 'to the newer sign-in');
      await newer.until(() => textsAt(newer).includes('to the newer sign-in'), 'the message');
      tab.close();
    });

    it('goes on when the owner is killed: nothing that was acknowledged is lost or comes twice', async () => {
      const { owner, follower } = await byRole();
      const agent = await desk(follower, 'agent3');
      const talk = await chat(follower, agent);
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
      await routes(follower, agent);
      nodes = [follower, await cluster.start()];
    });

    it('goes on when the owner is stopped; when it wakes it follows and has written nothing', async () => {
      const { owner, follower } = await byRole();
      const agent = await desk(follower, 'agent4');
      const stoppedAt = performance.now();
      owner.child.kill('SIGSTOP');
      await routes(follower, agent);
      expect(performance.now() - stoppedAt).toBeLessThan(BACK_MS);
      owner.child.kill('SIGCONT');
      await expect.poll(() => owner.role(), { timeout: 10_000 }).toBe('follower');
      await expect.poll(async () => (await owner.ready())?.status, { timeout: 10_000 }).toBe('ready');
      await routes(owner, agent);
    });

    it('goes on without Redis, and with it when it is back', async () => {
      const { owner, follower } = await byRole();
      const agent = await desk(follower, 'agent5');
      for (const cut of [[owner], [follower], [owner, follower]]) {
        for (const { redis } of cut) redis.set('refuse');
        expect(await routes(follower, agent)).toBeLessThan(BACK_MS);
        expect(await cut[0]!.ready()).toMatchObject({ status: 'ready', redis: 'away' });
        for (const { redis } of cut) redis.set('pass');
        await expect.poll(async () => (await cut[0]!.ready())?.redis, { timeout: 10_000 }).toBe('ok');
      }
      await routes(owner, agent);
    });

    it('goes on when the owner is cut off from the database', async () => {
      const { owner, follower } = await byRole();
      const agent = await desk(follower, 'agent6');
      owner.database.set('swallow');
      const cutAt = performance.now();
      await routes(follower, agent);
      expect(performance.now() - cutAt).toBeLessThan(BACK_MS);
      owner.database.set('pass');
      await expect.poll(() => owner.role(), { timeout: 20_000 }).toBe('follower');
      await routes(owner, agent);
    });

    it('hands over when the owner is asked to end', async () => {
      const { owner, follower } = await byRole();
      const agent = await desk(follower, 'agent2');
      const ended = owner.end('SIGTERM');
      const endedAt = performance.now();
      await routes(follower, agent);
      expect(performance.now() - endedAt).toBeLessThan(BACK_MS);
      expect(await ended).toBe(0);
    });
  },
);
