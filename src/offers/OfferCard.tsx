import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions.ts';
import { ChannelIcon, channelName } from '../desk/ChannelIcon.tsx';
import { useActions, useAsking, useDesk, useNow } from '../desk/desk-context.ts';
import { useCustomerName } from '../desk/names.ts';
import { Refused } from '../desk/Refused.tsx';
import { useFormat } from '../i18n/format.ts';
import { toPlainText } from '../markdown/plain-text.ts';
import type { Offer } from '../store/model.ts';
import { Button } from '../ui/Button.tsx';
import { Ring } from '../ui/Ring.tsx';
import styles from './OfferCard.module.css';

/** Somebody waits: who, by which channel and queue, how long already, their first words, and how long it rings. */
export function OfferCard({ offer, first }: { offer: Offer; first: boolean }) {
  const { t } = useTranslation();
  const actions = useActions();
  const format = useFormat();
  const now = useNow();
  const customerName = useCustomerName();
  const at = control.offer(offer.taskId);
  const asking = useAsking(at);
  const online = useDesk((state) => state.link.status === 'online');
  const left = Math.max(0, offer.expiresAt - now);
  const name = customerName(offer.customer);
  const seconds = Math.ceil(left / 1000);
  return (
    <article className={styles.card} aria-label={t('offer.from', { name })} data-task={offer.taskId}>
      <div className={styles.head}>
        <Ring left={left} lasts={offer.lasts} label={t('offer.left', { count: seconds })} />
        <div className={styles.who}>
          <span className={styles.name}>
            <bdi>{name}</bdi>
          </span>
          <span className={styles.meta}>
            <ChannelIcon type={offer.channelType} />
            {channelName(offer.channelType)} · {offer.queue}
          </span>
        </div>
        <span className={styles.wait}>
          {t('offer.waits', { time: format.duration(now - offer.enqueuedAt) })}
        </span>
      </div>
      {offer.note !== null && (
        <p className={styles.note} dir="auto">
          {offer.requestedBy === null ? offer.note : `${offer.requestedBy}: ${offer.note}`}
        </p>
      )}
      <p className={styles.words} dir="auto">
        {offer.preview === '' ? t('offer.noWords') : toPlainText(offer.preview)}
      </p>
      <div className={styles.actions}>
        <Button
          look="primary"
          pending={asking === 'accept'}
          disabled={!online || asking === 'reject' || seconds === 0}
          data-offer={first ? 'accept' : undefined}
          onClick={() => {
            actions.accept(offer.taskId);
          }}
        >
          {t('offer.accept')}
        </Button>
        <Button
          pending={asking === 'reject'}
          disabled={!online || asking === 'accept' || seconds === 0}
          onClick={() => {
            actions.reject(offer.taskId);
          }}
        >
          {t('offer.reject')}
        </Button>
      </div>
      <Refused control={at} />
    </article>
  );
}
