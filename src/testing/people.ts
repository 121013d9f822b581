/** The people and things of tests and of the gallery, always the same. */
import type { WrapupForm } from '../wrapup/wrapup-actions.ts';
import type { AgentHere, Author, Customer, KeptEvent, Session } from '../store/events.ts';
import type { Conversation, Me, Offer, Presence, Reason } from '../store/model.ts';
import { kindOf } from '../store/kind.ts';
import { EMPTY_TRANSCRIPT, takeSnapshot } from '../store/transcript.ts';

/** A Tuesday, 14:32:10. */
export const NOW = Date.UTC(2026, 10, 17, 14, 32, 10);

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export const ME: Me = {
  id: 'agent-1',
  username: 'agent1',
  name: 'Amira Kaya',
  firstName: 'Amira',
  roles: ['agent'],
  team: 'North',
  permissions: [
    'state-change/manage_state_change',
    'agent-conversation-control/view_leave_chat',
    'agent-conversation-control/view_history',
  ],
};

const ME_HERE: AgentHere = { participantId: 'p-me', userId: ME.id, name: ME.name, role: 'PRIMARY' };
const ME_AUTHOR: Author = { kind: 'agent', id: ME.id, name: ME.name };

export const REASONS: Reason[] = [
  { id: 'r1', name: 'Lunch', type: 'NOT_READY', code: 1 },
  { id: 'r2', name: 'Training', type: 'NOT_READY', code: 2 },
  { id: 'r3', name: 'Meeting', type: 'NOT_READY', code: 3 },
  { id: 'r4', name: 'End of shift', type: 'LOGOUT', code: 4 },
];

export const WRAPUP_FORM: WrapupForm = {
  multiple: true,
  categories: [
    {
      name: 'Billing',
      values: ['Invoice explained', 'Refund granted', 'Refund refused', 'Payment method changed'],
    },
    { name: 'Technical', values: ['Connection restored', 'Ticket opened', 'Device replaced'] },
    { name: 'Sales', values: ['Upgrade sold', 'Not interested'] },
  ],
};

export function presence(state: Presence['state'], change: Partial<Presence> = {}): Presence {
  const ready = state === 'READY';
  return {
    state,
    reason: null,
    since: NOW - (4 * MINUTE + 12 * SECOND),
    mrds: [
      {
        id: 'chat',
        name: 'Chat',
        state: ready ? 'READY' : 'NOT_READY',
        since: NOW - (4 * MINUTE + 12 * SECOND),
        live: 0,
        max: 5,
      },
      { id: 'voice', name: 'Voice', state: 'NOT_READY', since: NOW - 64 * MINUTE, live: 0, max: 1 },
    ],
    ...change,
  };
}

function customer(name: string, anonymous = false): Customer {
  return {
    id: `customer-${name}`,
    name,
    anonymous,
    identities: anonymous
      ? []
      : [
          { channelType: 'WEB', value: name.toLowerCase().replaceAll(' ', '.') },
          { channelType: 'WHATSAPP', value: '+44 7700 900123' },
        ],
  };
}

function session(who: Customer, channelType: string, active = true): Session {
  return {
    id: `session-${who.name}`,
    channelType,
    channelName: channelType === 'WEB' ? 'Web chat' : 'WhatsApp',
    identifier: who.name.toLowerCase().replaceAll(' ', '.'),
    serviceIdentifier: 'demo-web',
    connected: true,
    active,
    form: [
      { key: 'email', label: 'E-mail', value: `${who.name.toLowerCase().replaceAll(' ', '.')}@example.com` },
      { key: 'topic', label: 'Topic', value: 'Invoice of October' },
      { key: 'contract', label: 'Contract number', value: '2206-881-447' },
    ],
    wire: {},
  };
}

/** What is said: by the customer (`c`), by this agent (`a`); seconds before now. */
export type Said = readonly ['c' | 'a', number, string];

type Make = {
  channelType?: string;
  queue?: string;
  said?: readonly Said[];
  anonymous?: boolean;
  readByCustomer?: number;
  readByMe?: number;
  change?: Partial<Conversation>;
};

/** A conversation with what was said in it. */
export function conversation(name: string, make: Make = {}): Conversation {
  const who = customer(name, make.anonymous);
  const said = make.said ?? [];
  const from = session(who, make.channelType ?? 'WEB');
  const begun = NOW - ((said[0]?.[1] ?? 30) + 60) * SECOND;
  const author: Author = { kind: 'customer', id: who.id, name };
  let seq = 0;
  const next = (at: number, what: KeptEvent['what']): KeptEvent => {
    seq += 1;
    return { id: `${name}-${seq}`, seq, skipped: 0, at, what };
  };
  const events: KeptEvent[] = [
    next(begun, { type: 'session', change: 'started', session: from, reason: null }),
    next(begun + SECOND, { type: 'queued', queue: make.queue ?? 'Support' }),
    next(begun + 40 * SECOND, { type: 'agentJoined', agent: ME_HERE }),
  ];
  const ids: string[] = [];
  said.forEach(([by, ago, text], index) => {
    const messageId = `${name}-m${index}`;
    ids.push(messageId);
    events.push(
      next(NOW - ago * SECOND, {
        type: 'message',
        messageId,
        author: by === 'c' ? author : ME_AUTHOR,
        whisper: false,
        body: { type: 'PLAIN', text, fields: {} },
        replyTo: null,
      }),
    );
  });
  const receipt = (by: Author, index: number | undefined, status: 'READ' | 'DELIVERED') => {
    const messageId = index === undefined ? undefined : ids[index];
    if (messageId === undefined) return;
    events.push(next(NOW, { type: 'receipt', messageId, status, author: by, reason: null }));
  };
  receipt(author, ids.length - 1, 'DELIVERED');
  receipt(author, make.readByCustomer, 'READ');
  receipt(ME_AUTHOR, make.readByMe ?? ids.length - 1, 'READ');
  const [transcript] = takeSnapshot(EMPTY_TRANSCRIPT, { events, seq, earlier: false }, ME.id);
  return {
    id: `conversation-${name}`,
    kind: kindOf(make.change?.role ?? 'PRIMARY'),
    roomId: `conversation-${name}`,
    taskId: `task-${name}`,
    role: 'PRIMARY',
    state: 'ACTIVE',
    customer: who,
    sessions: [from],
    agents: [ME_HERE],
    queue: make.queue ?? 'Support',
    mrdId: 'chat',
    actions: ['SEND', 'WHISPER', 'WRAP_UP', 'LEAVE'],
    startedAt: begun,
    transcript,
    hands: [],
    monitors: [],
    restsUntil: null,
    awaited: null,
    typing: null,
    wrapup: null,
    gone: null,
    ...make.change,
  };
}

export function offer(name: string, change: Partial<Offer> = {}): Offer {
  return {
    taskId: `task-${name}`,
    conversationId: `conversation-${name}`,
    roomId: `conversation-${name}`,
    direction: 'INBOUND',
    customer: customer(name),
    channelType: 'WEB',
    queue: 'Support',
    enqueuedAt: NOW - 48 * SECOND,
    expiresAt: NOW + 14 * SECOND,
    lasts: 20 * SECOND,
    preview: 'Hi, my router blinks red since this morning and the app says that no line is connected.',
    note: null,
    requestedBy: null,
    mrdId: 'chat',
    ...change,
  };
}
