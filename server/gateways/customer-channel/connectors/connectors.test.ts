import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRig } from '../testing/rig.ts';
import type { Agent, Rig } from '../testing/rig.ts';

let rig: Rig;
let amina: Agent;

beforeAll(async () => {
  rig = await openRig();
  amina = rig.agent('agent1');
  await amina.ready();
});
afterAll(() => rig.close());

type Answer = { status: number; body: Record<string, unknown> };

async function post(payload: unknown, key: string | null = 'demo-connector'): Promise<Answer> {
  const response = await fetch(`${rig.url}/ccm/message/receive`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key !== null && { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify(payload),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const newNumber = (): string => `4917${String(Math.floor(1e8 + Math.random() * 9e8))}`;
const from = (number: string, more: object = {}) => ({
  channelCustomerIdentifier: number,
  serviceIdentifier: '0900',
  ...more,
});
const text = (number: string, markdownText: string, id: string = randomUUID(), channelData: object = {}) => ({
  id,
  header: { channelData: from(number, channelData), sender: { id: 'c', type: 'CONNECTOR' } },
  body: { type: 'PLAIN', markdownText },
});
const stored = async (id: string): Promise<number> => (await rig.context.journal.findMessage(id)).length;
const openSessions = () => rig.engine.read(({ world }) => Object.keys(world.state.sessions).length);

describe('a connector', () => {
  it('opens a conversation with the first message, continues it, and ends it', async () => {
    const number = newNumber();
    const first = await post(
      text(number, 'Hello', randomUUID(), { customerFirstName: 'Jon', requestPriority: 7 }),
    );
    expect(first).toMatchObject({ status: 200, body: { status: 'ok' } });
    const conversationId = first.body.conversationId as string;
    const priority = await rig.engine.read(
      ({ world }) =>
        Object.values(world.state.tasks).find((task) => task.conversationId === conversationId)?.priority,
    );
    expect(priority).toBe(7);
    const second = await post(text(number, 'Are you there?', randomUUID(), { requestPriority: 1 }));
    expect(second.body).toMatchObject({ conversationId, channelSessionId: first.body.channelSessionId });
    const customer = await rig.engine.read(({ records, world }) =>
      records.customer(world.state.conversations[conversationId]?.customerId ?? ''),
    );
    expect(customer).toMatchObject({
      firstName: 'Jon',
      isAnonymous: false,
      identifiers: { WHATSAPP: [`+${number}`] },
    });

    const end = { id: randomUUID(), header: { channelData: from(number), intent: 'END_CHAT' } };
    expect(await post(end)).toMatchObject({ status: 200 });
    expect(await post(end)).toMatchObject({ status: 200 });
    const next = await post(text(number, 'One more thing'));
    expect(next.body.conversationId).not.toBe(conversationId);
    const again = await rig.engine.read(
      ({ world }) => world.state.conversations[next.body.conversationId as string],
    );
    expect(again?.customerId).toBe(customer?.id);
  });

  it('L-M4, L-M5: the same id is stored once: again, at the same moment, after the end and after a restart', async () => {
    const number = newNumber();
    const id = `wamid.${randomUUID()}==`;
    const before = await openSessions();
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(text(number, 'once', id))));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]!.status).toBe(200);
    expect(await openSessions()).toBe(before + 1);
    await post({ id: randomUUID(), header: { channelData: from(number), intent: 'END_CHAT' } });
    expect(await post(text(number, 'once', id))).toEqual(answers[0]);
    await rig.restart();
    await amina.ready();
    expect(await post(text(number, 'once', id))).toEqual(answers[0]);
    expect(await stored(id)).toBe(1);
    expect(await openSessions()).toBe(before);
    // The same id from somebody else is another message.
    expect((await post(text(newNumber(), 'mine', id))).status).toBe(200);
    expect(await stored(id)).toBe(2);
  });

  it('two first messages of one customer at once open one conversation', async () => {
    const number = newNumber();
    const answers = await Promise.all([1, 2, 3].map((i) => post(text(number, `part ${i}`))));
    expect(new Set(answers.map(({ body }) => body.conversationId)).size).toBe(1);
  });

  it('says what became of an agent message', async () => {
    const number = newNumber();
    const { body } = await post(text(number, 'hello'));
    const conversationId = body.conversationId as string;
    await amina.accept(conversationId);
    const messageId = await amina.say(conversationId, 'hi');
    const marks: unknown[] = [];
    const stop = rig.engine.onTurn((turn) => {
      for (const event of turn.events) {
        if (event.type === 'message.marked')
          marks.push([event.messageId, event.status, event.by.kind, event.reason]);
      }
      return undefined;
    });
    const receipt = (status: string, reasonCode: unknown) => ({
      id: randomUUID(),
      header: { channelData: from(number) },
      body: { type: 'DELIVERYNOTIFICATION', messageId, status, reasonCode },
    });
    expect((await post(receipt('DELIVERED', 200))).status).toBe(200);
    expect((await post(receipt('read', '200'))).status).toBe(200);
    expect((await post(receipt('FAILED', 'BLOCKED'))).status).toBe(200);
    stop();
    expect(marks).toEqual([
      [messageId, 'DELIVERED', 'CUSTOMER', null],
      [messageId, 'READ', 'CUSTOMER', null],
      [messageId, 'FAILED', 'SYSTEM', 'BLOCKED'],
    ]);
    const unknown = {
      ...receipt('READ', '200'),
      body: { ...receipt('READ', '200').body, messageId: randomUUID() },
    };
    // There is nothing that could be done about it, here or there.
    expect(await post(unknown)).toMatchObject({ status: 200 });
  });

  it.each<[string, unknown, string | null, number, string]>([
    ['no key', text('1', 'x'), null, 401, 'UNAUTHORIZED'],
    ['a wrong key', text('1', 'x'), 'demo-connecto', 401, 'UNAUTHORIZED'],
    ["another connector's channel", text('1', 'x'), 'other-connector', 404, 'CHANNEL_NOT_FOUND'],
    [
      'a web channel',
      text('1', 'x', 'id', { serviceIdentifier: 'demo-web' }),
      'demo-connector',
      404,
      'CHANNEL_NOT_FOUND',
    ],
    [
      'an unknown channel',
      text('1', 'x', 'id', { serviceIdentifier: '0901' }),
      'demo-connector',
      404,
      'CHANNEL_NOT_FOUND',
    ],
    [
      'no channel data',
      { id: 'a', header: {}, body: { type: 'PLAIN', markdownText: 'x' } },
      'demo-connector',
      400,
      'VALIDATION',
    ],
    ['an empty customer', text(' ', 'x'), 'demo-connector', 400, 'VALIDATION'],
    ['more than 64 kB', text('1', 'x'.repeat(66_000)), 'demo-connector', 413, 'TOO_LARGE'],
    ['more than any packet', text('1', 'x'.repeat(2_000_000)), 'demo-connector', 413, 'TOO_LARGE'],
    ['a list', [], 'demo-connector', 400, 'VALIDATION'],
  ])('is refused with a code for %s', async (_what, payload, key, status, code) => {
    const answer = await post(payload, key);
    expect(answer).toMatchObject({ status, body: { status: 'error', code } });
  });

  it('is refused for what is no JSON', async () => {
    const response = await fetch(`${rig.url}/ccm/message/receive`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer demo-connector' },
      body: '{"id": ',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ status: 'error', code: 'VALIDATION' });
  });
});
