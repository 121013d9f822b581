/** Writing and wrapping up in their states: formatted, quoting, near and over the limit, offline, hundreds of codes. */
import type { WrapupForm } from '../../src/wrapup/wrapup-actions.ts';
import type { Conversation, DeskState, Outgoing } from '../../src/store/model.ts';
import { conversation, ME, NOW, presence, type Said } from '../../src/testing/people.ts';

type Story = {
  name: string;
  title: string;
  state: Partial<DeskState>;
  click?: string;
  then?: string;
  type?: string;
  wrapupForm?: WrapupForm;
};

const SAID: readonly Said[] = [
  ['c', 320, 'Hello, I have a question about my invoice of October.'],
  ['a', 262, 'Hello Maria, thank you for writing. Let me look at the invoice.'],
  ['c', 31, 'Will the direct debit be changed as well, or do I have to do something?'],
];

const maria = conversation('Maria Lopez', { said: SAID, readByMe: 2 });
const [web] = maria.sessions;
const sms = conversation('Nadia Haddad', { channelType: 'SMS', said: SAID.slice(0, 2) });
const twice: Conversation = {
  ...maria,
  sessions:
    web === undefined
      ? []
      : [web, { ...web, id: 'session-whatsapp', channelType: 'WHATSAPP', channelName: 'WhatsApp', identifier: '+44 7700 900123' }],
};

function writing(draft: string, change: Partial<DeskState> = {}, who: Conversation = maria): Partial<DeskState> {
  return {
    me: ME,
    link: { status: 'online', since: NOW - 600_000, caughtUp: null },
    presence: presence('READY'),
    conversations: { [who.id]: who, [sms.id]: sms },
    selected: who.id,
    drafts: draft === '' ? {} : { [who.id]: draft },
    ...change,
  };
}

const OFFLINE: Partial<DeskState> = { link: { status: 'offline', since: NOW - 17_000, caughtUp: null } };

function outgoing(id: string, text: string, change: Partial<Outgoing> = {}): Outgoing {
  const base = { id, conversationId: maria.id, replyTo: null, at: NOW - 9000 } as const;
  return { ...base, body: { kind: 'text', text }, state: 'waiting', refusal: null, ...change };
}

const FILE: Outgoing['body'] = {
  kind: 'file',
  name: 'Invoice of October, corrected.pdf',
  mimeType: 'application/pdf',
  size: 184_320,
  caption: '',
  upload: { state: 'going', done: 0.4 },
};

const KNOWING = {
  ...ME,
  permissions: [...ME.permissions, 'customer/manage_in_conversation', 'customer-labels/assign_label'],
};

function outbox(...messages: Outgoing[]): Partial<DeskState> {
  return { outbox: Object.fromEntries(messages.map((each) => [each.id, each])) };
}

const FORMATTED = 'The **direct debit** is changed _by itself_:\n\n- you get a corrected invoice\n- `€ 45.00` come back\n\nSee [the terms](https://example.com/terms).';
const LONG = 'A long explanation that goes on for quite a while. '.repeat(70);
const LINES = Array.from({ length: 14 }, (_, line) => `${line + 1}. step of the instructions`).join('\n');

const WORDS = ['Invoice', 'Refund', 'Contract', 'Router', 'Line', 'Device', 'Tariff', 'Moving house', 'Complaint', 'Delivery'];
const HUNDREDS: WrapupForm = {
  multiple: true,
  categories: ['Billing', 'Technical', 'Sales', 'Retention', 'Logistics', 'Other'].map((name) => ({
    name,
    values: Array.from({ length: 50 }, (_, index) => {
      const word = WORDS[index % WORDS.length] ?? '';
      return `${word}: ${['explained', 'granted', 'refused', 'passed on', 'called back'][Math.floor(index / 10)] ?? ''}`;
    }),
  })),
};

function wrappingUp(left: number, change: Partial<DeskState> = {}, more: Partial<Conversation> = {}): Partial<DeskState> {
  const lee = conversation('Lee Chen', {
    said: [
      ['c', 900, 'The router works again.'],
      ['a', 860, 'Good to hear. Have a nice day!'],
    ],
    change: {
      role: 'WRAP_UP',
      actions: ['CLOSE_WRAP_UP', 'EXTEND_WRAP_UP'],
      wrapup: { endsAt: NOW + left, lasts: 60_000, extensionsLeft: 2 },
      ...more,
    },
  });
  return writing('', { conversations: { [lee.id]: lee, [maria.id]: maria }, selected: lee.id, ...change });
}

const LEE = 'conversation-Lee Chen';
const NOTE = 'Router had to be reset twice. If it blinks again, send a new one without asking.';
const FIVE = ['Billing', 'Technical', 'Sales', 'Retention', 'Logistics'].map((categoryName, index) => ({
  categoryName,
  value: `${WORDS[index] ?? ''}: explained`,
}));

export const WRITING_STORIES: readonly Story[] = [
  { name: 'write-lines', title: 'Writing: many lines', state: writing(LINES) },
  { name: 'write-preview', title: 'Writing: formatted, with the preview', state: writing(FORMATTED) },
  { name: 'write-emoji', title: 'Writing: choosing an emoji', state: writing('Thank you '), click: '[data-emoji]' },
  {
    name: 'write-emoji-name',
    title: 'Writing: an emoji by its name',
    state: writing('Thank you '),
    click: '[data-composer]',
    type: ':smi',
  },
  {
    name: 'write-canned',
    title: 'Writing: a canned message after a slash',
    state: writing('Thank you. '),
    click: '[data-composer]',
    type: '/',
  },
  {
    name: 'write-canned-manage',
    title: 'Writing: the agent’s own canned messages',
    state: writing('Our shop is open from 9 to 18.'),
    click: '[data-canned]',
  },
  {
    name: 'write-canned-gap',
    title: 'Writing: a place is to be filled in before it is sent',
    state: writing('Hello Maria, your order [[Order number]] is on its way. '),
    click: '[data-composer]',
    type: '\n',
  },
  {
    name: 'write-quote',
    title: 'Writing: answering one message',
    state: writing('It is changed by itself.', { quotes: { [maria.id]: 'Maria Lopez-m2' } }),
  },
  { name: 'write-near', title: 'Writing: near the limit', state: writing(LONG) },
  { name: 'write-over', title: 'Writing: over the limit', state: writing(LONG + LONG) },
  {
    name: 'write-sms',
    title: 'Writing: an SMS',
    state: writing('Your technician comes tomorrow between 8 and 10. '.repeat(5), {}, sms),
  },
  {
    name: 'write-offline',
    title: 'Writing: offline, messages wait',
    state: writing('And one more thing', { ...OFFLINE, ...outbox(outgoing('o1', 'It is changed by itself.'), outgoing('o2', 'You need not do anything.', { at: NOW - 8000 })) }),
  },
  {
    name: 'write-failed',
    title: 'Writing: refused, to be tried again or taken back',
    state: writing(
      '',
      outbox(
        outgoing('o1', 'It is changed by itself.', {
          state: 'failed',
          refusal: { code: 'ROLE_NOT_ALLOWED', msg: 'Your role does not allow that.' },
        }),
      ),
    ),
  },
  {
    name: 'write-blocked',
    title: 'Writing: the customer has left',
    state: writing('', {}, { ...maria, sessions: maria.sessions.map((each) => ({ ...each, active: false })) }),
  },
  {
    name: 'write-files',
    title: 'Writing: files on their way, one of them refused',
    state: writing(
      '',
      {
        maxFileBytes: 5_000_000,
        ...outbox(
          outgoing('f1', '', { body: FILE }),
          outgoing('f2', '', {
            at: NOW - 8000,
            body: { ...FILE, name: 'setup.exe', upload: { state: 'failed' } },
            state: 'failed',
            refusal: { code: 'FILE_NOT_ALLOWED', msg: '' },
          }),
        ),
      },
    ),
  },
  {
    name: 'customer-card',
    title: 'The customer: labels, a note, what was before',
    state: writing(
      '',
      { me: KNOWING },
      {
        ...maria,
        customer: { ...maria.customer, labels: ['vip', 'late'], note: 'Call after 5 pm. Speaks Spanish as well.' },
      },
    ),
  },
  {
    name: 'customer-details',
    title: 'The customer: details being filled in',
    state: writing('', { me: { ...KNOWING, permissions: [...KNOWING.permissions, 'customer/view'] } }),
    click: '[data-profile]',
  },
  {
    name: 'customer-unknown',
    title: 'The customer: somebody without a name, looked for',
    state: writing('', { me: KNOWING }, { ...maria, customer: { ...maria.customer, name: '', anonymous: true } }),
  },
  ...(['choices', 'link', 'location', 'contact', 'voice'] as const).map((kind, at) => ({
    name: `write-add-${kind}`,
    title: `Writing: something else than words (${kind})`,
    state: writing('It is on its', { maxFileBytes: 5_000_000 }),
    click: '[data-add]',
    then: `[role=menuitem]:nth-child(${at + 1})`,
  })),
  {
    name: 'write-add',
    title: 'Writing: what else can be sent',
    state: writing('It is on its', { maxFileBytes: 5_000_000 }),
    click: '[data-add]',
  },
  { name: 'write-two-channels', title: 'Writing: here by two channels', state: writing('It is', {}, twice) },
  {
    name: 'wrapup-hundreds',
    title: 'Wrap-up: 300 codes',
    state: wrappingUp(52_000),
    wrapupForm: HUNDREDS,
  },
  {
    name: 'wrapup-search',
    title: 'Wrap-up: searching among 300 codes',
    state: wrappingUp(48_000),
    wrapupForm: HUNDREDS,
    click: 'input[type="search"][aria-controls]',
    type: 'rout tech',
  },
  {
    name: 'wrapup-five',
    title: 'Wrap-up: five codes and a note',
    state: wrappingUp(41_000, { wrapupDrafts: { [LEE]: { codes: FIVE, note: NOTE } } }),
    wrapupForm: HUNDREDS,
  },
  {
    name: 'wrapup-soon',
    title: 'Wrap-up: twenty seconds left, no more time to get',
    state: wrappingUp(
      20_000,
      { wrapupDrafts: { [LEE]: { codes: FIVE.slice(0, 1), note: NOTE } } },
      { actions: ['CLOSE_WRAP_UP'], wrapup: { endsAt: NOW + 20_000, lasts: 60_000, extensionsLeft: 0 } },
    ),
    wrapupForm: HUNDREDS,
  },
  {
    name: 'wrapup-expired',
    title: 'Wrap-up: the time ran out, what was entered is kept',
    state: wrappingUp(
      0,
      { wrapupDrafts: { [LEE]: { codes: FIVE.slice(0, 2), note: NOTE } } },
      { wrapup: null, actions: [], gone: { reason: 'wrap Up Timer Expired', at: NOW } },
    ),
  },
];
