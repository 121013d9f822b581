/** What a card or row of an offer needs to know and can do. */
import { useLayoutEffect, type RefObject } from 'react';
import { control } from '../desk/actions/actions.ts';
import { useActions, useAsking, useDesk, useNow } from '../desk/desk-context.ts';
import type { Offer } from '../store/model.ts';
import { offerGone } from './offer-focus.ts';
import { useArming } from '../desk/use-arming.ts';

type OfferControls = {
  /** ms left to answer. */
  left: number;
  /** ms that the customer has waited. */
  waited: number;
  asking: string | null;
  /** Whether it can be answered now. */
  open: boolean;
  /** It has just come or moved: its buttons take no click yet. */
  arming: boolean;
  accept: () => void;
  reject: () => void;
};

/** The times and controls of an offer. When the `card` that it is drawn in goes with the focus, the focus goes back. */
export function useOffer(offer: Offer, card: RefObject<HTMLElement | null>): OfferControls {
  const actions = useActions();
  const now = useNow();
  const asking = useAsking(control.offer(offer.taskId));
  const online = useDesk((state) => state.link.status === 'online');

  useLayoutEffect(() => {
    const element = card.current;
    return () => {
      if (element?.contains(document.activeElement) === true) queueMicrotask(offerGone);
    };
  }, [card]);

  const arming = useArming(card);
  const left = Math.max(0, offer.expiresAt - now);
  return {
    left,
    waited: now - offer.enqueuedAt,
    asking,
    open: online && left > 0,
    arming,
    accept: () => {
      actions.accept(offer.taskId);
    },
    reject: () => {
      actions.reject(offer.taskId);
    },
  };
}
