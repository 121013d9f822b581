import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { agentFrame, fakeWire, notification, plain } from './testing/fake-wire.ts';
import type { FakeWire } from './testing/fake-wire.ts';
import { createChatClient } from './chat-client.ts';
import type { ChatClient } from './chat-verbs.ts';
import { createMemory, volatileStore } from './memory.ts';
import type { KeyValueStore } from './memory.ts';
import type { ChatMessage } from './state.ts';

let local: KeyValueStore;
let session: KeyValueStore;
let wire: FakeWire;
let client: ChatClient;

/** A page that is opened, or reloaded: the stores are the same. */
function openPage(): void {
  wire = fakeWire();
  const memory = createMemory('demo-web', local, session, () => 'customer-1');
  client = createChatClient({
    serviceIdentifier: 'demo-web',
    memory,
    wire: wire.factory,
    now: () => 1_000_000,
  });
  client.boot();
}

const form = { queue: '', formId: 'f1', answers: [{ key: 'name', type: 'String100', value: 'Maria' }] };

function startChat(): void {
  client.request(form);
  wire.connect();
  wire
    .take('CHAT_REQUESTED')
    .answer({ code: 200, sessionToken: 't1', channelSessionId: 's1', conversationId: 'c1' });
}

const messages = (): ChatMessage[] => client.state().entries.filter((entry) => entry.kind === 'message');
const sentOk = (seq: number) => ({ code: 200, messageId: 'x', timestamp: seq * 1000, seq });
const resumed = (more: object = {}) => ({
  isChatAvailable: true,
  channelSessionId: 's1',
  conversationId: 'c1',
  agents: [],
  receipts: { delivered: null, read: null },
  ...more,
});

beforeEach(() => {
  vi.useFakeTimers();
  local = volatileStore();
  session = volatileStore();
  openPage();
});
afterEach(() => {
  client.dispose();
  vi.useRealTimers();
});

describe('beginning a chat', () => {
  it('opens no connection before a chat is asked for', () => {
    expect(wire.wanted()).toBe(false);
    client.request(form);
    expect(wire.wanted()).toBe(true);
    expect(client.state()).toMatchObject({ phase: 'requesting', connection: 'connecting' });
    wire.connect();
    const request = wire.take('CHAT_REQUESTED');
    expect(request.payload).toMatchObject({
      serviceIdentifier: 'demo-web',
      channelCustomerIdentifier: 'customer-1',
      additionalAttributes: [
        { type: 'WebChannelData', value: { formData: { formId: 'f1', attributes: form.answers } } },
      ],
    });
    request.answer({ code: 200, sessionToken: 't1', channelSessionId: 's1', conversationId: 'c1' });
    expect(client.state()).toMatchObject({ phase: 'open', connection: 'online' });
  });

  it('repeats a request that was not confirmed under the same id: after a lost line, and after a reload', () => {
    client.request(form);
    wire.connect();
    const first = wire.take('CHAT_REQUESTED').payload.requestId;
    wire.drop();
    wire.connect();
    expect(wire.take('CHAT_REQUESTED').payload.requestId).toBe(first);
    openPage();
    expect(client.state().phase).toBe('requesting');
    wire.connect();
    expect(wire.take('CHAT_REQUESTED').payload.requestId).toBe(first);
  });

  it('shows the form again, with the code, when the chat is refused', () => {
    client.request(form);
    wire.connect();
    wire.take('CHAT_REQUESTED').answer({ code: 404, error: 'QUEUE_NOT_FOUND', msg: '' });
    expect(client.state()).toMatchObject({ phase: 'idle', problem: 'QUEUE_NOT_FOUND', connection: 'off' });
    expect(wire.wanted()).toBe(false);
  });

  it('shows the place in the queue until somebody is there, and who it is', () => {
    startChat();
    wire.emit(
      'MESSAGE_RECEIVED',
      agentFrame(notification('QUEUE_POSITION', { position: 3, expectedWaitSeconds: 90 })),
    );
    expect(client.state().queue).toEqual({ position: 3, expectedWaitSeconds: 90 });
    wire.emit('MESSAGE_RECEIVED', agentFrame(notification('AGENT_SUBSCRIBED')));
    expect(client.state()).toMatchObject({ queue: null, agents: [{ id: 'a1', name: 'Amina Okafor' }] });
    wire.emit('MESSAGE_RECEIVED', agentFrame(notification('AGENT_UNSUBSCRIBED')));
    expect(client.state().agents).toEqual([]);
  });
});

describe('sending', () => {
  it('keeps the order: one at a time, each until it is confirmed', () => {
    startChat();
    client.send('one');
    client.send('two');
    expect(wire.sent.filter(({ name }) => name === 'MESSAGE_RECEIVED')).toHaveLength(1);
    wire.take('MESSAGE_RECEIVED').answer(sentOk(5));
    const second = wire.take('MESSAGE_RECEIVED');
    expect(second.payload.body).toEqual({ type: 'PLAIN', markdownText: 'two' });
    expect(messages().map(({ text, status }) => [text, status])).toEqual([
      ['one', 'sent'],
      ['two', 'sending'],
    ]);
  });

  it('L-M4: sends again under the same id what was not confirmed: no answer, a lost line, a reload', () => {
    startChat();
    client.send('hello');
    const first = wire.take('MESSAGE_RECEIVED');
    first.answer(null);
    const again = wire.take('MESSAGE_RECEIVED');
    expect(again.payload.id).toBe(first.payload.id);
    wire.drop();
    client.send('while away');
    wire.connect();
    wire.take('CHAT_RESUMED').answer(resumed());
    expect(wire.take('MESSAGE_RECEIVED').payload.id).toBe(first.payload.id);
    openPage();
    expect(messages().map(({ text, status }) => [text, status])).toEqual([
      ['hello', 'sending'],
      ['while away', 'sending'],
    ]);
    wire.connect();
    wire.take('CHAT_RESUMED').answer(resumed());
    const third = wire.take('MESSAGE_RECEIVED');
    expect(third.payload.id).toBe(first.payload.id);
    third.answer(sentOk(3));
    expect(wire.take('MESSAGE_RECEIVED').payload.body).toEqual({ type: 'PLAIN', markdownText: 'while away' });
    // A late answer to an older attempt means nothing any more.
    again.answer({ code: 500, error: 'INTERNAL', msg: '' });
    expect(messages()[0]?.status).toBe('sent');
  });

  it('says why a message was refused, goes on with the next, and sends it again when asked', () => {
    startChat();
    client.send('too long');
    client.send('fine');
    wire.take('MESSAGE_RECEIVED').answer({ code: 413, error: 'TOO_LONG', msg: '' });
    wire.take('MESSAGE_RECEIVED').answer(sentOk(2));
    const failed = messages().find(({ status }) => status === 'failed');
    expect(failed).toMatchObject({ text: 'too long', error: 'TOO_LONG' });
    client.retry(failed!.id);
    const again = wire.take('MESSAGE_RECEIVED');
    expect(again.payload.id).toBe(failed!.id);
    again.answer(sentOk(3));
    expect(messages().map(({ status }) => status)).toEqual(['sent', 'sent']);
  });

  it('tries again by itself after what passes', () => {
    startChat();
    client.send('hello');
    wire.take('MESSAGE_RECEIVED').answer({ code: 429, error: 'RATE_LIMITED', msg: '' });
    expect(messages()[0]?.status).toBe('sending');
    vi.advanceTimersByTime(5_000);
    wire.take('MESSAGE_RECEIVED').answer(sentOk(1));
    expect(messages()[0]?.status).toBe('sent');
  });

  it('joins again when the server knows no session of this socket', () => {
    startChat();
    client.send('hello');
    const first = wire.take('MESSAGE_RECEIVED');
    first.answer({ code: 409, error: 'NO_SESSION', msg: '' });
    wire.take('CHAT_RESUMED').answer(resumed());
    expect(wire.take('MESSAGE_RECEIVED').payload.id).toBe(first.payload.id);
  });
});

describe('coming back', () => {
  it('L-M11: after a reload fetches the conversation and shows how far the own messages came', () => {
    startChat();
    openPage();
    expect(client.state()).toMatchObject({ phase: 'resuming' });
    wire.connect();
    const mine = agentFrame(plain('mine'));
    mine.header.sender.type = 'CUSTOMER';
    wire.emit('MESSAGE_RECEIVED', mine);
    wire.emit('MESSAGE_RECEIVED', agentFrame(plain('theirs')));
    wire.take('CHAT_RESUMED').answer(
      resumed({
        agents: [{ id: 'a1', name: 'Amina Okafor' }],
        receipts: { delivered: null, read: mine.id },
      }),
    );
    expect(client.state()).toMatchObject({ phase: 'open', agents: [{ name: 'Amina Okafor' }] });
    expect(messages().map(({ text, mine: own, status }) => [text, own, status])).toEqual([
      ['mine', true, 'read'],
      ['theirs', false, null],
    ]);
  });

  it('L-M10: asks only for what it does not have, and doubles nothing', () => {
    startChat();
    const frame = agentFrame(plain('hello'));
    wire.emit('MESSAGE_RECEIVED', frame);
    wire.drop();
    expect(client.state().connection).toBe('reconnecting');
    wire.connect();
    expect(wire.sent.find(({ name }) => name === 'CHAT_RESUMED')?.payload).toEqual({ after: frame.id });
    wire.emit('MESSAGE_RECEIVED', frame);
    wire.emit('MESSAGE_RECEIVED', agentFrame(plain('missed')));
    wire.take('CHAT_RESUMED').answer(resumed());
    expect(messages().map(({ text }) => text)).toEqual(['hello', 'missed']);
  });

  it('asks again until it gets an answer', () => {
    startChat();
    wire.drop();
    wire.connect();
    wire.take('CHAT_RESUMED').answer(null);
    vi.advanceTimersByTime(5_000);
    wire.take('CHAT_RESUMED').answer(resumed());
    expect(client.state().phase).toBe('open');
  });

  it('says that the chat has ended meanwhile', () => {
    startChat();
    client.send('never arrived');
    wire.drop();
    wire.connect();
    wire.take('CHAT_RESUMED').answer({ isChatAvailable: false });
    expect(client.state()).toMatchObject({ phase: 'ended', endReason: null });
    expect(messages()[0]).toMatchObject({ status: 'failed', error: 'SESSION_ENDED' });
    client.reset();
    expect(client.state()).toMatchObject({ phase: 'idle', entries: [] });
  });

  it('shows why the server does not let it in, and keeps trying', () => {
    startChat();
    wire.drop();
    wire.refuse('RATE_LIMITED');
    expect(client.state()).toMatchObject({ connection: 'reconnecting', problem: 'RATE_LIMITED' });
    wire.connect();
    wire.take('CHAT_RESUMED').answer(resumed());
    expect(client.state().problem).toBeNull();
  });
});

describe('the end', () => {
  it.each([
    ['CHANNEL_SESSION_ENDED', 'AGENT'],
    ['CHANNEL_SESSION_EXPIRED', 'INACTIVITY'],
  ])('by %s shows the reason and forgets the token', (event, reason) => {
    startChat();
    wire.emit(event, { reason, channelSessionId: 's1', conversationId: 'c1', timestamp: 1 });
    expect(client.state()).toMatchObject({ phase: 'ended', endReason: reason, connection: 'off' });
    openPage();
    expect(client.state().phase).toBe('idle');
  });

  it('waits for the server, also when it was wished without a line or before a reload', () => {
    startChat();
    wire.drop();
    client.end();
    expect(client.state().phase).toBe('ending');
    openPage();
    wire.connect();
    wire.take('CHAT_RESUMED').answer(resumed());
    const ending = wire.take('CHAT_ENDED');
    expect(client.state().phase).toBe('ending');
    ending.answer({ code: 200 });
    expect(client.state()).toMatchObject({ phase: 'ended', endReason: 'CUSTOMER' });
  });
});

describe('receipts and typing', () => {
  it('reports the newest message once: delivered while nobody looks, read when somebody does', () => {
    startChat();
    wire.emit('MESSAGE_RECEIVED', agentFrame(plain('one')));
    const newest = agentFrame(plain('two'));
    wire.emit('MESSAGE_RECEIVED', newest);
    vi.advanceTimersByTime(200);
    expect(wire.bodies('DELIVERYNOTIFICATION')).toEqual([
      expect.objectContaining({ messageId: newest.id, status: 'DELIVERED' }),
    ]);
    wire.sent.length = 0;
    client.setAttentive(true);
    client.setAttentive(true);
    vi.advanceTimersByTime(200);
    expect(wire.bodies('DELIVERYNOTIFICATION')).toEqual([
      expect.objectContaining({ messageId: newest.id, status: 'READ' }),
    ]);
    wire.sent.length = 0;
    client.setAttentive(false);
    client.setAttentive(true);
    vi.advanceTimersByTime(200);
    expect(wire.bodies('DELIVERYNOTIFICATION')).toEqual([]);
  });

  it('tells of typing now and then, and of its end', () => {
    startChat();
    client.typing();
    client.typing();
    expect(wire.bodies('NOTIFICATION')).toHaveLength(1);
    client.stopTyping();
    client.stopTyping();
    expect(wire.bodies('NOTIFICATION').map(({ notificationType }) => notificationType)).toEqual([
      'TYPING_STARTED',
      'TYPING_STOPPED',
    ]);
  });

  it('shows who types until the message comes, or for a while', () => {
    startChat();
    wire.emit('MESSAGE_RECEIVED', agentFrame(notification('TYPING_STARTED')));
    expect(client.state().typing).toBe('Amina Okafor');
    wire.emit('MESSAGE_RECEIVED', agentFrame(plain('done')));
    expect(client.state().typing).toBeNull();
    wire.emit('MESSAGE_RECEIVED', agentFrame(notification('TYPING_STARTED')));
    vi.advanceTimersByTime(10_000);
    expect(client.state().typing).toBeNull();
  });
});

describe('memory', () => {
  it('keeps the draft over a reload, and works where nothing can be stored', () => {
    client.saveDraft('half a thou');
    openPage();
    expect(client.draft()).toBe('half a thou');
    const refusing = {
      getItem: () => {
        throw new Error('no');
      },
      setItem: () => {
        throw new Error('no');
      },
      removeItem: () => {},
    };
    local = refusing;
    session = refusing;
    openPage();
    startChat();
    client.saveDraft('still here');
    expect(client.draft()).toBe('still here');
    expect(client.state().phase).toBe('open');
  });
});
