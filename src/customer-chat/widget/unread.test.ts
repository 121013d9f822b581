import { beforeEach, expect, it } from 'vitest';
import { createChatClient } from '../../../packages/customer-client/chat-client.ts';
import type { ChatClient } from '../../../packages/customer-client/chat-verbs.ts';
import { createMemory, volatileStore } from '../../../packages/customer-client/memory.ts';
import type { ChatMemory, KeyValueStore } from '../../../packages/customer-client/memory.ts';
import { agentFrame, fakeWire, plain } from '../../../packages/customer-client/testing/fake-wire.ts';
import type { FakeWire } from '../../../packages/customer-client/testing/fake-wire.ts';
import { watchUnread } from './unread.ts';

let local: KeyValueStore;
let wire: FakeWire;
let client: ChatClient;
let memory: ChatMemory;
let open: boolean;
let counts: number[];
let news: string[];
let look: () => void;

/** A page with the widget; a new tab of the same browser has the same `local`. */
function openPage(): void {
  wire = fakeWire();
  memory = createMemory('agent-desk.x', local, volatileStore(), () => 'customer-1');
  client = createChatClient({ serviceIdentifier: 'x', memory, wire: wire.factory });
  open = false;
  counts = [];
  news = [];
  const watched = watchUnread({
    client: { ...client, memory },
    isOpen: () => open,
    onCount: (count) => counts.push(count),
    onNews: (name, text) => news.push(`${name}: ${text}`),
  });
  look = watched.look;
  client.boot();
}
const show = (shown: boolean) => {
  open = shown;
  look();
};
const arrive = (text: string) => {
  wire.emit('MESSAGE_RECEIVED', agentFrame(plain(text)));
};
function startChat(): void {
  client.request({ queue: '', formId: null, answers: [] });
  wire.connect();
  wire
    .take('CHAT_REQUESTED')
    .answer({ code: 200, sessionToken: 't', channelSessionId: 's', conversationId: 'c' });
}

beforeEach(() => {
  local = volatileStore();
  openPage();
});

it('counts and tells what comes while the chat is closed, and nothing of what is seen', () => {
  show(true);
  startChat();
  arrive('Welcome');
  expect(counts.at(-1)).toBe(0);
  show(false);
  expect(counts.at(-1)).toBe(0);
  arrive('Are **you** there?');
  arrive('Hello?');
  client.send('typed elsewhere');
  expect(counts.at(-1)).toBe(2);
  expect(news).toEqual(['Amina Okafor: Are you there?', 'Amina Okafor: Hello?']);
  show(true);
  expect(counts.at(-1)).toBe(0);
  show(false);
  expect(counts.at(-1)).toBe(0);
});

it('takes a conversation that another tab has begun for read, and what comes later for new', () => {
  show(true);
  startChat();
  openPage();
  wire.connect();
  arrive('said before');
  wire.take('CHAT_RESUMED').answer({
    isChatAvailable: true,
    channelSessionId: 's',
    conversationId: 'c',
    agents: [],
    receipts: { delivered: null, read: null },
  });
  expect(counts.at(-1)).toBe(0);
  expect(news).toEqual([]);
  arrive('said now');
  expect(counts.at(-1)).toBe(1);
  expect(news).toEqual(['Amina Okafor: said now']);
});
