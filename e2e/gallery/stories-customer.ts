/** The customer's side in every state: the widget on somebody else's page, the page of our own, the demo. */
import type { PageConfiguration } from '../../packages/customer-client/configuration.ts';
import { INITIAL_STATE } from '../../packages/customer-client/state.ts';
import type { ChatEntry, ChatMessage, ChatState, Choices } from '../../packages/customer-client/state.ts';
import { NOW } from '../../src/testing/people.ts';

/** What is drawn, and of which state. */
export type Scene = {
  where: 'widget' | 'page' | 'demo';
  state: ChatState;
  open: boolean;
  unread: number;
  note: string | null;
};

type CustomerStory = { name: string; title: string; state: object; page: 'customer'; click?: string };

const agent = 'Amina Okafor';
let count = 0;

function said(mine: boolean, secondsAgo: number, text: string, more: Partial<ChatMessage> = {}): ChatMessage {
  count += 1;
  return {
    kind: 'message',
    id: `m${count}`,
    seq: count,
    mine,
    senderName: mine ? '' : agent,
    senderType: mine ? 'CUSTOMER' : 'AGENT',
    text,
    bodyType: 'PLAIN',
    choices: null,
    replyTo: null,
    at: NOW - secondsAgo * 1000,
    status: mine ? 'read' : null,
    error: null,
    ...more,
  };
}

const joined: ChatEntry = { kind: 'notice', id: 'j', seq: 2, what: 'joined', name: agent, at: NOW - 290_000 };
const answer = (title: string): Choices['options'][number] => ({ title, href: null, payload: null });
const hello = said(true, 320, 'Hello! The shade of my **Skog** lamp arrived with a crack.');
const talk: ChatEntry[] = [
  hello,
  joined,
  said(false, 260, 'Hello Maria, I am sorry to hear that. May I have the number of your order?'),
  said(true, 200, 'R-4711. It is the one on https://example.com/orders/4711'),
  said(false, 150, 'Thank you, I found it:\n\n- Skog, oak and linen\n- sent on 4 October'),
  said(true, 60, 'Yes, that is the one 🙏', { status: 'delivered' }),
];
const open: ChatState = {
  ...INITIAL_STATE,
  phase: 'open',
  connection: 'online',
  entries: talk,
  agents: [{ id: 'a1', name: agent }],
};
const waiting: ChatState = {
  ...open,
  agents: [],
  entries: [],
  queue: { position: 3, expectedWaitSeconds: 150 },
};
const ended: ChatState = { ...open, phase: 'ended', agents: [], endReason: 'AGENT' };

const ask = said(false, 40, 'What shall we do?', {
  choices: {
    quick: false,
    options: [
      answer('Send a new shade'),
      answer('Take the lamp back'),
      { title: 'See our promise', href: 'https://example.com/promise', payload: null },
    ],
  },
});
const quick = said(false, 10, 'Shall we send it to the same address?', {
  choices: { quick: true, options: [answer('Yes, please'), answer('No, to another'), answer('I will fetch it')] },
});

function scene(where: Scene['where'], state: ChatState, more: Partial<Scene> = {}): Scene {
  return { where, state, open: true, unread: 0, note: null, ...more };
}

export const SCENES: Readonly<Record<string, Scene>> = {
  'widget-closed': scene('widget', INITIAL_STATE, { open: false }),
  'widget-unread': scene('widget', open, { open: false, unread: 3 }),
  'widget-form': scene('widget', INITIAL_STATE),
  'widget-refused': scene('widget', { ...INITIAL_STATE, problem: 'RATE_LIMITED' }),
  'widget-queue': scene('widget', waiting),
  'widget-queue-written': scene('widget', { ...waiting, entries: [{ ...hello, status: 'sent' }] }),
  'widget-chat': scene('widget', { ...open, typing: agent }),
  'widget-choices': scene('widget', {
    ...open,
    entries: [...talk, ask, said(true, 30, 'Send a new shade', { replyTo: ask.id }), quick],
  }),
  'widget-things': scene('widget', {
    ...open,
    entries: [
      said(false, 90, 'You find us here:', {
        thing: {
          kind: 'place',
          name: 'Gaddafi Stadium',
          address: 'Hafeez Kardar Road',
          position: '31.513353, 74.333397',
          href: 'https://www.openstreetmap.org/?mlat=31.513353&mlon=74.333397',
        },
        edited: true,
      }),
      said(false, 80, '', {
        thing: {
          kind: 'people',
          people: [
            {
              name: 'Jane Smith',
              company: 'Acme Corp',
              ways: [
                { words: '+1 202 555 0123', href: 'tel:+12025550123' },
                { words: 'jane@example.com', href: 'mailto:jane@example.com' },
              ],
            },
          ],
        },
      }),
      said(false, 70, 'Our promise', { thing: { kind: 'link', href: 'https://example.com/promise' } }),
      said(false, 60, '', {
        thing: { kind: 'file', name: 'voice-message.ogg', sound: true, href: 'https://example.com/n.ogg' },
      }),
      said(false, 50, '', {
        thing: { kind: 'file', name: 'invoice.pdf', sound: false, href: 'https://example.com/invoice.pdf' },
      }),
    ],
  }),
  'widget-offline': scene('widget', {
    ...open,
    connection: 'reconnecting',
    entries: [
      ...talk,
      said(true, 20, 'x'.repeat(60), { status: 'failed', error: 'TOO_LONG' }),
      said(true, 5, 'Are you there?', { status: 'sending', seq: null }),
    ],
  }),
  'widget-ended': scene('widget', ended),
  'widget-rated': scene('widget', { ...ended, rating: 'saved' }),
  'widget-failed': scene('widget', INITIAL_STATE, {
    open: false,
    note: 'The chat cannot be opened right now. Please try again.',
  }),
  'page-form': scene('page', INITIAL_STATE),
  'page-chat': scene('page', { ...open, typing: agent }),
  'page-ended': scene('page', ended),
  demo: scene('demo', open),
};

const TITLES: Record<string, string> = {
  'widget-closed': 'Widget: closed',
  'widget-unread': 'Widget: closed, three messages unread',
  'widget-form': 'Widget: before the chat',
  'widget-refused': 'Widget: a chat was refused',
  'widget-queue': 'Widget: waiting',
  'widget-queue-written': 'Widget: waiting, something written',
  'widget-chat': 'Widget: talking',
  'widget-choices': 'Widget: buttons and quick replies',
  'widget-things': 'Widget: a place, a card, a link, a voice message, a file',
  'widget-offline': 'Widget: connection lost, one message failed',
  'widget-ended': 'Widget: ended, the rating being given',
  'widget-rated': 'Widget: ended and rated',
  'widget-failed': 'Widget: it could not be loaded',
  'page-form': 'Customer’s page: before the chat',
  'page-chat': 'Customer’s page: talking',
  'page-ended': 'Customer’s page: ended',
  demo: 'Demo: desk and customer side by side',
};

export const CUSTOMER_STORIES: readonly CustomerStory[] = Object.keys(SCENES).map((name) => ({
  name,
  title: TITLES[name] ?? name,
  state: {},
  page: 'customer',
  ...(name === 'widget-ended' && { click: '.star:nth-of-type(4)' }),
}));

export const CONFIGURATION: PageConfiguration = {
  widget: {
    widgetIdentifier: 'Web support',
    serviceIdentifier: 'demo-web',
    title: 'How can we help?',
    subTitle: 'We usually answer within a minute.',
    welcome: 'Tell us who you are and what it is about. An agent will be with you shortly.',
    theme: '#1f6feb',
    language: { code: 'en' },
    form: 'f1',
    customerReconnectTime: 300,
    maxTextLength: 4096,
    enableEmoji: true,
    enableFileTransfer: false,
    enableFontResize: true,
    enableDynamicLink: false,
    enableDownloadTranscript: true,
    enableRating: true,
  },
  form: {
    id: 'f1',
    formTitle: 'Before the chat',
    formDescription: 'So that we can help you quickly.',
    attributes: [
      { key: 'name', label: 'Your name', isRequired: true, attributeType: 'INPUT', valueType: 'String100' },
      {
        key: 'email',
        label: 'E-mail',
        helpText: 'Only used if the chat breaks off.',
        isRequired: false,
        attributeType: 'INPUT',
        valueType: 'Email',
      },
      {
        key: 'subject',
        label: 'What is it about?',
        isRequired: false,
        attributeType: 'OPTIONS',
        valueType: 'StringList',
        categoryOptions: {
          isMultipleChoice: false,
          categories: [{ categoryName: 'Subject', values: ['A question', 'My order'] }],
        },
      },
    ],
  },
};
