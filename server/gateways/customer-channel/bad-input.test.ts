import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeCustomers, connectCustomer, startChat, textMessage, withForm } from './testing/customer.ts';
import type { Customer } from './testing/customer.ts';
import { openRig } from './testing/rig.ts';
import type { Agent, Rig } from './testing/rig.ts';

/** The corpus that the pages are tested with. */
const corpus = new URL('../../../src/markdown/xss-corpus.json', import.meta.url);
const vectors = JSON.parse(readFileSync(corpus, 'utf8')) as string[];

let rig: Rig;
let amina: Agent;

beforeAll(async () => {
  rig = await openRig();
  amina = rig.agent('agent1');
  await amina.ready();
});
afterEach(closeCustomers);
afterAll(() => rig.close());

const nested = (depth: number): unknown => {
  let value: unknown = 'deep';
  for (let i = 0; i < depth; i += 1) value = [value];
  return value;
};
/** `__proto__` as an own key, as it comes out of `JSON.parse`. */
const polluting = JSON.parse('{"__proto__":{"polluted":true},"type":"PLAIN","markdownText":"x"}') as object;
const message = (body: unknown, more: object = {}) => ({ id: randomUUID(), header: {}, body, ...more });

const seq = () => rig.engine.read(({ world }) => world.state.seq);

describe('handshakes', () => {
  it.each([
    ['nothing', {}, 'VALIDATION'],
    ['no identifier', { serviceIdentifier: 'demo-web' }, 'VALIDATION'],
    ['an empty identifier', { serviceIdentifier: 'demo-web', channelCustomerIdentifier: ' ' }, 'VALIDATION'],
    [
      'a long identifier',
      { serviceIdentifier: 'demo-web', channelCustomerIdentifier: 'x'.repeat(201) },
      'VALIDATION',
    ],
    ['an object', { serviceIdentifier: { $ne: 1 }, channelCustomerIdentifier: 'x' }, 'VALIDATION'],
    ['a null byte', { serviceIdentifier: 'demo-web', channelCustomerIdentifier: 'x\0' }, 'VALIDATION'],
    [
      'depth',
      { serviceIdentifier: 'demo-web', channelCustomerIdentifier: 'x', more: nested(40) },
      'VALIDATION',
    ],
    [
      'an unknown channel',
      { serviceIdentifier: 'nowhere', channelCustomerIdentifier: 'x' },
      'CHANNEL_NOT_FOUND',
    ],
    [
      "a connector's channel",
      { serviceIdentifier: '0900', channelCustomerIdentifier: 'x' },
      'CHANNEL_NOT_FOUND',
    ],
    [
      'a name of every object',
      { serviceIdentifier: 'constructor', channelCustomerIdentifier: 'x' },
      'CHANNEL_NOT_FOUND',
    ],
  ])('refuse %s with a code', async (_what, auth, code) => {
    await expect(connectCustomer(rig.url, { auth })).rejects.toMatchObject({
      message: code,
      data: { error: code },
    });
  });
});

describe('a customer who sends what nobody should', () => {
  let customer: Customer;
  const start = async (): Promise<void> => {
    customer = await connectCustomer(rig.url);
    await startChat(customer);
  };

  it.each<[string, string, unknown, number, string]>([
    ['an unknown event', 'dropTables', {}, 400, 'UNKNOWN_EVENT'],
    ['an event of every object', '__proto__', {}, 400, 'UNKNOWN_EVENT'],
    ['a request for a call', 'VOICE_REQUESTED', {}, 405, 'NOT_SUPPORTED'],
    [
      'a wish to join another conversation',
      'joinConversation',
      { conversationId: 'x' },
      405,
      'NOT_SUPPORTED',
    ],
    ['no message at all', 'MESSAGE_RECEIVED', undefined, 400, 'VALIDATION'],
    ['null', 'MESSAGE_RECEIVED', null, 400, 'VALIDATION'],
    ['a text', 'MESSAGE_RECEIVED', 'hello', 400, 'VALIDATION'],
    ['a list', 'MESSAGE_RECEIVED', [], 400, 'VALIDATION'],
    ['no body', 'MESSAGE_RECEIVED', { id: randomUUID(), header: {} }, 400, 'VALIDATION'],
    ['a body without type', 'MESSAGE_RECEIVED', message({ markdownText: 'x' }), 400, 'VALIDATION'],
    [
      'a text that is a number',
      'MESSAGE_RECEIVED',
      message({ type: 'PLAIN', markdownText: 7 }),
      400,
      'VALIDATION',
    ],
    ['an empty text', 'MESSAGE_RECEIVED', message({ type: 'PLAIN', markdownText: '' }), 400, 'VALIDATION'],
    ['a null byte', 'MESSAGE_RECEIVED', textMessage('a\0b'), 400, 'VALIDATION'],
    ['half a character', 'MESSAGE_RECEIVED', textMessage('a\ud800b'), 400, 'VALIDATION'],
    ['depth', 'MESSAGE_RECEIVED', message({ type: 'CUSTOM', jsonNode: nested(500) }), 400, 'VALIDATION'],
    ['__proto__', 'MESSAGE_RECEIVED', message(polluting), 400, 'VALIDATION'],
    [
      'binary',
      'MESSAGE_RECEIVED',
      message({ type: 'CUSTOM', jsonNode: Buffer.from('x') }),
      400,
      'VALIDATION',
    ],
    ['an id of every object', 'MESSAGE_RECEIVED', { ...textMessage('x'), id: 'toString' }, 400, 'VALIDATION'],
    ['an id that is a list', 'MESSAGE_RECEIVED', { ...textMessage('x'), id: ['x'] }, 400, 'VALIDATION'],
    ['a long id', 'MESSAGE_RECEIVED', { ...textMessage('x'), id: 'x'.repeat(300) }, 400, 'VALIDATION'],
    ['a text too long', 'MESSAGE_RECEIVED', textMessage('x'.repeat(4097)), 413, 'TOO_LONG'],
    [
      'a packet too large',
      'MESSAGE_RECEIVED',
      message({ type: 'CUSTOM', a: 'x'.repeat(300_000) }),
      413,
      'TOO_LARGE',
    ],
    ...[
      { type: 'BUTTON', buttons: [{ title: 'x'.repeat(70_000), type: 'String' }] },
      { type: 'FILE', attachment: { mediaUrl: 'https://x/y', mediaName: 'x'.repeat(70_000) } },
      { type: 'PLAIN', markdownText: 'x', extra: '🙏'.repeat(17_000) },
      { type: 'CUSTOM', jsonNode: Array.from({ length: 1_000 }, () => 'x'.repeat(70)) },
    ].map(
      (body) =>
        [`a fat ${body.type}`, 'MESSAGE_RECEIVED', message(body), 413, 'TOO_LARGE'] satisfies [
          string,
          string,
          unknown,
          number,
          string,
        ],
    ),
    [
      'a fat form',
      'CHAT_REQUESTED',
      { additionalAttributes: [{ key: 'a', value: 'x'.repeat(70_000) }] },
      413,
      'TOO_LARGE',
    ],
    ['a wrap-up', 'MESSAGE_RECEIVED', message({ type: 'WRAPUP', wrapups: [] }), 405, 'NOT_SUPPORTED'],
    ...[
      'wrapup',
      'Wrapup',
      'wRaPuP ',
      '\u200bWRAPUP',
      'ACTION',
      'voice',
      'receipt',
      'HOLOGRAM',
      'WRAP_UP',
    ].map(
      (type) =>
        [
          `a body of type ${JSON.stringify(type)}`,
          'MESSAGE_RECEIVED',
          message({ type, wrapups: [], name: 'n', callId: 'c', leg: 'l' }),
          405,
          'NOT_SUPPORTED',
        ] satisfies [string, string, unknown, number, string],
    ),
    [
      'an action',
      'MESSAGE_RECEIVED',
      message({ type: 'ACTION', name: 'END_CONVERSATION' }),
      405,
      'NOT_SUPPORTED',
    ],
    [
      'an unknown notification',
      'MESSAGE_RECEIVED',
      message({ type: 'NOTIFICATION', notificationType: 'AGENT_SUBSCRIBED' }),
      405,
      'NOT_SUPPORTED',
    ],
    [
      'a receipt for nothing',
      'MESSAGE_RECEIVED',
      message({ type: 'DELIVERYNOTIFICATION', messageId: randomUUID(), status: 'READ' }),
      404,
      'MESSAGE_NOT_FOUND',
    ],
    [
      'an answer to nothing',
      'MESSAGE_RECEIVED',
      { ...textMessage('x'), header: { intent: 'REPLY_TO', originalMessageId: randomUUID() } },
      404,
      'MESSAGE_NOT_FOUND',
    ],
    ['a request id that is none', 'CHAT_REQUESTED', { requestId: 'x' }, 400, 'VALIDATION'],
    [
      "somebody else's identifier",
      'CHAT_REQUESTED',
      { channelCustomerIdentifier: 'other' },
      403,
      'FORBIDDEN',
    ],
    ["another channel's identifier", 'CHAT_REQUESTED', { serviceIdentifier: 'demo-sales' }, 403, 'FORBIDDEN'],
  ])('gets a code for %s, and nothing changes', async (_what, event, payload, code, error) => {
    await start();
    const before = await seq();
    const answer = payload === undefined ? await customer.ask(event) : await customer.ask(event, payload);
    expect(answer).toMatchObject({ code, error });
    expect(await seq()).toBe(before);
    expect(await customer.ask('MESSAGE_RECEIVED', textMessage('still here'))).toMatchObject({ code: 200 });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('may write as many emoji as letters', async () => {
    await start();
    const asked = (text: string) => customer.ask('MESSAGE_RECEIVED', textMessage(text));
    expect(await asked('🙏'.repeat(4096))).toMatchObject({ code: 200 });
    expect(await asked('🙏'.repeat(4097))).toMatchObject({ code: 413, error: 'TOO_LONG' });
  });

  it('gets the refusal as ERRORS when the event carries no callback, and survives odd callbacks', async () => {
    await start();
    const id = randomUUID();
    customer.socket.emit('MESSAGE_RECEIVED', textMessage('', id));
    const frame = await customer.waitFor(({ event }) => event === 'ERRORS');
    expect(frame.payload).toMatchObject({
      task: 'MESSAGE_RECEIVED',
      code: 400,
      error: 'VALIDATION',
      messageId: id,
    });
    customer.socket.emit('MESSAGE_RECEIVED', textMessage('x'), 1, { more: true }, 'arguments');
    customer.socket.emit('MESSAGE_RECEIVED');
    expect(await customer.ask('MESSAGE_RECEIVED', textMessage('still here'))).toMatchObject({ code: 200 });
  });

  it('cannot ask for a queue that is not there', async () => {
    const asking = await connectCustomer(rig.url);
    expect(await asking.ask('CHAT_REQUESTED', withForm({}, 'Nowhere'))).toMatchObject({
      code: 404,
      error: 'QUEUE_NOT_FOUND',
    });
    expect(await asking.ask('CHAT_REQUESTED', withForm({}, 'constructor'))).toMatchObject({ code: 404 });
    // A queue that is there, but not for customers of this channel.
    expect(await asking.ask('CHAT_REQUESTED', withForm({}, 'Sales'))).toMatchObject({ code: 404 });
    await startChat(asking, withForm({}, 'Support'));
  });

  it('may not speak before there is a chat', async () => {
    const early = await connectCustomer(rig.url);
    expect(await early.ask('MESSAGE_RECEIVED', textMessage('hello?'))).toMatchObject({
      code: 409,
      error: 'NO_SESSION',
    });
    expect(await early.ask('CHAT_ENDED')).toMatchObject({ code: 409, error: 'NO_SESSION' });
  });

  it('sends each message where it belongs, whatever conversation it names', async () => {
    const [one, two] = [await connectCustomer(rig.url), await connectCustomer(rig.url)];
    const first = await startChat(one);
    const second = await startChat(two);
    const id = randomUUID();
    await one.ask('MESSAGE_RECEIVED', {
      ...textMessage('hello', id),
      header: {
        conversationId: second.conversationId,
        channelSessionId: second.channelSessionId,
        sender: { id: amina.id, type: 'AGENT', senderName: 'Amina' },
      },
      conversationId: second.conversationId,
    });
    const [stored, ...others] = await rig.context.journal.findMessage(id);
    expect(others).toEqual([]);
    expect(stored).toMatchObject({ conversation_id: first.conversationId, sender_kind: 'CUSTOMER' });
    expect(stored?.content?.header).toMatchObject({ sender: { type: 'CONNECTOR' } });
  });

  it('cannot take the place of a message by using its id', async () => {
    const [one, two] = [await connectCustomer(rig.url), await connectCustomer(rig.url)];
    await startChat(one);
    await startChat(two);
    const id = randomUUID();
    await one.ask('MESSAGE_RECEIVED', textMessage('mine', id));
    expect(await two.ask('MESSAGE_RECEIVED', textMessage('not yours', id))).toMatchObject({ code: 200 });
    const stored = await rig.context.journal.findMessage(id);
    expect(stored.map((row) => (row.content?.body as { markdownText: string }).markdownText).sort()).toEqual([
      'mine',
      'not yours',
    ]);
  });

  it('who floods is slowed down, then put out, and others notice nothing', async () => {
    const quiet = await connectCustomer(rig.url);
    await startChat(quiet);
    await start();
    const gone = new Promise<void>((resolve) => {
      customer.socket.once('disconnect', () => resolve());
    });
    const codes: unknown[] = [];
    for (let i = 0; i < 4_000; i += 1) {
      customer.socket.emit('MESSAGE_RECEIVED', { nonsense: i }, (answer: { error: string }) =>
        codes.push(answer.error),
      );
    }
    await gone;
    expect(codes).toContain('RATE_LIMITED');
    expect(await quiet.ask('MESSAGE_RECEIVED', textMessage('all well'))).toMatchObject({ code: 200 });
  });

  it('L-X1: text and names travel letter by letter', async () => {
    customer = await connectCustomer(rig.url);
    const name = '<img src=x onerror=alert(1)>';
    const { conversationId, channelSessionId } = await startChat(customer, withForm({ name }));
    const record = await rig.engine.read(({ records }) =>
      records.customer(records.session(channelSessionId)?.customerId ?? ''),
    );
    expect(record?.firstName).toBe(name);
    for (const vector of vectors) {
      expect(await customer.ask('MESSAGE_RECEIVED', textMessage(vector)), vector).toMatchObject({
        code: 200,
      });
    }
    const entries = await rig.context.journal.conversationEvents(conversationId, {
      afterSeq: 0,
      limit: 1_000,
    });
    const texts = entries.flatMap(({ event, content }) =>
      event.type === 'message.sent' ? [(content?.body as { markdownText: string }).markdownText] : [],
    );
    expect(texts).toEqual(vectors);
  });
});
