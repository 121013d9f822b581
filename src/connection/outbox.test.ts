import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDeskStore, receive, type DeskStore } from '../store/desk-store.ts';
import { wordsOf, type OutgoingBody } from '../store/outgoing.ts';
import { conversation, ME, NOW } from '../testing/people.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { NO_ANSWER, OFFLINE, RefusedError } from './refusal.ts';
import { memoryStorage, type TabStorage } from '../base/tab-storage.ts';
import { fields, text, under } from '../base/fields.ts';

type Sent = { id: string; text: string; answer: (error?: Error) => void };

const MARIA = conversation('Maria', { said: [['c', 10, 'Hello']] });
const OTHER = conversation('Jon', { said: [['c', 10, 'Hi']] });

let store: DeskStore;
let storage: TabStorage;
let sent: Sent[];
let outbox: Outbox;
let ids: number;
let clock = NOW;

function open(): void {
  outbox = createOutbox({
    store,
    now: () => clock,
    newId: () => `id-${(ids += 1)}`,
    ask: (_event, payload) =>
      new Promise((resolve, reject) => {
        const data = under(payload, 'cimEvent', 'data');
        sent.push({
          id: text(data.id),
          text: text(under(data, 'body').markdownText),
          answer: (error) => {
            if (error === undefined) resolve({ status: 'ok' });
            else reject(error);
          },
        });
      }),
  });
  outbox.recall(storage);
}

/** A store as after a (re)load, online, with two conversations. */
function load(): void {
  store = createDeskStore({
    me: ME,
    conversations: { [MARIA.id]: MARIA, [OTHER.id]: OTHER },
    link: { status: 'online', since: NOW, caughtUp: null },
  });
}

async function settled(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

function echo(id: string): void {
  const head = store.getState().conversations[MARIA.id]!.transcript.head;
  receive(store, {
    type: 'event',
    at: NOW,
    conversationId: MARIA.id,
    actions: null,
    event: {
      id,
      seq: head + 1,
      skipped: 0,
      at: NOW,
      what: {
        type: 'message',
        messageId: id,
        author: { kind: 'agent', id: ME.id, name: ME.name },
        whisper: false,
        body: { type: 'PLAIN', text: 'x', fields: {} },
        replyTo: null,
      },
    },
  });
}

const words = (said: string): OutgoingBody => ({ kind: 'text', text: said });

function states(): Record<string, string> {
  return Object.fromEntries(
    Object.values(store.getState().outbox).map((each) => [wordsOf(each.body), each.state]),
  );
}

beforeEach(() => {
  vi.useFakeTimers();
  storage = memoryStorage();
  sent = [];
  ids = 0;
  clock = NOW;
  load();
  open();
});

afterEach(() => {
  outbox.stop();
  vi.useRealTimers();
});

describe('the outbox', () => {
  it('sends at once, in order, one at a time per conversation', async () => {
    outbox.add(MARIA.id, words('one'), null);
    outbox.add(MARIA.id, words('two'), null);
    outbox.add(OTHER.id, words('elsewhere'), null);
    expect(sent.map((each) => each.text)).toEqual(['one', 'elsewhere']);
    sent[0]!.answer();
    await settled();
    expect(sent.map((each) => each.text)).toEqual(['one', 'elsewhere', 'two']);
  });

  it('dates a message by the server’s clock, so that it stands at once where it will stand', () => {
    clock = NOW - 3 * 60_000;
    store.setState({ clockOffset: 3 * 60_000 });
    outbox.add(MARIA.id, words('one'), null);
    expect(Object.values(store.getState().outbox)).toMatchObject([{ at: NOW }]);
  });

  it('keeps nothing, and sends nothing of an earlier life, before it is known whose it is', () => {
    storage.write('desk.outbox', [{ id: 'old', conversationId: MARIA.id, text: 'of before', at: NOW }]);
    outbox.stop();
    load();
    sent = [];
    const early = createOutbox({
      store,
      now: () => NOW,
      newId: () => 'new',
      ask: () => {
        sent.push({ id: '', text: '', answer: () => {} });
        return Promise.resolve();
      },
    });
    expect(sent).toEqual([]);
    early.recall(storage);
    expect(sent).toHaveLength(1);
    early.stop();
  });

  it('L-M4: sends again under the same id when no answer came, so that it is stored once', async () => {
    outbox.add(MARIA.id, words('one'), null);
    sent[0]!.answer(new RefusedError(NO_ANSWER, ''));
    await vi.advanceTimersByTimeAsync(2000);
    expect(sent.map((each) => each.id)).toEqual(['id-1', 'id-1']);
  });

  it('L-M4: keeps what is written without a connection and sends it when it is back', async () => {
    store.setState({ link: { status: 'offline', since: NOW, caughtUp: null } });
    outbox.add(MARIA.id, words('one'), null);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual([]);
    store.setState({ link: { status: 'online', since: NOW, caughtUp: null } });
    expect(sent.map((each) => each.text)).toEqual(['one']);
    sent[0]!.answer(new RefusedError(OFFLINE, ''));
    await settled();
    expect(states()).toEqual({ one: 'waiting' });
  });

  it('L-M4: survives a reload; what was under way goes again under its id', async () => {
    outbox.add(MARIA.id, words('one'), null);
    outbox.add(MARIA.id, words('two'), null);
    expect(sent).toHaveLength(1);
    outbox.stop();
    load();
    open();
    store.setState((state) => ({ conversations: { ...state.conversations } }));
    await settled();
    expect(sent.map((each) => each.id)).toEqual(['id-1', 'id-1']);
    sent[1]!.answer();
    await settled();
    expect(sent.map((each) => each.text)).toEqual(['one', 'one', 'two']);
  });

  it('leaves when the transcript shows the message, also before the answer', async () => {
    outbox.add(MARIA.id, words('one'), null);
    echo('id-1');
    expect(states()).toEqual({});
    sent[0]!.answer();
    await settled();
    expect(states()).toEqual({});
    expect(fields(storage.read('desk.outbox'))).toEqual({});
  });

  it('shows a refusal and sends again only when asked, under the same id', async () => {
    outbox.add(MARIA.id, words('one'), null);
    sent[0]!.answer(new RefusedError('TOO_LONG', 'The text is too long.'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states()).toEqual({ one: 'failed' });
    expect(sent).toHaveLength(1);
    outbox.retry('id-1');
    expect(sent.map((each) => each.id)).toEqual(['id-1', 'id-1']);
    sent[1]!.answer();
    await settled();
    expect(states()).toEqual({ one: 'accepted' });
  });

  it('does not hold up what comes after a refused message', async () => {
    outbox.add(MARIA.id, words('one'), null);
    outbox.add(MARIA.id, words('two'), null);
    sent[0]!.answer(new RefusedError('TOO_LONG', ''));
    await settled();
    expect(sent.map((each) => each.text)).toEqual(['one', 'two']);
    outbox.discard('id-1');
    expect(Object.keys(states())).toEqual(['two']);
  });

  it('goes on with the next when the transcript has shown one whose answer got lost', async () => {
    outbox.add(MARIA.id, words('one'), null);
    outbox.add(MARIA.id, words('two'), null);
    echo('id-1');
    sent[0]!.answer(new RefusedError(NO_ANSWER, ''));
    await settled();
    expect(sent.map((each) => each.text)).toEqual(['one', 'two']);
    expect(states()).toEqual({ two: 'sending' });
  });

  it('gives back what has not left this desk, and nothing that may have arrived', async () => {
    outbox.add(MARIA.id, words('on its way'), null);
    store.setState({ link: { status: 'offline', since: NOW, caughtUp: null } });
    sent[0]!.answer(new RefusedError(OFFLINE, ''));
    await settled();
    outbox.add(MARIA.id, words('still here'), null);
    expect(outbox.discard('id-1')).toBeNull();
    expect(outbox.discard('id-2')).toMatchObject({ body: words('still here') });
    expect(states()).toEqual({ 'on its way': 'waiting' });
  });

  it('keeps the order of writing when the clock of the machine is set back', async () => {
    store.setState({ link: { status: 'offline', since: NOW, caughtUp: null } });
    outbox.add(MARIA.id, words('one'), null);
    outbox.stop();
    clock -= 3_600_000;
    open();
    outbox.add(MARIA.id, words('two'), null);
    store.setState({ link: { status: 'online', since: NOW, caughtUp: null } });
    sent[0]!.answer();
    await settled();
    expect(sent.map((each) => each.text)).toEqual(['one', 'two']);
  });

  it('does not hammer a server that asks for patience', async () => {
    outbox.add(MARIA.id, words('one'), null);
    sent[0]!.answer(new RefusedError('RATE_LIMITED', ''));
    await settled();
    for (let i = 0; i < 20; i += 1)
      store.setState((state) => ({ conversations: { ...state.conversations } }));
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(sent).toHaveLength(2);
  });

  it('sends a file once it is at the server, and holds up no words meanwhile', async () => {
    const file: OutgoingBody = {
      kind: 'file',
      name: 'invoice.pdf',
      mimeType: 'application/pdf',
      size: 1200,
      caption: 'Your invoice',
      upload: { state: 'going', done: 0 },
    };
    outbox.add(MARIA.id, file, null);
    outbox.add(MARIA.id, words('It is on its way'), null);
    expect(sent.map((each) => each.text)).toEqual(['It is on its way']);
    sent[0]!.answer();
    await settled();
    outbox.uploaded('id-1', { state: 'done', url: '/files/7' });
    expect(sent.map((each) => each.text)).toEqual(['It is on its way', 'Your invoice']);
  });

  it('says that a file did not get to the server, also when its tab went away with it', () => {
    const file: OutgoingBody = {
      kind: 'file',
      name: 'a.png',
      mimeType: 'image/png',
      size: 9,
      caption: '',
      upload: { state: 'going', done: 0.5 },
    };
    outbox.add(MARIA.id, file, null);
    outbox.stop();
    load();
    open();
    expect(store.getState().outbox['id-1']).toMatchObject({
      state: 'failed',
      refusal: { code: 'UPLOAD_FAILED' },
    });
    outbox.uploaded('id-1', { state: 'done', url: '/files/8' });
    expect(sent).toHaveLength(1);
  });

  it('still sends what an earlier version of the desk kept', () => {
    outbox.stop();
    storage.write('desk.outbox', [{ id: 'old', conversationId: MARIA.id, text: 'from before', at: NOW }]);
    load();
    open();
    expect(sent.map((each) => each.text)).toEqual(['from before']);
  });
});
