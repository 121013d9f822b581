/** Whatever a socket sends gets its coded answer, changes nothing, and nobody else notices. */
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RawWebSocket } from '../../testing/raw-web-socket.ts';
import type { ErrorsEvent, OnTopicData } from '../../../protocol/agent-manager/server-events.ts';
import { startChat } from './testing/customer.ts';
import { Desk } from './testing/desk.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { acceptChat, goReady, openDesk, textMessage, type Talk } from './testing/work.ts';

let rig: Rig;
let desk: Desk;
let talk: Talk;
/** Somebody who does their work meanwhile. */
let other: Desk;
let otherTalk: Talk;

beforeAll(async () => {
  rig = await startRig({ gateway: { eventsPerSecond: 50, eventsAtOnce: 200 } });
  desk = await openDesk(rig, 'agent1');
  await goReady(desk);
  talk = await acceptChat(rig, desk);
  await desk.ask('changeAgentState', { action: 'agentState', state: { name: 'NOT_READY' } });
  other = await openDesk(rig, 'agent2');
  await goReady(other);
  otherTalk = await acceptChat(rig, other, 'Otto');
});

afterEach(async () => {
  // The other agent converses as if nothing had happened, and has been told of nothing else.
  other.clear();
  const id = randomUUID();
  expect(
    await other.ask('publishCimEvent', textMessage(otherTalk.conversationId, 'still here', id)),
  ).toMatchObject({
    status: 'ok',
    messageId: id,
  });
  await other.hear('onCimEvent');
  expect(other.heard.map(({ event }) => event)).toEqual(['onCimEvent']);
  expect(other.disconnects).toEqual([]);
});

afterAll(async () => {
  desk.close();
  other.close();
  await rig.close();
});

const nested = (depth: number): unknown => (depth === 0 ? 'x' : { deeper: nested(depth - 1) });
const proto: unknown = JSON.parse('{"__proto__": {"admin": true}, "conversationId": "c"}');

async function seqOf(conversationId: string): Promise<number | undefined> {
  return rig.engine.read(({ world }) => world.state.conversations[conversationId]?.seq);
}

describe('requests that are not well formed', () => {
  it.each<[string, string, unknown, string, number]>([
    ['nothing at all', 'publishCimEvent', undefined, 'VALIDATION', 400],
    ['a text', 'publishCimEvent', 'hello', 'VALIDATION', 400],
    ['a number', 'topicSubscription', 42, 'VALIDATION', 400],
    ['null', 'changeAgentState', null, 'VALIDATION', 400],
    ['a list', 'rejectTask', [1, 2, 3], 'VALIDATION', 400],
    ['a wrong type', 'topicSubscription', { conversationId: { $ne: null } }, 'VALIDATION', 400],
    ['an unknown action', 'changeAgentState', { action: 'dance', state: 'READY' }, 'VALIDATION', 400],
    [
      'an unknown state',
      'changeAgentState',
      { action: 'agentState', state: { name: 'ASLEEP' } },
      'STATE_NOT_ALLOWED',
      409,
    ],
    [
      'an unknown MRD',
      'changeAgentState',
      { action: 'agentMRDState', state: 'READY', mrdId: 'none' },
      'MRD_NOT_FOUND',
      404,
    ],
    [
      'an unknown reason',
      'changeAgentState',
      { action: 'agentState', state: { name: 'NOT_READY', reasonCode: { id: 'none', name: 'none' } } },
      'REASON_NOT_FOUND',
      404,
    ],
    [
      'an unknown conversation',
      'topicUnsubscription',
      { conversationId: randomUUID() },
      'CONVERSATION_NOT_FOUND',
      404,
    ],
    ['a name that objects have', 'topicUnsubscription', { conversationId: 'constructor' }, 'VALIDATION', 400],
    ['an unknown task', 'rejectTask', { conversationId: randomUUID(), taskId: 'none' }, 'TASK_EXPIRED', 410],
    ['too deep a nesting', 'publishCimEvent', nested(60), 'VALIDATION', 400],
    ['a nesting without end', 'publishCimEvent', nested(2_000), 'VALIDATION', 400],
    ['a key that reaches for the prototype', 'topicSubscription', proto, 'VALIDATION', 400],
    [
      'a constructor key',
      'topicSubscription',
      { conversationId: 'c', constructor: { prototype: 1 } },
      'VALIDATION',
      400,
    ],
    ['a null byte', 'topicSubscription', { conversationId: 'a\0b' }, 'VALIDATION', 400],
    ['binary', 'publishCimEvent', Buffer.from('hello'), 'VALIDATION', 400],
    [
      'too many values',
      'publishCimEvent',
      { list: Array.from({ length: 30_000 }, () => 0) },
      'TOO_LARGE',
      413,
    ],
    ['too much text', 'publishCimEvent', { text: 'x'.repeat(2_000_000) }, 'TOO_LARGE', 413],
    [
      'a gap in a foreign conversation',
      'topicEvents',
      { conversationId: randomUUID(), afterSeq: 0 },
      'CONVERSATION_NOT_FOUND',
      404,
    ],
    ['a negative sequence', 'topicEvents', { conversationId: 'c', afterSeq: -1 }, 'VALIDATION', 400],
    ['an event that nobody knows', 'dropTables', { all: true }, 'UNKNOWN_EVENT', 400],
    ['a forged token', 'refreshToken', { token: 'eyJhbGciOiJub25lIn0.e30.' }, 'UNAUTHORIZED', 401],
  ])('%s', async (_what, event, payload, code, statusCode) => {
    const before = await seqOf(talk.conversationId);
    expect(await desk.ask(event, payload)).toMatchObject({ status: 'error', code, statusCode, task: event });
    expect(await seqOf(talk.conversationId)).toBe(before);
    expect(desk.disconnects).toEqual([]);
  });

  it('names the event and the message in `errors` when there is no callback', async () => {
    desk.clear();
    desk.emit('publishCimEvent', textMessage(randomUUID(), 'to nobody', 'm-1'));
    const refused = await desk.hear<ErrorsEvent>('errors');
    expect(refused).toMatchObject({
      task: 'publishCimEvent',
      code: 'CONVERSATION_NOT_FOUND',
      statusCode: 404,
      messageId: 'm-1',
    });
    expect(refused.msg).not.toBe('');
  });

  it('reads the spellings that are met in the field', async () => {
    expect(await desk.ask('TOPICUNSUBSCRIPTION_', { conversationId: randomUUID() })).toMatchObject({
      code: 'CONVERSATION_NOT_FOUND',
      task: 'topicUnsubscription',
    });
  });
});

describe('messages', () => {
  it('too long a text is TOO_LONG, and no text at all a refusal', async () => {
    const { conversationId } = talk;
    const long = textMessage(conversationId, 'x'.repeat(5_000));
    expect(await desk.ask('publishCimEvent', long)).toMatchObject({ code: 'TOO_LONG', statusCode: 413 });
    const none = textMessage(conversationId, '');
    Reflect.deleteProperty(none.cimEvent.data.body, 'markdownText');
    expect(await desk.ask('publishCimEvent', none)).toMatchObject({ code: 'VALIDATION' });
  });

  it('an emoji counts once, as in the desk that counts along', async () => {
    const { conversationId } = talk;
    const asked = (text: string) => desk.ask('publishCimEvent', textMessage(conversationId, text));
    expect(await asked('🙏'.repeat(4_096))).not.toHaveProperty('error');
    expect(await asked('🙏'.repeat(4_097))).toMatchObject({ code: 'TOO_LONG', statusCode: 413 });
  });

  it('L-X1: markup, script and templates travel as text, byte for byte', async () => {
    const { conversationId } = talk;
    const texts = [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '[a](javascript:alert(1))',
      '{{constructor.constructor("alert(1)")()}}',
      '1 < 2 && 3 > 2 “é” \u202e \ud83d\ude00 __proto__ constructor',
      "'; drop table messages; --",
    ];
    for (const text of texts) {
      const id = randomUUID();
      expect(await desk.ask('publishCimEvent', textMessage(conversationId, text, id))).toMatchObject({
        status: 'ok',
      });
      const heard = await desk.until(
        () =>
          desk
            .all<{ cimEvent: { data: { id: string; body: { markdownText: string } } } }>('onCimEvent')
            .find(({ cimEvent }) => cimEvent.data.id === id),
        'echo',
      );
      expect(heard.cimEvent.data.body.markdownText).toBe(text);
    }
    desk.clear();
    await desk.ask('topicSubscription', { conversationId });
    const { topicData } = await desk.hear<OnTopicData>('onTopicData');
    const kept = topicData.topicEvents.map(
      ({ data }) => (data as { body?: { markdownText?: string } }).body?.markdownText,
    );
    expect(kept).toEqual(expect.arrayContaining(texts));
  });

  it.each(['SUGGESTION', 'HOLD_TIMER', 'CUSTOMER_MESSAGE', 'BOT_MESSAGE', 'TASK_STATE_CHANGED'])(
    'an agent cannot publish %s',
    async (name) => {
      const message = textMessage(talk.conversationId, 'I am the customer');
      message.cimEvent.name = name;
      expect(await desk.ask('publishCimEvent', message)).toMatchObject({ code: 'UNKNOWN_EVENT' });
    },
  );

  it('an unknown body type is kept, a known one has to be complete', async () => {
    const { conversationId } = talk;
    const body = { type: 'HOLOGRAM', shape: { sides: 12 }, markdownText: 'see' };
    const id = randomUUID();
    const message = { ...textMessage(conversationId, '', id) };
    Object.assign(message.cimEvent.data, { body });
    expect(await desk.ask('publishCimEvent', message)).toMatchObject({ status: 'ok' });
    const heard = await desk.until(
      () =>
        desk
          .all<{ cimEvent: { data: { id: string; body: unknown } } }>('onCimEvent')
          .find(({ cimEvent }) => cimEvent.data.id === id),
      'echo',
    );
    expect(heard.cimEvent.data.body).toEqual(body);
    Object.assign(message.cimEvent.data, {
      id: randomUUID(),
      body: { type: 'IMAGE', caption: 'no attachment' },
    });
    expect(await desk.ask('publishCimEvent', message)).toMatchObject({ code: 'VALIDATION' });
  });
});

describe('what belongs to somebody else', () => {
  it('another agent cannot be spoken for', async () => {
    const agentId = rig.agentId('agent2');
    const asked = [
      ['changeAgentState', { agentId, action: 'agentState', state: { name: 'LOGOUT' } }],
      ['publishCimEvent', { ...textMessage(otherTalk.conversationId, 'as you'), agentId }],
      ['topicUnsubscription', { agentId, conversationId: otherTalk.conversationId }],
      ['rejectTask', { agentId, conversationId: otherTalk.conversationId, taskId: otherTalk.taskId }],
      ['closeWrapup', { agentId, conversationId: otherTalk.conversationId, cimEvent: null }],
      ['extendWrapup', { agentId, conversationId: otherTalk.conversationId }],
    ] as const;
    for (const [event, payload] of asked) {
      expect(await desk.ask(event, payload)).toMatchObject({ code: 'FORBIDDEN', statusCode: 403 });
    }
  });

  it('another agent’s conversation cannot be joined, read, written to, marked or left', async () => {
    const { conversationId, taskId } = otherTalk;
    expect(await desk.ask('topicSubscription', { conversationId, taskId })).toMatchObject({
      code: 'TASK_TAKEN',
    });
    expect(await desk.ask('topicEvents', { conversationId, afterSeq: 0 })).toMatchObject({
      code: 'NOT_A_PARTICIPANT',
    });
    expect(await desk.ask('topicUnsubscription', { conversationId })).toMatchObject({
      code: 'NOT_A_PARTICIPANT',
    });
    expect(await desk.ask('publishCimEvent', textMessage(conversationId, 'me too'))).toMatchObject({
      code: 'NOT_A_PARTICIPANT',
    });
    expect(await desk.ask('closeWrapup', { conversationId, cimEvent: null })).toMatchObject({
      code: 'NOT_A_PARTICIPANT',
    });
  });

  it('L-B2: another agent’s offer is not accepted by who comes second', async () => {
    const third = await openDesk(rig, 'agent3');
    await goReady(third);
    await other.ask('changeAgentState', { action: 'agentState', state: { name: 'NOT_READY' } });
    const customer = await startChat(rig, 'Tess');
    const { conversationId } = customer;
    const offer = await third.hear<{ taskId: string }>('taskRequest');
    expect(await desk.ask('topicSubscription', { conversationId, taskId: offer.taskId })).toMatchObject({
      status: 'error',
      code: 'TASK_TAKEN',
      statusCode: 409,
    });
    // Two tabs of one agent at the same moment: one accepts, the other is given the same conversation.
    const answers = await Promise.all([
      third.ask('topicSubscription', { conversationId, taskId: offer.taskId }),
      third.ask('topicSubscription', { conversationId, taskId: offer.taskId }),
    ]);
    expect(answers).toEqual([{ status: 'ok' }, { status: 'ok' }]);
    expect(third.all('errors')).toEqual([]);
    await customer.leave();
    await third.ask('changeAgentState', { action: 'agentState', state: { name: 'LOGOUT' } });
    third.close();
    await other.hear('agentPresence');
  });
});

describe('who may connect', () => {
  it.each<[string, Record<string, unknown>]>([
    ['nothing', {}],
    ['an unsigned user object', { agent: { id: 'x', username: 'agent1', roles: ['agent'] } }],
    ['the same as text', { agent: '{"id":"x","username":"agent1","roles":["agent"]}' }],
    ['a token that is none', { token: 'agent1' }],
    ['a token of a wrong type', { token: { $gt: '' } }],
    ['an unsigned token', { token: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZ2VudDEifQ.' }],
    ['a deep nesting', { agent: nested(60) }],
  ])('%s is refused with login-failed', async (_what, auth) => {
    const intruder = new Desk(rig.origin, { auth });
    const failure = await intruder.refused();
    expect(failure.message).toBe('login-failed');
    expect(failure.data.content.msg).not.toBe('');
    expect(intruder.heard).toEqual([]);
    intruder.close();
  });

  it('somebody who is neither agent nor supervisor is refused', async () => {
    const { token } = await rig.signIn('agent4');
    const impostor = new Desk(rig.origin, { token, agent: { id: rig.agentId('agent5') } });
    expect((await impostor.refused()).message).toBe('login-failed');
    impostor.close();
  });
});

describe('a flood from one socket', () => {
  it('is refused with RATE_LIMITED and ends by itself', async () => {
    const flooder = await openDesk(rig, 'agent6');
    const answers = await Promise.all(
      Array.from({ length: 400 }, () => flooder.ask('topicEvents', { conversationId: 'none', afterSeq: 0 })),
    );
    const codes = answers.map((answer) => (answer.status === 'error' ? answer.code : 'ok'));
    expect(codes).toContain('RATE_LIMITED');
    expect(codes.filter((code) => code === 'CONVERSATION_NOT_FOUND').length).toBeGreaterThanOrEqual(200);
    for (let i = 0; i < 300; i++) flooder.emit('nonsense', i);
    await flooder.hear<ErrorsEvent>('errors', ({ code }) => code === 'RATE_LIMITED');
    flooder.close();
  });

  it('a packet beyond every limit ends that connection only', async () => {
    const flooder = await openDesk(rig, 'agent6');
    flooder.emit('publishCimEvent', { text: 'x'.repeat(6_000_000) });
    await flooder.gone();
    flooder.close();
  });
});

describe('packets that no library makes', () => {
  it.each([
    ['42', '42["errors",{"task":"","msg"'],
    ['427', '437[{"status":"error","code":"UNKNOWN_EVENT"'],
    ['42[7]', '42["errors",{"task":"7","msg"'],
    ['428[7,{}]', '438[{"status":"error","code":"UNKNOWN_EVENT"'],
    ['42["__proto__"]', '42["errors",{"task":"__proto__"'],
  ])('%s is answered by a code', async (packet, answer) => {
    const { token } = await rig.signIn('agent1');
    const { port } = rig.app.server.address() as AddressInfo;
    const raw = await RawWebSocket.open(port, '/socket.io/?EIO=4&transport=websocket');
    raw.text(`40${JSON.stringify({ token })}`);
    for (let text = await raw.next(); text?.startsWith('40') !== true; text = await raw.next());
    raw.text(packet);
    let heard = await raw.next();
    while (heard !== null && !heard.startsWith(answer)) heard = await raw.next();
    expect(heard).not.toBeNull();
    raw.socket.destroy();
  });
});
