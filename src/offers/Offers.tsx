import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { useDesk } from '../desk/desk-context.ts';
import { offersInOrder } from '../store/selectors.ts';
import { OfferCard } from './OfferCard.tsx';
import styles from './Offers.module.css';

/** All offers. The one with the nearest deadline is at the lower edge and stays there when others come. */
export function Offers() {
  const { t } = useTranslation();
  const offers = useDesk(useShallow(offersInOrder));
  if (offers.length === 0) return null;
  return (
    <section className={styles.offers} aria-label={t('offer.list')}>
      {offers.map((offer, index) => (
        <OfferCard key={offer.taskId} offer={offer} first={index === 0} />
      ))}
    </section>
  );
}
