import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { control } from '../desk/actions/actions.ts';
import { ChannelIcon } from '../desk/ChannelIcon.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { useSeen } from '../desk/use-seen.ts';
import { useCustomerName } from '../desk/names.ts';
import { useConfigured } from '../desk/use-configured.ts';
import { Refused } from '../desk/Refused.tsx';
import { useFormat } from '../i18n/format.ts';
import { toPlainText } from '../markdown/plain-text.ts';
import type { Offer } from '../store/model.ts';
import { offersInOrder } from '../store/selectors.ts';
import { Badge } from '../ui/Badge.tsx';
import { Ring } from '../ui/Ring.tsx';
import { OfferActions } from './OfferActions.tsx';
import styles from './OfferStrip.module.css';
import { useOffer } from './use-offer.ts';

function Strip({ offer, more }: { offer: Offer; more: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const customerName = useCustomerName();
  const configured = useConfigured();
  const card = useRef<HTMLElement>(null);
  const controls = useOffer(offer, card);
  const name = customerName(offer.customer);
  const label = t('offer.left', { count: Math.ceil(controls.left / 1000) });
  return (
    <article ref={card} aria-label={t('offer.from', { name })} data-task={offer.taskId}>
      <div className={styles.row}>
        <Ring left={controls.left} lasts={offer.lasts} label={label} />
        <span className={styles.who}>
          <span className={styles.name}>
            <bdi>{name}</bdi>
          </span>
          <span className={styles.meta}>
            <ChannelIcon type={offer.channelType} />{' '}
            <bdi className={styles.queue}>{configured.queue(offer.queue)}</bdi>
            <span aria-hidden="true">·</span>
            <span className={styles.wait}>
              {t('offer.waits', { time: format.duration(controls.waited) })}
            </span>
          </span>
          <span className={styles.words} data-none={offer.preview === '' || undefined} dir="auto">
            {offer.preview === '' ? t('offer.noWords') : toPlainText(offer.preview)}
          </span>
        </span>
        {more > 0 && (
          <Badge label={t('offer.more', { count: more })}>
            <span dir="ltr">+{more}</span>
          </Badge>
        )}
        <span className={styles.buttons}>
          <OfferActions offer={controls} name={name} first size="small" />
        </span>
      </div>
      <Refused control={control.offer(offer.taskId)} />
    </article>
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
  if (useSeen() !== 'main' || offer === undefined) return null;
  return (
    <section className={styles.strip} aria-label={t('offer.list')}>
      <Strip key={offer.taskId} offer={offer} more={offers.length - 1} />
    </section>
  );
}
