import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { useCustomerName } from '../desk/names.ts';
import { OfferDock } from './OfferDock.tsx';
import { useKeys } from '../desk/keys/use-keys.ts';

/**
 * Says to screen readers that somebody waits, and by which key to get there; the focus stays where it is (L-A3). Where
 * the list is not on the screen, the offers themselves stand here.
 */
export function OfferAnnouncer() {
  const { t } = useTranslation();
  const offers = useDesk((state) => state.offers);
  const customerName = useCustomerName();
  const key = useKeys('offer') ?? '';
  const known = useRef<ReadonlySet<string>>(new Set());
  const [words, setWords] = useState('');
  useEffect(() => {
    const fresh = Object.values(offers).filter((offer) => !known.current.has(offer.taskId));
    known.current = new Set(Object.keys(offers));
    const [offer] = fresh;
    if (offer !== undefined) {
      setWords(t('offer.announce', { name: customerName(offer.customer), queue: offer.queue, key }));
    } else if (known.current.size === 0) setWords('');
  }, [offers, t, customerName, key]);
  return (
    <>
      <p className="sr-only" role="alert">
        {words}
      </p>
      <OfferDock />
    </>
  );
}
