import { History as Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PastConversation } from './past.ts';
import { ChannelIcon, channelName } from '../../desk/ChannelIcon.tsx';
import { useCustomerName } from '../../desk/names.ts';
import { useConfigured } from '../../desk/use-configured.ts';
import { useFormat } from '../../i18n/format.ts';
import type { Conversation } from '../../store/model.ts';
import { Badge } from '../../ui/Badge.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Pagination } from '../../ui/Pagination.tsx';
import { Failed } from './Failed.tsx';
import styles from './History.module.css';
import { usePastConversations } from './queries.ts';

function Past({ past, onRead }: { past: PastConversation; onRead: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const configured = useConfigured();
  const channel =
    past.channelName === '' ? channelName(past.channelType) : configured.channel(past.channelName);
  return (
    <li>
      <button type="button" className={styles.past} onClick={onRead}>
        <span className={styles.when}>
          <ChannelIcon type={past.channelType} size={15} />
          <time dateTime={new Date(past.startedAt).toISOString()} title={format.full(past.startedAt)}>
            {format.moment(past.startedAt)}
          </time>
          {past.endedAt !== null && (
            <span className={styles.lasted}>{format.duration(past.endedAt - past.startedAt)}</span>
          )}
        </span>
        <span className={styles.where}>
          <bdi>{channel}</bdi>
          {past.queue !== '' && (
            <>
              {' · '}
              <bdi>{configured.queue(past.queue)}</bdi>
            </>
          )}
        </span>
        <span className={styles.who}>
          <bdi>{past.agents.length === 0 ? t('history.nobody') : past.agents.join(', ')}</bdi>
        </span>
        {(past.codes.length > 0 || past.endedAt === null) && (
          <span className={styles.codes}>
            {past.endedAt === null && <Badge tone="info">{t('history.running')}</Badge>}
            {past.codes.map((code) => (
              <Badge key={`${code.categoryName}/${code.value}`}>{configured.code(code)}</Badge>
            ))}
          </span>
        )}
        {past.note !== '' && (
          <span className={styles.note} dir="auto">
            {past.note}
          </span>
        )}
      </button>
    </li>
  );
}

/** The customer's earlier conversations, newest first: when, by which way, with whom, and what came of it. */
export function PastList({
  conversation,
  onRead,
}: {
  conversation: Conversation;
  onRead: (past: PastConversation) => void;
}) {
  const { t } = useTranslation();
  const customerName = useCustomerName();
  const { customer, id } = conversation;
  const asked = usePastConversations(customer.id);
  const earlier = asked.items.filter((past) => past.id !== id);
  if (asked.pending) {
    return (
      <p className={styles.loading} role="status">
        {t('history.loading')}
      </p>
    );
  }
  if (asked.error !== null && earlier.length === 0) {
    return <Failed what="failed" error={asked.error} onRetry={asked.retry} />;
  }
  if (earlier.length === 0) {
    return (
      <EmptyState icon={<Clock size={22} />} title={t('history.none')}>
        {t('history.noneWhy', { name: customerName(customer) })}
      </EmptyState>
    );
  }
  return (
    <div className={styles.history}>
      <ul className={styles.list} aria-label={t('history.list')}>
        {earlier.map((past) => (
          <Past
            key={past.id}
            past={past}
            onRead={() => {
              onRead(past);
            }}
          />
        ))}
      </ul>
      <Pagination
        more={asked.more}
        label={t('history.more')}
        pending={asked.loadingMore}
        problem={
          asked.error === null ? null : <Failed what="failed" error={asked.error} onRetry={asked.loadMore} />
        }
        onMore={asked.loadMore}
      />
    </div>
  );
}
