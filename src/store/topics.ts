/** Conversations: their snapshots, their events and their wrap-ups. */
import { applyHappenings, applyTyping } from './conversation.ts';
import { isKept, type KeptEvent } from './events.ts';
import type { FrameOf } from './frames.ts';
import type { Conversation, DeskState } from './model.ts';
import { withoutOffer } from './offers.ts';
import {
  EMPTY_TRANSCRIPT,
  takeCatchUp,
  takeEvents,
  takePage,
  takeSnapshot,
  type Transcript,
} from './transcript.ts';

/** A conversation of which only events have arrived: it is hidden until its snapshot comes. */
function unborn(id: string): Conversation {
  return {
    id,
    kind: 'mine',
    roomId: id,
    taskId: null,
    role: '',
    state: '',
    customer: { id: '', name: '', anonymous: true, identities: [] },
    sessions: [],
    agents: [],
    queue: '',
    mrdId: null,
    actions: [],
    startedAt: 0,
    transcript: EMPTY_TRANSCRIPT,
    hands: [],
    monitors: [],
    restsUntil: null,
    awaited: null,
    typing: null,
    wrapup: null,
    gone: null,
  };
}

function put(state: DeskState, conversation: Conversation): DeskState {
  return { ...state, conversations: { ...state.conversations, [conversation.id]: conversation } };
}

function meId(state: DeskState): string {
  return state.me?.id ?? '';
}

/** Customer messages that a change of an own conversation brought, counted while the connection catches up. */
function countCaughtUp(state: DeskState, before: Transcript, now: Conversation): DeskState {
  if (state.unconfirmed === null || !before.based || now.kind === 'watched') return state;
  const came = now.transcript.fold.customerSeqs.filter((seq) => seq > before.head).length;
  if (came === 0) return state;
  return { ...state, unconfirmed: { ...state.unconfirmed, messages: state.unconfirmed.messages + came } };
}

export function topic(state: DeskState, frame: FrameOf<'topic'>): DeskState {
  const { head } = frame;
  const known = state.conversations[head.id] ?? unborn(head.id);
  const [transcript, came] = takeSnapshot(known.transcript, frame, meId(state));
  // A snapshot that is older than what is known says nothing new about who is here either.
  const stale = known.transcript.based && known.gone === null && frame.seq < known.transcript.head;
  const offer = Object.values(state.offers).find((each) => each.conversationId === head.id);
  const base: Conversation = stale
    ? known
    : {
        ...known,
        ...head,
        queue: head.queue ?? offer?.queue ?? known.queue,
        transcript,
        gone: null,
        wrapup: head.role === 'WRAP_UP' ? known.wrapup : null,
      };
  const conversation = applyHappenings(base, came);
  let next = put(state, conversation);
  if (offer && (head.taskId === null || head.taskId === offer.taskId)) {
    next = { ...next, offers: withoutOffer(next.offers, offer.taskId) };
  }
  if (next.unconfirmed !== null) {
    next = {
      ...next,
      unconfirmed: {
        ...next.unconfirmed,
        conversations: next.unconfirmed.conversations.filter((id) => id !== head.id),
      },
    };
  }
  return countCaughtUp(next, known.transcript, conversation);
}

/** Kept events of one conversation, in the order of their arrival; the run is continued once for all of them. */
export function applyKept(
  state: DeskState,
  conversationId: string,
  fresh: readonly KeptEvent[],
  allowed: readonly string[] | null,
): DeskState {
  const known = state.conversations[conversationId] ?? unborn(conversationId);
  const [transcript, came] = takeEvents(known.transcript, fresh, meId(state));
  if (transcript === known.transcript) return state;
  const actions = allowed ?? known.actions;
  const conversation = applyHappenings({ ...known, transcript, actions }, came);
  return countCaughtUp(put(state, conversation), known.transcript, conversation);
}

export function event(state: DeskState, frame: FrameOf<'event'>): DeskState {
  if (isKept(frame.event)) return applyKept(state, frame.conversationId, [frame.event], frame.actions);
  const known = state.conversations[frame.conversationId] ?? unborn(frame.conversationId);
  const typed = applyTyping(known, frame.event, frame.at + state.clockOffset);
  return typed === known ? state : put(state, typed);
}

export function events(state: DeskState, frame: FrameOf<'events'>): DeskState {
  const known = state.conversations[frame.conversationId];
  if (known === undefined) return state;
  const [transcript, came] = takeCatchUp(known.transcript, frame.events, frame.seq, meId(state));
  const conversation = applyHappenings({ ...known, transcript }, came);
  return countCaughtUp(put(state, conversation), known.transcript, conversation);
}

export function page(state: DeskState, frame: FrameOf<'page'>): DeskState {
  const known = state.conversations[frame.conversationId];
  if (known === undefined) return state;
  return put(state, { ...known, transcript: takePage(known.transcript, frame, meId(state)) });
}

/** Who listens to a conversation that is there has changed. */
export function monitored(state: DeskState, frame: FrameOf<'monitored'>): DeskState {
  const known = state.conversations[frame.conversationId];
  return known === undefined ? state : put(state, { ...known, monitors: frame.monitors });
}

export function wrapup(state: DeskState, frame: FrameOf<'wrapup'>): DeskState {
  const known = state.conversations[frame.conversationId];
  if (known === undefined) return state;
  const lasts = Math.max(frame.lasts, known.wrapup?.endsAt === frame.endsAt ? known.wrapup.lasts : 0);
  return put(state, {
    ...known,
    role: 'WRAP_UP',
    typing: null,
    actions: frame.actions ?? known.actions,
    wrapup: {
      endsAt: frame.endsAt,
      lasts,
      ...(frame.extensionsLeft == null ? {} : { extensionsLeft: frame.extensionsLeft }),
    },
  });
}
