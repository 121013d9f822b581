import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions/actions.ts';
import { ChannelIcon, channelName } from '../desk/ChannelIcon.tsx';
import { useCustomerName } from '../desk/names.ts';
import { useConfigured } from '../desk/use-configured.ts';
import { Refused } from '../desk/Refused.tsx';
import { useFormat } from '../i18n/format.ts';
import { toPlainText } from '../markdown/plain-text.ts';
import type { Offer } from '../store/model.ts';
import { Ring } from '../ui/Ring.tsx';
import { OfferActions } from './OfferActions.tsx';
import styles from './OfferCard.module.css';
import { useOffer } from './use-offer.ts';

/**
 * Somebody waits: who, by which channel and queue, how long already, their first words, and how long it rings. The
 * one whose time runs out first is drawn in full, the others in two lines.
 */
export function OfferCard({ offer, first }: { offer: Offer; first: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const customerName = useCustomerName();
  const configured = useConfigured();
  const card = useRef<HTMLElement>(null);
  const controls = useOffer(offer, card);
  const name = customerName(offer.customer);
  const words = offer.preview === '' ? t('offer.noWords') : toPlainText(offer.preview);
  const seconds = Math.ceil(controls.left / 1000);
  return (
    <article
      ref={card}
      className={styles.card}
      aria-label={t('offer.from', { name })}
      data-task={offer.taskId}
      data-full={first || undefined}
    >
      <div className={styles.head}>
        <Ring left={controls.left} lasts={offer.lasts} label={t('offer.left', { count: seconds })} />
        <div className={styles.who}>
          <span className={styles.name}>
            <bdi>{name}</bdi>
          </span>
          <span className={styles.meta}>
            <ChannelIcon type={offer.channelType} />
            <span className={styles.where}>
              {channelName(offer.channelType)} · <bdi>{configured.queue(offer.queue)}</bdi>
            </span>
          </span>
        </div>
        <span className={styles.wait}>{t('offer.waits', { time: format.duration(controls.waited) })}</span>
      </div>
      {offer.note !== null && (
        <p className={styles.note} dir="auto">
          {offer.requestedBy === null ? offer.note : `${offer.requestedBy}: ${offer.note}`}
        </p>
      )}
      <p className={styles.words} dir="auto" data-none={offer.preview === '' || undefined}>
        {words}
      </p>
      <div className={styles.actions}>
        <OfferActions offer={controls} name={name} first={first} size={first ? 'medium' : 'small'} />
      </div>
      <Refused control={control.offer(offer.taskId)} />
    </article>
  );
}
