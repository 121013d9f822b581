import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openProvider } from '../testing/provider.ts';
import type { Post, Provider } from '../testing/provider.ts';
import { openRig } from '../testing/rig.ts';
import type { Agent, Rig } from '../testing/rig.ts';

let provider: Provider;
let rig: Rig;
let agent: Agent;

beforeAll(async () => {
  provider = await openProvider();
  rig = await openRig({
    webhook: provider.url,
    connectors: { attempts: 4, firstPauseMs: 5, longestPauseMs: 20 },
  });
  agent = rig.agent('agent1');
  await agent.ready();
});
beforeEach(() => {
  provider.posts.length = 0;
  provider.behave(() => 200);
});
afterAll(async () => {
  await rig.close();
  await provider.close();
});

async function customerWrites(number: string = randomUUID()): Promise<string> {
  const response = await fetch(`${rig.url}/ccm/message/receive`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer demo-connector' },
    body: JSON.stringify({
      id: randomUUID(),
      header: { channelData: { channelCustomerIdentifier: number, serviceIdentifier: '0900' } },
      body: { type: 'PLAIN', markdownText: 'hello' },
    }),
  });
  return ((await response.json()) as { conversationId: string }).conversationId;
}

/** Resolves with the next mark of a message by the system. */
function marked(messageId: string): Promise<{ status: string; reason: string | null }> {
  return new Promise((resolve) => {
    const stop = rig.engine.onTurn((turn) => {
      for (const event of turn.events) {
        if (event.type !== 'message.marked' || event.messageId !== messageId) continue;
        return () => {
          stop();
          resolve({ status: event.status, reason: event.reason });
        };
      }
      return undefined;
    });
  });
}

describe('messages to a connector', () => {
  it('L-M7: come back as an echo of the provider and add no second one', async () => {
    const number = randomUUID();
    const conversationId = await customerWrites(number);
    await agent.accept(conversationId);
    const id = randomUUID();
    const tick = marked(id);
    await agent.say(conversationId, 'what we have sent', { id });
    await tick;
    const echo = await fetch(`${rig.url}/ccm/message/receive`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer demo-connector' },
      body: JSON.stringify({
        id,
        header: {
          sender: { type: 'AGENT' },
          channelData: { channelCustomerIdentifier: number, serviceIdentifier: '0900' },
        },
        body: { type: 'PLAIN', markdownText: 'what we have sent' },
      }),
    });
    expect(echo.status).toBe(200);
    const rows = await rig.context.journal.findMessage(id);
    expect(rows).toMatchObject([{ conversation_id: conversationId, sender_kind: 'AGENT' }]);
    provider.posts.length = 0;
    const next = randomUUID();
    const nextTick = marked(next);
    await agent.say(conversationId, 'and more', { id: next });
    await nextTick;
    // The echo went nowhere either.
    expect(provider.posts.map(({ key }) => key)).toEqual([next]);
  });

  it('L-M6: leave once they are stored, with the message id as key, and tick when they have arrived', async () => {
    const conversationId = await customerWrites('491710000001');
    await agent.accept(conversationId);
    const id = randomUUID();
    const tick = marked(id);
    await agent.say(conversationId, 'only for agents', { kind: 'WHISPER' });
    await agent.say(conversationId, '1 < 2 && 3 > 2', { id });
    expect(await tick).toEqual({ status: 'DELIVERED', reason: null });
    expect(provider.posts).toHaveLength(1);
    const [{ message, key }] = provider.posts as [Post];
    expect(key).toBe(id);
    expect(message).toMatchObject({
      id,
      header: {
        sender: { type: 'AGENT', senderName: 'Amina Okafor' },
        channelData: { channelCustomerIdentifier: '491710000001', serviceIdentifier: '0900' },
        conversationId,
      },
      body: { type: 'PLAIN', markdownText: '1 < 2 && 3 > 2' },
    });
  });

  it('L-M6: are tried again under the same key, and keep their order', async () => {
    provider.behave((nth) => (nth <= 3 ? 503 : 200));
    const conversationId = await customerWrites();
    await agent.accept(conversationId);
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    const last = marked(ids[2]!);
    for (const id of ids) await agent.say(conversationId, `text ${id}`, { id });
    expect((await last).status).toBe('DELIVERED');
    expect(provider.posts.map(({ key }) => key)).toEqual([ids[0], ids[0], ids[0], ids[0], ids[1], ids[2]]);
  });

  it.each([
    ['a refusal at once', 422, 'HTTP_422', 1],
    ['a redirection, which is not followed', 302, 'HTTP_302', 1],
    ['trouble that does not pass, after some attempts', 500, 'HTTP_500', 4],
  ])('fail with a reason for %s', async (_what, status, reason, attempts) => {
    provider.behave(() => status);
    const conversationId = await customerWrites();
    await agent.accept(conversationId);
    const id = randomUUID();
    const tick = marked(id);
    await agent.say(conversationId, 'hello', { id });
    expect(await tick).toEqual({ status: 'FAILED', reason });
    expect(provider.posts).toHaveLength(attempts);
  });

  it('survive a crash: what was committed and not yet passed on leaves with the next start', async () => {
    provider.behave(() => null);
    const conversationId = await customerWrites();
    await agent.accept(conversationId);
    const ids = [randomUUID(), randomUUID()];
    for (const id of ids) await agent.say(conversationId, `text ${id}`, { id });
    await provider.next(1);
    await rig.restart();
    // As if the process had died between the commit of the second message and the outbox.
    const db = rig.database.db;
    const first = await db
      .selectFrom('outbox')
      .select('seq')
      .where('message_id', '=', ids[0]!)
      .executeTakeFirstOrThrow();
    await db.deleteFrom('outbox').where('message_id', '=', ids[1]!).execute();
    await db.updateTable('outbox_cursor').set({ seq: first.seq }).execute();
    provider.posts.length = 0;
    provider.behave(() => 200);
    await rig.restart();
    // The first may have been tried once more before: then it comes again, under the same key.
    const keys = () => [...new Set(provider.posts.map(({ key }) => key))];
    await expect.poll(keys).toEqual(ids);
    await agent.ready();
  });

  it('L-M8: a burst of a hundred gives a hundred different keys, each once', async () => {
    const conversations = await Promise.all(
      [1, 2, 3, 4].map((i) => customerWrites(`4917200000${String(i)}`)),
    );
    for (const conversationId of conversations) await agent.accept(conversationId);
    const ids = Array.from({ length: 100 }, () => randomUUID());
    await Promise.all(ids.map((id, i) => agent.say(conversations[i % 4]!, `text ${String(i)}`, { id })));
    await provider.next(100);
    expect(provider.posts).toHaveLength(100);
    expect(new Set(provider.posts.map(({ key }) => key))).toEqual(new Set(ids));
  });

  it('stay with those who have no webhook', async () => {
    const response = await rig.command({
      type: 'session.start',
      sessionId: randomUUID(),
      conversationId: randomUUID(),
      customerId: randomUUID(),
      channelId: rig.directory.channelByServiceIdentifier('demo-web')!.id,
      queueId: null,
      priority: 1,
      connectionBound: true,
    });
    const started = response.ok && response.events.find((event) => event.type === 'session.started');
    const web = started ? started.conversationId : '';
    await agent.accept(web);
    await agent.say(web, 'only on the web');
    const conversationId = await customerWrites();
    await agent.accept(conversationId);
    const id = randomUUID();
    const tick = marked(id);
    await agent.say(conversationId, 'to the connector', { id });
    await tick;
    expect(provider.posts.map(({ key }) => key)).toEqual([id]);
  });
});
