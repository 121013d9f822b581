import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  closeCustomers,
  connectCustomer,
  resumeChat,
  startChat,
  textMessage,
  withForm,
} from './testing/customer.ts';
import type { Customer } from './testing/customer.ts';
import { openRig } from './testing/rig.ts';
import type { Agent, Rig } from './testing/rig.ts';

let rig: Rig;
let amina: Agent;

beforeAll(async () => {
  rig = await openRig();
  amina = rig.agent('agent1');
  await amina.ready();
});
afterEach(closeCustomers);
afterAll(() => rig.close());

const countMessages = async (id: string): Promise<number> =>
  (await rig.context.journal.findMessage(id)).length;

/** Frames before the acknowledgement of the resumption, by their texts. */
async function resumedTexts(customer: Customer, after?: string): Promise<string[]> {
  const answer = await resumeChat(customer, after);
  expect(answer).toMatchObject({ isChatAvailable: true });
  return customer.texts();
}

describe('resuming a chat', () => {
  it('L-M11, L-M13: brings everything in order, then the acknowledgement, then what happens live', async () => {
    const first = await connectCustomer(rig.url);
    const { conversationId, sessionToken } = await startChat(first);
    await amina.accept(conversationId);
    const expected: string[] = [];
    const ids: string[] = [];
    for (let i = 0; i < 30; i += 1) {
      expected.push(`text ${i}`);
      const id = randomUUID();
      ids.push(id);
      if (i % 2 === 0) await first.ask('MESSAGE_RECEIVED', textMessage(`text ${i}`, id));
      else await amina.say(conversationId, `text ${i}`, { id });
    }
    first.close();

    const again = await connectCustomer(rig.url, { token: sessionToken });
    // Live messages come while the history is being sent.
    const live = Promise.all(Array.from({ length: 10 }, (_, i) => amina.say(conversationId, `live ${i}`)));
    let textsAtAnswer: string[] = [];
    const resumed = new Promise<void>((resolve) => {
      again.socket.emit('CHAT_RESUMED', {}, () => {
        textsAtAnswer = again.texts();
        resolve();
      });
    });
    await Promise.all([live, resumed]);
    await again.waitForText('live 9');
    expect(textsAtAnswer.slice(0, 30)).toEqual(expected);
    expect(again.texts()).toEqual([...expected, ...Array.from({ length: 10 }, (_, i) => `live ${i}`)]);

    const partly = await connectCustomer(rig.url, { token: sessionToken });
    const rest = await resumedTexts(partly, ids[27]);
    expect(rest.slice(0, 2)).toEqual(['text 28', 'text 29']);
  });

  it('answers how far the own messages have come and who is there', async () => {
    const customer = await connectCustomer(rig.url);
    const { conversationId, sessionToken } = await startChat(customer);
    await amina.accept(conversationId);
    const ids = [randomUUID(), randomUUID()];
    for (const id of ids) await customer.ask('MESSAGE_RECEIVED', textMessage('hello', id));
    const mark = {
      type: 'message.mark',
      conversationId,
      by: { kind: 'AGENT', agentId: amina.id },
      reason: null,
    } as const;
    await rig.command({ ...mark, messageId: ids[1]!, status: 'DELIVERED' });
    await rig.command({ ...mark, messageId: ids[0]!, status: 'READ' });
    const again = await connectCustomer(rig.url, { token: sessionToken });
    expect(await resumeChat(again)).toMatchObject({
      agents: [{ id: amina.id, name: 'Amina Okafor' }],
      receipts: { delivered: ids[1], read: ids[0] },
    });
  });

  it('is for those alone who show the token', async () => {
    const victim = await connectCustomer(rig.url, { identifier: 'known-identifier' });
    const { conversationId, sessionToken } = await startChat(victim, withForm({ email: 'v@example.com' }));
    await victim.ask('MESSAGE_RECEIVED', textMessage('my secret'));

    const forged = `${sessionToken.slice(0, -4)}AAAA`;
    const other = await connectCustomer(rig.url);
    const otherToken = (await startChat(other)).sessionToken;
    for (const token of [undefined, forged, 'x', otherToken.replace(/^[^.]*/, sessionToken.split('.')[0]!)]) {
      const thief = await connectCustomer(rig.url, {
        identifier: 'known-identifier',
        ...(token !== undefined && { token }),
      });
      expect(await resumeChat(thief)).toEqual({ isChatAvailable: false });
      expect(await thief.ask('MESSAGE_RECEIVED', textMessage('hi'))).toMatchObject({
        code: 409,
        error: 'NO_SESSION',
      });
      expect(thief.received).toEqual([]);
    }
    // The same identifier, and even the same address in the form, begin another conversation.
    const thief = await connectCustomer(rig.url, { identifier: 'known-identifier' });
    const theirs = await startChat(thief, withForm({ email: 'V@example.com' }));
    expect(theirs.conversationId).not.toBe(conversationId);
    await victim.ask('MESSAGE_RECEIVED', textMessage('another secret'));
    await thief.ask('MESSAGE_RECEIVED', textMessage('mine'));
    expect(thief.texts()).toEqual([]);
    expect(victim.texts()).toEqual([]);
  });

  it('does not reach a session of another channel, nor one that has ended', async () => {
    const customer = await connectCustomer(rig.url);
    const { sessionToken } = await startChat(customer);
    const elsewhere = await connectCustomer(rig.url, { channel: 'demo-sales', token: sessionToken });
    expect(await resumeChat(elsewhere)).toEqual({ isChatAvailable: false });
    await customer.ask('CHAT_ENDED', {});
    const late = await connectCustomer(rig.url, { token: sessionToken });
    expect(await resumeChat(late)).toEqual({ isChatAvailable: false });
  });

  it('says nothing to a socket that has asked for nothing', async () => {
    const customer = await connectCustomer(rig.url);
    const { conversationId, sessionToken } = await startChat(customer);
    const silent = await connectCustomer(rig.url, { token: sessionToken });
    await amina.accept(conversationId);
    await amina.say(conversationId, 'hello');
    await customer.waitForText('hello');
    expect(silent.received).toEqual([]);
  });

  it('L-M11: a lost socket ends nothing within the time to come back, and the session knows when it is away', async () => {
    const customer = await connectCustomer(rig.url);
    const { channelSessionId, sessionToken } = await startChat(customer);
    const connected = () => rig.engine.read(({ world }) => world.state.sessions[channelSessionId]?.connected);
    const changed = (type: string) =>
      new Promise<void>((resolve) => {
        const stop = rig.engine.onTurn((turn) => {
          if (!turn.events.some((event) => event.type === type)) return undefined;
          stop();
          return resolve;
        });
      });
    const gone = changed('session.disconnected');
    customer.close();
    await gone;
    expect(await connected()).toBe(false);
    const back = changed('session.connected');
    const again = await connectCustomer(rig.url, { token: sessionToken });
    expect(await resumeChat(again)).toMatchObject({ isChatAvailable: true });
    await back;
    expect(await connected()).toBe(true);
  });
});

describe('asking twice', () => {
  it('L-M4, L-M5: a message id is stored once, also when it is sent twice at the same moment', async () => {
    const customer = await connectCustomer(rig.url);
    await startChat(customer);
    const id = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => customer.ask('MESSAGE_RECEIVED', textMessage('once', id))),
    );
    answers.push(await customer.ask('MESSAGE_RECEIVED', textMessage('once', id)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ code: 200, messageId: id });
    expect(await countMessages(id)).toBe(1);
  });

  it('the same requestId gives the same session, at the same moment and from another socket', async () => {
    const requestId = randomUUID();
    const identifier = randomUUID();
    const [first, second] = await Promise.all([1, 2].map(() => connectCustomer(rig.url, { identifier })));
    const answers = await Promise.all([
      startChat(first!, { requestId }),
      startChat(second!, { requestId }),
      startChat(first!, { requestId }),
    ]);
    expect(new Set(answers.map(({ channelSessionId }) => channelSessionId)).size).toBe(1);
    for (const { sessionToken } of answers) {
      const again = await connectCustomer(rig.url, { token: sessionToken });
      expect(await resumeChat(again)).toMatchObject({ isChatAvailable: true });
    }
    const stranger = await connectCustomer(rig.url);
    expect((await startChat(stranger, { requestId })).channelSessionId).not.toBe(answers[0].channelSessionId);
  });

  it('L-M4: after a restart the request finds its session, with what was said in it, and the message its place', async () => {
    const requestId = randomUUID();
    const identifier = randomUUID();
    const messageId = randomUUID();
    const first = await connectCustomer(rig.url, { identifier });
    const started = await startChat(first, { requestId });
    const sent = await first.ask('MESSAGE_RECEIVED', textMessage('before', messageId));
    await rig.restart();
    const again = await connectCustomer(rig.url, { identifier });
    const repeated = await startChat(again, { requestId });
    expect(repeated.channelSessionId).toBe(started.channelSessionId);
    await again.waitForText('before');
    expect(await again.ask('MESSAGE_RECEIVED', textMessage('before', messageId))).toEqual(sent);
    expect(await countMessages(messageId)).toBe(1);
    for (const token of [started.sessionToken, repeated.sessionToken]) {
      const resumed = await connectCustomer(rig.url, { token });
      expect(await resumedTexts(resumed)).toEqual(['before']);
    }
    await amina.ready();
  });

  it('a request whose session has ended is not begun again', async () => {
    const requestId = randomUUID();
    const identifier = randomUUID();
    const customer = await connectCustomer(rig.url, { identifier });
    await startChat(customer, { requestId });
    await customer.ask('CHAT_ENDED', {});
    expect(await customer.ask('CHAT_ENDED', {})).toEqual({ code: 200 });
    const again = await connectCustomer(rig.url, { identifier });
    expect(await again.ask('CHAT_REQUESTED', { requestId })).toMatchObject({
      code: 410,
      error: 'SESSION_ENDED',
    });
  });

  it('L-M4: a message whose acknowledgement got lost is acknowledged after the end, too', async () => {
    const customer = await connectCustomer(rig.url);
    await startChat(customer);
    const id = randomUUID();
    const sent = await customer.ask('MESSAGE_RECEIVED', textMessage('last words', id));
    await customer.ask('CHAT_ENDED', {});
    expect(await customer.ask('MESSAGE_RECEIVED', textMessage('last words', id))).toEqual(sent);
  });
});
