/** What screens ask of the state beyond a plain field. */
import { currentSession, isCall } from './conversation.ts';
import { listedConversations, ownConversations } from './kind.ts';
import { unreadOf } from './local.ts';
import type { Conversation, DeskState, MrdPresence, Offer, Outgoing, Presence } from './model.ts';

/** Offers, the nearest deadline first. */
export function offersInOrder(state: Pick<DeskState, 'offers'>): Offer[] {
  return Object.values(state.offers).sort((a, b) => a.expiresAt - b.expiresAt);
}

/** How many customers ring here, and since when the longest of them waits (epoch ms of the server's clock). */
export function ringing(state: Pick<DeskState, 'offers'>): { count: number; since: number | null } {
  const since = Object.values(state.offers).map((offer) => offer.enqueuedAt);
  return { count: since.length, since: since.length === 0 ? null : Math.min(...since) };
}

function rank(conversation: Conversation): number {
  if (conversation.kind === 'watched') return 3;
  if (conversation.role === 'WRAP_UP' || conversation.gone !== null) return 2;
  return conversation.transcript.fold.waitingSince === null && conversation.awaited === null ? 1 : 0;
}

/** When an answer is due, where the contact centre has set no time for it: then only the order matters. */
const USUAL_TIME = 120_000;

function dueAt({ awaited, transcript }: Conversation): number {
  return awaited?.endsAt ?? (transcript.fold.waitingSince ?? 0) + USUAL_TIME;
}

/**
 * The order of urgency: who waits for an answer, whose answer is due first; then the others, the last to speak first; then
 * wrap-ups, the nearest deadline first; then what is only listened to.
 */
function byUrgency(a: Conversation, b: Conversation): number {
  const ranks = rank(a) - rank(b);
  if (ranks !== 0) return ranks;
  if (rank(a) === 0) {
    return dueAt(a) - dueAt(b);
  }
  if (rank(a) === 2) return (a.wrapup?.endsAt ?? Infinity) - (b.wrapup?.endsAt ?? Infinity);
  return (b.transcript.fold.last?.at ?? b.startedAt) - (a.transcript.fold.last?.at ?? a.startedAt);
}

/** Ids of the conversations in the list, in the order of urgency. */
export function inOrder(state: Pick<DeskState, 'conversations'>): string[] {
  return listedConversations(state)
    .sort(byUrgency)
    .map((conversation) => conversation.id);
}

/** Unread customer messages over all of the agent's own conversations. */
export function unreadInAll(state: DeskState): number {
  return ownConversations(state).reduce((sum, conversation) => sum + unreadOf(state, conversation), 0);
}

/** Unread customer messages beside the conversation that is open. */
export function unreadElsewhere(state: DeskState): number {
  const open = state.selected === null ? undefined : state.conversations[state.selected];
  return unreadInAll(state) - (open?.transcript.based === true ? unreadOf(state, open) : 0);
}

/** The conversation whose customer waits longest for this agent's answer. */
export function waitsLongest(state: Pick<DeskState, 'conversations'>): Conversation | null {
  const first = ownConversations(state).sort(byUrgency)[0];
  return first === undefined || rank(first) !== 0 ? null : first;
}

/** Messages of a conversation that the server has not yet shown in the transcript, oldest first. */
export function outgoingOf(state: DeskState, conversationId: string): Outgoing[] {
  return Object.values(state.outbox)
    .filter((message) => message.conversationId === conversationId)
    .sort((a, b) => a.at - b.at);
}

/** Messages that have not reached the server. */
export function unsent(state: DeskState): number {
  return Object.values(state.outbox).filter((message) => message.state !== 'accepted').length;
}

/** Whether work of this MRD is taken: on, or would be if it were not full. */
export function takesWork(mrd: MrdPresence): boolean {
  return mrd.state === 'READY' || mrd.state === 'ACTIVE' || mrd.state === 'BUSY';
}

/** Work that the system has paused although the agent is ready; all work where none is left on. */
export function pausedWork({ state, mrds }: Presence): MrdPresence[] {
  if (state !== 'READY') return [];
  const paused = mrds.filter((mrd) => mrd.state === 'NOT_READY');
  const bySystem = paused.filter((mrd) => mrd.reason);
  return bySystem.length > 0 || mrds.some(takesWork) ? bySystem : paused;
}

/** Whether the agent may do something in general, `resource/scope`. */
export function may(state: DeskState, permission: string): boolean {
  return state.me?.permissions.includes(permission) === true;
}

/** Whether the server lets this agent do something in a conversation now. */
export function canDo(conversation: Conversation, action: string): boolean {
  return conversation.gone === null && conversation.actions.includes(action);
}

/** Whether the agent is wrapping it up now. */
export function isWrappingUp(conversation: Conversation): boolean {
  return conversation.role === 'WRAP_UP' && conversation.gone === null;
}

/** Why nothing can be written to the customer here, or null when it can: an i18n key below `composer.`. */
export function composerBlock(
  conversation: Conversation,
):
  | 'blockedGone'
  | 'blockedWrapup'
  | 'blockedCustomerLeft'
  | 'blockedCallEnded'
  | 'blockedCall'
  | 'blockedRole'
  | null {
  if (conversation.gone !== null) return 'blockedGone';
  if (conversation.role === 'WRAP_UP') return 'blockedWrapup';
  if (currentSession(conversation)?.active !== true)
    return isCall(conversation) ? 'blockedCallEnded' : 'blockedCustomerLeft';
  if (canDo(conversation, 'SEND')) return null;
  return conversation.role === 'PRIMARY' && isCall(conversation) ? 'blockedCall' : 'blockedRole';
}
