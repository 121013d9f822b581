/** Offers: what rings, and how it ends. */
import type { FrameOf } from './frames.ts';
import type { DeskState, Offer } from './model.ts';
import { addNotice } from './unsent.ts';

/** The offers without one of them. */
export function withoutOffer(offers: DeskState['offers'], taskId: string): DeskState['offers'] {
  return Object.fromEntries(Object.entries(offers).filter(([id]) => id !== taskId));
}

export function offered(state: DeskState, frame: FrameOf<'offer'>): DeskState {
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

export function previewed(state: DeskState, { taskId, preview }: FrameOf<'offer.preview'>): DeskState {
  const offer = state.offers[taskId];
  return offer === undefined
    ? state
    : { ...state, offers: { ...state.offers, [taskId]: { ...offer, preview } } };
}

/** How an offer ended, beside the reason: by whom, and the agent's own state afterwards. */
type Ending = Pick<FrameOf<'offer.ended'>, 'takenBy' | 'mrd'>;

function wordsOfEnd(reason: string, { takenBy, mrd }: Ending): string {
  if (reason === 'TAKEN' && takenBy) return 'TAKEN_BY';
  if (reason !== 'RONA' || !mrd) return reason;
  return mrd.state === 'NOT_READY' || mrd.state === 'PENDING_NOT_READY' ? 'RONA_OFF' : 'RONA_ON';
}

/** An offer has ended, and a notice says so. */
export function endOffer(
  state: DeskState,
  offer: Offer,
  reason: string,
  at: number,
  ending: Ending = {},
): DeskState {
  const next = { ...state, offers: withoutOffer(state.offers, offer.taskId) };
  const words = wordsOfEnd(reason, ending);
  return addNotice(next, {
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

export function offerEnded(state: DeskState, frame: FrameOf<'offer.ended'>): DeskState {
  const ended = Object.values(state.offers).filter((offer) =>
    frame.taskId === null ? offer.conversationId === frame.conversationId : offer.taskId === frame.taskId,
  );
  return ended.reduce((next, offer) => endOffer(next, offer, frame.reason, frame.at, frame), state);
}
