import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import styles from './OfferActions.module.css';
import type { useOffer } from './use-offer.ts';

/** Accept and Reject. `first` marks the offer that is answered first by a key. */
export function OfferActions({
  offer,
  name,
  first,
  size,
}: {
  offer: ReturnType<typeof useOffer>;
  /** Whom it is about, for those who hear the button alone. */
  name: string;
  first: boolean;
  size: 'small' | 'medium';
}) {
  const { t } = useTranslation();
  const className = offer.arming ? styles.arming : undefined;
  return (
    <>
      <Button
        className={className}
        size={size}
        look={first ? 'primary' : 'secondary'}
        pending={offer.asking === 'accept'}
        disabled={!offer.open || offer.asking === 'reject'}
        aria-description={name}
        data-accept
        data-offer={first ? 'accept' : undefined}
        onClick={offer.accept}
      >
        {t('offer.accept')}
      </Button>
      <Button
        className={className}
        size={size}
        pending={offer.asking === 'reject'}
        disabled={!offer.open || offer.asking === 'accept'}
        aria-description={name}
        onClick={offer.reject}
      >
        {t('offer.reject')}
      </Button>
    </>
  );
}
