/**
 * What the desk knows: one normalised state, in two parts. `ServerState` is what the server has confirmed and is
 * only changed by frames (`apply.ts`); `LocalState` is what this agent is doing at this desk.
 */
import type { SoundName } from '../../protocol/agent-manager/sounds.ts';
import type { AwaitedAnswer } from './awaited.ts';
import type { OutgoingBody } from './outgoing.ts';
import type { AgentHere, Code, Customer, Session } from './events.ts';
import type { SliceStates } from './server-slice.ts';
import { NO_TEXTS, type ConfiguredTexts } from './texts.ts';
import type { Transcript } from './transcript.ts';

/** The agent at this desk. */
export type Me = {
  id: string;
  username: string;
  name: string;
  firstName: string;
  roles: readonly string[];
  team: string | null;
  /** What this agent may do, `resource/scope`. */
  permissions: readonly string[];
};

export type AgentStateName = 'READY' | 'NOT_READY' | 'LOGOUT';

/** MRD states as drawn; what we do not know is drawn as UNKNOWN (L-M1–M18). */
export type MrdStateName =
  'NOT_READY' | 'READY' | 'ACTIVE' | 'BUSY' | 'PENDING_NOT_READY' | 'INTERRUPTED' | 'LOGOUT' | 'UNKNOWN';

export type Reason = { id: string; name: string; type: 'NOT_READY' | 'LOGOUT'; code?: number };

export type MrdPresence = {
  id: string;
  name: string;
  state: MrdStateName;
  /** Epoch ms of the server's clock. */
  since: number;
  /** Tasks offered, owned or wrapping up. */
  live: number;
  max: number;
  /** Why the system has switched it off (RONA); missing or null when the agent has, or when it is on. */
  reason?: string | null;
};

export type Presence = {
  state: AgentStateName;
  /** The reason's name; a system reason such as RONA is its code. */
  reason: string | null;
  /** Epoch ms of the server's clock. */
  since: number;
  mrds: readonly MrdPresence[];
};

/** Work that rings for this agent. */
export type Offer = {
  taskId: string;
  conversationId: string;
  roomId: string;
  direction: string;
  customer: Customer;
  channelType: string;
  queue: string;
  /** Epoch ms: since when the customer waits. */
  enqueuedAt: number;
  /** Epoch ms: when it stops ringing. */
  expiresAt: number;
  /** ms the offer rings in all, as far as known: what the ring is a part of. */
  lasts: number;
  /** The customer's first words; empty when there are none yet. */
  preview: string;
  note: string | null;
  requestedBy: string | null;
  /** The MRD that it takes a slot of; null when the server has not said. */
  mrdId: string | null;
};

/** Why an offer ended otherwise than by this agent's acceptance (D12); UNKNOWN: while offline. */
export type OfferEnd =
  'RONA' | 'REJECTED' | 'CUSTOMER_LEFT' | 'TAKEN' | 'TTL' | 'LOGOUT' | 'CANCELLED' | 'UNKNOWN';

export type Wrapup = {
  /** Epoch ms of the server's clock. */
  endsAt: number;
  /** ms that were left when the server last said so. */
  lasts: number;
  /** How often it may still be extended; missing when the server did not say. */
  extensionsLeft?: number;
};

/** A conversation that ended for this agent while no desk was connected. */
export type AwayEnding = {
  conversationId: string;
  /** What the customer is called; empty when unknown. */
  name: string;
  queue: string;
  /** Why the agent's task in it was closed (`AGENT_LOGOUT`, `WRAP_UP_EXPIRED` …). */
  reason: string;
  /** Epoch ms of the server's clock. */
  at: number;
  /** The conversation itself goes on without this agent. */
  open: boolean;
};

/** All that the agent has not read yet of what ended while no desk was connected. */
export type Away = {
  /** When the connection was lost, epoch ms of the server's clock. */
  since: number;
  /** The newest first. */
  endings: readonly AwayEnding[];
};

/**
 * Whose work a conversation is: `mine` rings, counts, waits and is put in order; a `watched` one (listened to, or
 * whispered into) is looked at, and does none of that.
 */
export type ConversationKind = 'mine' | 'watched';

export type Conversation = {
  id: string;
  kind: ConversationKind;
  roomId: string;
  taskId: string | null;
  /** Role of this agent: PRIMARY, ASSISTANT, SILENT_MONITOR, WHISPER, WRAP_UP. */
  role: string;
  /** Id of this agent's participant, and the participant as it came, for requests that give it back. */
  state: string;
  customer: Customer;
  /** Open and ended sessions, oldest first. */
  sessions: readonly Session[];
  agents: readonly AgentHere[];
  queue: string;
  /** The MRD that it takes a slot of; null when there is none. */
  mrdId: string | null;
  /** What the server lets this agent do here now. */
  actions: readonly string[];
  /** Epoch ms. */
  startedAt: number;
  transcript: Transcript;
  /** Who asks a supervisor for help; without an id where the server sent names alone. */
  hands: readonly { id: string; name: string }[];
  /** Supervisors who listen, by name, where this agent may know. */
  monitors: readonly string[];
  /** Until when it rests, epoch ms of the server's clock; null while it goes on. */
  restsUntil: number | null;
  /** The answer that is awaited, where the contact centre gives it a time; null while none is. */
  awaited: AwaitedAnswer | null;
  /** Who types, until when (epoch ms of the server's clock). */
  typing: { name: string; until: number } | null;
  wrapup: Wrapup | null;
  /** Over for this agent, kept until the agent closes it. `at` is epoch ms of this machine. */
  gone: { reason: string; at: number } | null;
};

/** The truth about the connection. */
type Link = {
  status: 'connecting' | 'online' | 'offline';
  /** Since when it is so, epoch ms of this machine. */
  since: number;
  /** Messages that came in while it was down; set when it is back, until it is read. */
  caughtUp: number | null;
};

/** Something that the agent should know and that has no place of its own on the screen. */
export type Notice = {
  id: string;
  /** i18n key. */
  text: string;
  values: Readonly<Record<string, string | number>>;
  tone: 'info' | 'warn';
  /** Epoch ms of this machine. */
  at: number;
  /** Where it belongs to, to be opened from there. */
  conversationId: string | null;
  /** The MRD that it switched off. */
  mrdId?: string;
  /** The agent has seen it, here or where it happened. */
  read?: boolean;
};

/** Who is here, and for which work. */
type PresenceState = {
  me: Me | null;
  presence: Presence | null;
};

/** The work: what rings, and what is open or watched. */
type WorkState = {
  offers: Readonly<Record<string, Offer>>;
  conversations: Readonly<Record<string, Conversation>>;
  /** Offers and conversations known before the connection was lost and not confirmed since. */
  unconfirmed: { offers: readonly string[]; conversations: readonly string[]; messages: number } | null;
};

/** The connection and the server's clock. */
type LinkState = {
  link: Link;
  /** ms to add to this machine's clock to get the server's. */
  clockOffset: number;
};

/** What the contact centre has configured. */
type ConfiguredState = {
  /** The longest text of one message, in code points. */
  maxTextLength: number;
  /** Within how many ms a customer's message should be answered. */
  responseLimit: number;
  /** For how many seconds a conversation may rest. */
  pauses: readonly number[];
  /** The largest file that may be sent, in bytes; 0: none at all. */
  maxFileBytes: number;
  /** After how many ms without a sign of life the agent is signed out; 0: never. */
  inactivityLimit: number;
  /** Whether customers are ever offered to this person: supervisors who are no agents only watch and help. */
  servesCustomers: boolean;
  /** Whether there are lists from which agents take conversations. */
  hasPullLists: boolean;
  /** Configured texts in all languages. */
  texts: ConfiguredTexts;
};

/** What has happened, for the agent to read. */
type NewsState = {
  notices: readonly Notice[];
  /** null: nothing, or read. */
  away: Away | null;
};

/** What came with the code of a place. */
type AddedState = { slices: SliceStates };

export type ServerState = PresenceState & WorkState & LinkState & ConfiguredState & NewsState & AddedState;

/** A message on its way. Its id is the message's own, so that sending twice stores once (L-M4). */
export type Outgoing = {
  id: string;
  conversationId: string;
  body: OutgoingBody;
  replyTo: string | null;
  /** By which session the agent wanted it to go; missing: by the one that is open then. */
  sessionId?: string;
  /** It was on the wire once: it may have arrived although nobody said so. */
  tried?: true;
  /** Epoch ms. */
  at: number;
  state: 'waiting' | 'sending' | 'accepted' | 'failed';
  refusal: Refusal | null;
};

/** What the server said no to, in its words and ours. */
export type Refusal = { code: string; msg: string };

/** What is being done with an own message that has been sent. `text`: its new words. */
export type Changing = { conversationId: string; messageId: string; how: 'edit' | 'unsend'; text: string };

/** Codes and note of a wrap-up that is not yet sent. */
export type WrapupDraft = { codes: readonly Code[]; note: string };

/** How the agent likes the desk. */
export type Settings = {
  theme: 'system' | 'light' | 'dark';
  density: 'comfortable' | 'compact';
  /** BCP 47, one of the languages we have; `system` follows the browser. */
  language: string;
  sounds: { enabled: boolean; volume: number };
  /** Seconds that an offer sounds at most; 0: until it is answered or ends. */
  ringSeconds: number;
  /** MRD id → what is heard of an offer, and of a message; what is missing is as by default. */
  offerSounds: SoundsByMrd;
  messageSounds: SoundsByMrd;
  notifications: boolean;
  /** Keys of the agent's own: action → chord as in `src/desk/keys/chord.ts`, empty for none. */
  shortcuts: Readonly<Record<string, string>>;
  /** Widths of the panes in CSS px; null: the default widths. */
  panes: Panes;
  /** The first steps have been shown, or waved away. */
  guideSeen: boolean;
  /** Whoever waits longest is opened when a wrap-up has been finished. */
  openNext: boolean;
};

export type SoundsByMrd = Readonly<Record<string, SoundName>>;

/** Which conversations the list shows. */
export type ListFilter = 'all' | 'waiting' | 'unread' | 'drafts' | 'wrapup';

export type Panes = { list: number | null; context: number | null };

/** Whether the server has what the agent has set. */
export type Saving = 'saved' | 'saving' | 'failed';

/** The places of the desk (`src/app/places.ts`). */
export type PlaceId = 'conversations' | 'lists' | 'team' | 'settings';

/** What stands over the desk for a moment. */
export type Overlay = 'palette' | 'shortcuts' | 'writeFirst';

export type LocalState = {
  place: PlaceId;
  selected: string | null;
  /** What ended while the agent was away stands in place of the conversation. */
  readingAway: boolean;
  /** Whether the context pane is open where it is a drawer. */
  contextOpen: boolean;
  /** Conversation id → text not yet sent. */
  drafts: Readonly<Record<string, string>>;
  /** Conversation id → id of the message that the next message answers. */
  quotes: Readonly<Record<string, string>>;
  /** The own message that is being changed, or asked about whether to take it back. */
  changing: Changing | null;
  wrapupDrafts: Readonly<Record<string, WrapupDraft>>;
  outbox: Readonly<Record<string, Outgoing>>;
  /** Control → what is asked of the server and not yet answered. */
  asking: Readonly<Record<string, string>>;
  /** Control → why the server said no there. */
  refusals: Readonly<Record<string, Refusal>>;
  /** Conversation id → the seq up to which it had been read when it was opened: the divider's place. */
  dividers: Readonly<Record<string, number>>;
  /** Ids of conversations whose new messages are not announced to screen readers. */
  muted: Readonly<Record<string, true>>;
  /** Id of the conversation that is being searched, or null. */
  searching: string | null;
  /** Conversation id → up to which seq it has been seen at this desk. */
  seen: Readonly<Record<string, number>>;
  settings: Settings;
  saving: Saving;
  overlay: Overlay | null;
  /** A sign-out is being asked about, as conversations are open; null: none. */
  signingOut: { reason: Reason | null } | null;
  /** Which step of the first-run guide is open; null: none. */
  guide: number | null;
  /** The conversation that is being printed. */
  printing: string | null;
  /** What the list shows, and the order in which it stands there now. */
  list: { filter: ListFilter; search: string; order: readonly string[] };
  /** Whether the browser lets sounds out; until somebody has touched the page most do not (L-B6). */
  audio: 'unknown' | 'blocked' | 'on';
};

export type DeskState = ServerState & LocalState;

/** How the desk looks and sounds before the agent has said anything about it. */
export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  density: 'comfortable',
  language: 'system',
  sounds: { enabled: true, volume: 0.6 },
  ringSeconds: 0,
  offerSounds: {},
  messageSounds: {},
  notifications: false,
  shortcuts: {},
  panes: { list: null, context: null },
  guideSeen: true,
  openNext: false,
};

/** A desk that knows nothing yet. */
export const INITIAL_STATE: DeskState = {
  me: null,
  clockOffset: 0,
  presence: null,
  offers: {},
  conversations: {},
  unconfirmed: null,
  link: { status: 'connecting', since: 0, caughtUp: null },
  maxTextLength: 4096,
  responseLimit: 120_000,
  pauses: [],
  maxFileBytes: 0,
  inactivityLimit: 0,
  servesCustomers: true,
  hasPullLists: true,
  texts: NO_TEXTS,
  notices: [],
  away: null,
  slices: new Map(),
  place: 'conversations',
  selected: null,
  readingAway: false,
  contextOpen: false,
  drafts: {},
  quotes: {},
  changing: null,
  wrapupDrafts: {},
  outbox: {},
  asking: {},
  refusals: {},
  dividers: {},
  muted: {},
  searching: null,
  seen: {},
  settings: DEFAULT_SETTINGS,
  saving: 'saved',
  overlay: null,
  signingOut: null,
  guide: null,
  printing: null,
  list: { filter: 'all', search: '', order: [] },
  audio: 'unknown',
};
