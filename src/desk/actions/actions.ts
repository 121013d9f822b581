/**
 * What an agent can do at the desk from its first screen on, by domain. What only one feature needs is a slice of its
 * own beside that feature (`useSlice`). Components call these; what comes of it arrives through the store.
 */
import type { ListFilter, Overlay, PlaceId, Reason, Settings } from '../../store/model.ts';
import type { Trial } from '../alerts.ts';

export type PresenceActions = {
  setAgentState: (state: 'READY' | 'NOT_READY', reason: Reason | null) => void;
  setMrdState: (mrdId: string, state: 'READY' | 'NOT_READY') => void;
  /** Asks first while conversations are open. */
  signOut: (reason: Reason | null) => void;
  answerSignOut: (yes: boolean) => void;
  reasons: () => Promise<Reason[]>;
};

export type OfferActions = {
  accept: (taskId: string) => void;
  reject: (taskId: string) => void;
};

export type ConversationActions = {
  open: (conversationId: string | null) => void;
  /** Takes a conversation that is over out of the list, with what was begun in it. */
  close: (conversationId: string) => void;
  /** Which conversations the list shows. */
  showInList: (change: { filter?: ListFilter; search?: string }) => void;
  leave: (conversationId: string) => void;
  /** The newest messages are in view of the agent. */
  saw: (conversationId: string) => void;
  /** Whether new messages of a conversation are announced to screen readers. */
  mute: (conversationId: string, on: boolean) => void;
  /** Opens the search within a conversation, or closes it. */
  search: (conversationId: string | null) => void;
  /** Prints the transcript of a conversation; null when that is over. */
  print: (conversationId: string | null) => void;
};

export type SettingsActions = {
  changeSettings: (change: Partial<Settings>) => void;
  /** Tries at once to keep the settings that the server does not have yet. */
  saveSettings: () => void;
  /** Sounds once, as an offer does unless told otherwise; the browser lets sounds out after that. */
  testSound: (trial?: Trial) => void;
  askForNotifications: () => void;
};

export type NoticeActions = {
  dismissNotice: (id: string) => void;
  readNotices: (ids: readonly string[]) => void;
  dismissRefusal: (control: string) => void;
  /** Opens what ended while the agent was away; null: it has been read. */
  readAway: (open: true | null) => void;
};

export type ViewActions = {
  /** Goes to a place, as it was left. */
  go: (place: PlaceId) => void;
  show: (overlay: Overlay | null) => void;
  /** Opens a step of the first-run guide; null ends it for good. */
  guide: (step: number | null) => void;
  toggleContext: () => void;
  /** Try the connection now instead of after the back-off. */
  reconnect: () => void;
};

export type Actions = PresenceActions &
  OfferActions &
  ConversationActions &
  SettingsActions &
  NoticeActions &
  ViewActions;

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
