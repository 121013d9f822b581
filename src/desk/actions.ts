/** Everything an agent can do at the desk. Components call these; what comes of it arrives through the store. */
import type { Trial } from './alerts.ts';
import type { ListFilter, Overlay, PlaceId, Reason, Settings, WrapupDraft } from '../store/model.ts';
import type { PastEvents, PastPage } from '../store/past.ts';

/** A form of the configuration, as far as the wrap-up needs it: categories with their codes. */
export type WrapupForm = {
  multiple: boolean;
  categories: readonly { name: string; values: readonly string[] }[];
};

export type Actions = {
  setAgentState: (state: 'READY' | 'NOT_READY', reason: Reason | null) => void;
  setMrdState: (mrdId: string, state: 'READY' | 'NOT_READY') => void;
  /** Asks first while conversations are open. */
  signOut: (reason: Reason | null) => void;
  answerSignOut: (yes: boolean) => void;

  accept: (taskId: string) => void;
  reject: (taskId: string) => void;

  open: (conversationId: string | null) => void;
  /** Takes a conversation that is over out of the list, with what was begun in it. */
  close: (conversationId: string) => void;
  /** Which conversations the list shows. */
  showInList: (change: { filter?: ListFilter; search?: string }) => void;
  leave: (conversationId: string) => void;
  /** The newest messages are in view of the agent. */
  saw: (conversationId: string) => void;
  loadEarlier: (conversationId: string) => void;

  draft: (conversationId: string, text: string) => void;
  /** The next message answers this one; null for none. It goes along with the next `send`. */
  quote: (conversationId: string, messageId: string | null) => void;
  /** Whether new messages of a conversation are announced to screen readers. */
  mute: (conversationId: string, on: boolean) => void;
  /** Opens the search within a conversation, or closes it. */
  search: (conversationId: string | null) => void;
  typing: (conversationId: string) => void;
  /** `sessionId`: by which of several open sessions; else the newest. */
  send: (conversationId: string, text: string, sessionId?: string | null) => void;
  retry: (messageId: string) => void;
  /** Gives up a message that has not reached the server; its words go back to the composer. */
  discard: (messageId: string) => void;

  draftWrapup: (conversationId: string, draft: WrapupDraft | null) => void;
  /** Ends the wrap-up with what has been entered, or without anything. */
  finishWrapup: (conversationId: string, draft: WrapupDraft | null) => void;
  extendWrapup: (conversationId: string) => void;

  changeSettings: (change: Partial<Settings>) => void;
  /** Tries at once to keep the settings that the server does not have yet. */
  saveSettings: () => void;
  dismissNotice: (id: string) => void;
  /** Opens what ended while the agent was away; null: it has been read. */
  readAway: (open: true | null) => void;
  readNotices: (ids: readonly string[]) => void;
  dismissRefusal: (control: string) => void;
  /** Goes to a place, as it was left. */
  go: (place: PlaceId) => void;
  show: (overlay: Overlay | null) => void;
  /** Opens a step of the first-run guide; null ends it for good. */
  guide: (step: number | null) => void;
  /** Prints the transcript of a conversation; null when that is over. */
  print: (conversationId: string | null) => void;
  toggleContext: () => void;
  /** The figures of the day that began then (epoch ms) are to be told; null: no more. */
  watchFigures: (since: number | null) => void;
  /** Try the connection now instead of after the back-off. */
  reconnect: () => void;
  /** Sounds once, as an offer does unless told otherwise; the browser lets sounds out after that. */
  testSound: (trial?: Trial) => void;
  askForNotifications: () => void;

  /** A customer's earlier conversations, newest first; `before` is the start of the last known one, epoch ms. */
  pastConversations: (customerId: string, before: number | null) => Promise<PastPage>;
  /** What was said in an earlier conversation, the newest of it or what is before a seq. */
  pastEvents: (conversationId: string, before: number | null) => Promise<PastEvents>;

  reasons: () => Promise<Reason[]>;
  wrapupForm: () => Promise<WrapupForm>;
};

/** Names of the controls at which something is asked or refused. */
export const control = {
  agent: 'agent',
  mrd: (id: string) => `mrd:${id}`,
  offer: (taskId: string) => `offer:${taskId}`,
  leave: (id: string) => `leave:${id}`,
  earlier: (id: string) => `earlier:${id}`,
  wrapup: (id: string) => `wrapup:${id}`,
  signOut: 'signOut',
} as const;
