/**
 * `apply(state, frame)`: the only way by which anything from the server changes what the desk knows. Pure; what
 * has to be done in answer (fetching what is missing, ringing) is derived from the state elsewhere.
 */
import { endedNoticeId, endedWhileAway } from './away.ts';
import { applyHappenings, applyTyping } from './conversation.ts';
import { endConversation } from './endings.ts';
import { isKept, type KeptEvent } from './events.ts';
import type { Frame, FrameOf } from './frames.ts';
import { nothingLinked } from './local.ts';
import type { Conversation, DeskState, Notice, Offer } from './model.ts';
import {
  EMPTY_TRANSCRIPT,
  takeCatchUp,
  takeEvents,
  takePage,
  takeSnapshot,
  type Transcript,
} from './transcript.ts';
import { giveUp, tell } from './unsent.ts';

const NOTHING: NonNullable<DeskState['unconfirmed']> = { offers: [], conversations: [], messages: 0 };

/** A conversation of which only events have arrived: it waits, unseen, for its snapshot. */
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
    typing: null,
    wrapup: null,
    gone: null,
  };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
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

function linkUp(state: DeskState, at: number): DeskState {
  const first = state.unconfirmed === null && state.link.status === 'connecting';
  return {
    ...state,
    link: { status: 'online', since: at, caughtUp: null },
    unconfirmed: first
      ? state.unconfirmed
      : {
          offers: Object.keys(state.offers),
          conversations: Object.values(state.conversations)
            .filter((conversation) => conversation.gone === null)
            .map((conversation) => conversation.id),
          messages: 0,
        },
  };
}

/** What was not confirmed after a reconnect is over: it ended while nobody could tell. */
function settled(state: DeskState, at: number): DeskState {
  if (state.link.status !== 'online') return state;
  const { offers, conversations, messages } = state.unconfirmed ?? NOTHING;
  let next: DeskState = {
    ...state,
    unconfirmed: null,
    link: { ...state.link, caughtUp: messages > 0 ? messages : null },
  };
  for (const taskId of offers) {
    const offer = next.offers[taskId];
    if (offer !== undefined) next = endOffer(next, offer, 'UNKNOWN', at);
  }
  for (const id of conversations) {
    const over = next.conversations[id];
    if (over?.kind === 'mine' && id !== next.selected) next = tell(next, endedUnseen(over, at));
    next = endConversation(next, id, 'UNKNOWN', at);
  }
  next = giveUp(next, (message) => next.conversations[message.conversationId] === undefined, at);
  return selectedIsHere(next, at);
}

/** What was opened by a link before anything was known has to be there now; an offer of it is answered first. */
function selectedIsHere(state: DeskState, at: number): DeskState {
  const { selected } = state;
  if (selected === null || state.conversations[selected] !== undefined) return state;
  const next = { ...state, selected: null };
  const rings = Object.values(state.offers).some((offer) => offer.conversationId === selected);
  const ended = state.away?.endings.some((ending) => ending.conversationId === selected) === true;
  return rings || ended ? next : nothingLinked(next, selected, at);
}

function endedUnseen(conversation: Conversation, at: number): Notice {
  return {
    id: endedNoticeId(conversation.id),
    text: 'notice.conversationEnded',
    values: { name: conversation.customer.name },
    tone: 'warn',
    at,
    conversationId: conversation.id,
  };
}

function presence(state: DeskState, frame: FrameOf<'presence'>): DeskState {
  return {
    ...state,
    presence: frame.presence,
    clockOffset: frame.serverTime === null ? state.clockOffset : frame.serverTime - frame.at,
  };
}

function offered(state: DeskState, frame: FrameOf<'offer'>): DeskState {
  const { offer } = frame;
  const known = state.offers[offer.taskId];
  const lasts = Math.max(offer.lasts, known?.lasts ?? 0);
  return {
    ...state,
    clockOffset: frame.serverTime === null ? state.clockOffset : frame.serverTime - frame.at,
    offers: { ...state.offers, [offer.taskId]: { ...offer, lasts } },
    unconfirmed: state.unconfirmed && {
      ...state.unconfirmed,
      offers: state.unconfirmed.offers.filter((taskId) => taskId !== offer.taskId),
    },
  };
}

function previewed(state: DeskState, { taskId, preview }: FrameOf<'offer.preview'>): DeskState {
  const offer = state.offers[taskId];
  return offer === undefined
    ? state
    : { ...state, offers: { ...state.offers, [taskId]: { ...offer, preview } } };
}

/** How an offer ended, beyond the bare reason: by whom, and what has become of the agent's own state. */
type Ending = Pick<FrameOf<'offer.ended'>, 'takenBy' | 'mrd'>;

function wordsOfEnd(reason: string, { takenBy, mrd }: Ending): string {
  if (reason === 'TAKEN' && takenBy) return 'TAKEN_BY';
  if (reason !== 'RONA' || !mrd) return reason;
  return mrd.state === 'NOT_READY' || mrd.state === 'PENDING_NOT_READY' ? 'RONA_OFF' : 'RONA_ON';
}

function endOffer(
  state: DeskState,
  offer: Offer,
  reason: string,
  at: number,
  ending: Ending = {},
): DeskState {
  const next = { ...state, offers: without(state.offers, offer.taskId) };
  const words = wordsOfEnd(reason, ending);
  return tell(next, {
    id: `offer:${offer.taskId}`,
    text: `notice.offerEnded.${words}`,
    values: {
      name: offer.customer.name,
      queue: offer.queue,
      agent: ending.takenBy ?? '',
      mrd: ending.mrd?.name ?? '',
    },
    tone: reason === 'RONA' ? 'warn' : 'info',
    at,
    conversationId: null,
    ...(words === 'RONA_OFF' && ending.mrd ? { mrdId: ending.mrd.id } : {}),
  });
}

function offerEnded(state: DeskState, frame: FrameOf<'offer.ended'>): DeskState {
  const ended = Object.values(state.offers).filter((offer) =>
    frame.taskId === null ? offer.conversationId === frame.conversationId : offer.taskId === frame.taskId,
  );
  return ended.reduce((next, offer) => endOffer(next, offer, frame.reason, frame.at, frame), state);
}

function topic(state: DeskState, frame: FrameOf<'topic'>): DeskState {
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
    next = { ...next, offers: without(next.offers, offer.taskId) };
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

function event(state: DeskState, frame: FrameOf<'event'>): DeskState {
  if (isKept(frame.event)) return applyKept(state, frame.conversationId, [frame.event], frame.actions);
  const known = state.conversations[frame.conversationId] ?? unborn(frame.conversationId);
  const typed = applyTyping(known, frame.event, frame.at + state.clockOffset);
  return typed === known ? state : put(state, typed);
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

function events(state: DeskState, frame: FrameOf<'events'>): DeskState {
  const known = state.conversations[frame.conversationId];
  if (known === undefined) return state;
  const [transcript, came] = takeCatchUp(known.transcript, frame.events, frame.seq, meId(state));
  const conversation = applyHappenings({ ...known, transcript }, came);
  return countCaughtUp(put(state, conversation), known.transcript, conversation);
}

function page(state: DeskState, frame: FrameOf<'page'>): DeskState {
  const known = state.conversations[frame.conversationId];
  if (known === undefined) return state;
  return put(state, { ...known, transcript: takePage(known.transcript, frame, meId(state)) });
}

function wrapup(state: DeskState, frame: FrameOf<'wrapup'>): DeskState {
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

/** What `frame` makes of `state`. */
export function apply(state: DeskState, frame: Frame): DeskState {
  switch (frame.type) {
    case 'me':
      return { ...state, me: frame.me };
    case 'link.up':
      return linkUp(state, frame.at);
    case 'link.down':
      if (state.link.status === 'offline') return state;
      return {
        ...state,
        figures: null,
        link: { status: state.presence === null ? 'connecting' : 'offline', since: frame.at, caughtUp: null },
      };
    case 'link.settled':
      return settled(state, frame.at);
    case 'presence':
      return presence(state, frame);
    case 'figures':
      return { ...state, figures: frame.figures };
    case 'away':
      return endedWhileAway(state, frame);
    case 'offer':
      return offered(state, frame);
    case 'offer.preview':
      return previewed(state, frame);
    case 'offer.ended':
      return offerEnded(state, frame);
    case 'topic':
      return topic(state, frame);
    case 'event':
      return event(state, frame);
    case 'events':
      return events(state, frame);
    case 'page':
      return page(state, frame);
    case 'wrapup':
      return wrapup(state, frame);
    case 'topic.left':
      return endConversation(state, frame.conversationId, frame.reason, frame.at);
  }
}
