import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { control } from '../desk/actions.ts';
import { ChannelIcon } from '../desk/ChannelIcon.tsx';
import { useActions, useAsking, useDesk, useNow } from '../desk/desk-context.ts';
import { useCustomerName } from '../desk/names.ts';
import { Refused } from '../desk/Refused.tsx';
import type { Offer } from '../store/model.ts';
import { offersInOrder } from '../store/selectors.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Ring } from '../ui/Ring.tsx';
import styles from './OfferStrip.module.css';

function Strip({ offer, more }: { offer: Offer; more: number }) {
  const { t } = useTranslation();
  const actions = useActions();
  const now = useNow();
  const customerName = useCustomerName();
  const at = control.offer(offer.taskId);
  const asking = useAsking(at);
  const online = useDesk((state) => state.link.status === 'online');
  const left = Math.max(0, offer.expiresAt - now);
  const name = customerName(offer.customer);
  return (
    <>
      <div className={styles.row}>
        <Ring left={left} lasts={offer.lasts} label={t('offer.left', { count: Math.ceil(left / 1000) })} />
        <span className={styles.who}>
          <span className={styles.name}>
            <bdi>{name}</bdi>
          </span>
          <span className={styles.meta}>
            <ChannelIcon type={offer.channelType} /> {offer.queue}
          </span>
        </span>
        {more > 0 && (
          <Badge label={t('offer.more', { count: more })}>
            <span dir="ltr">+{more}</span>
          </Badge>
        )}
        <span className={styles.buttons}>
          <Button
            size="small"
            look="primary"
            pending={asking === 'accept'}
            disabled={!online || left === 0}
            onClick={() => {
              actions.accept(offer.taskId);
            }}
          >
            {t('offer.accept')}
          </Button>
          <Button
            size="small"
            pending={asking === 'reject'}
            disabled={!online || left === 0}
            onClick={() => {
              actions.reject(offer.taskId);
            }}
          >
            {t('offer.reject')}
          </Button>
        </span>
      </div>
      <Refused control={at} />
    </>
  );
}

/**
 * The offer with the nearest deadline, in one row above an open conversation where the list is not in view. It
 * takes room from the timeline, not from the composer: what is being typed does not move.
 */
export function OfferStrip() {
  const { t } = useTranslation();
  const offers = useDesk(useShallow(offersInOrder));
  const [offer] = offers;
  if (offer === undefined) return null;
  return (
    <section className={styles.strip} aria-label={t('offer.list')}>
      <Strip offer={offer} more={offers.length - 1} />
    </section>
  );
}
