import { QueryClientProvider } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ChannelIcon } from '../desk/ChannelIcon.tsx';
import { useDeskContext } from '../desk/desk-context.ts';
import { useConfigured } from '../desk/use-configured.ts';
import { useFormat } from '../i18n/format.ts';
import type { Conversation } from '../store/model.ts';
import { Button } from '../ui/Button.tsx';
import styles from './CustomerCard.module.css';
import { clientOf, usePastConversations } from './history/queries.ts';

/** So many are enough to know what it may be about. */
const SHOWN = 3;

function Lines({ conversation, onAll }: { conversation: Conversation; onAll: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const configured = useConfigured();
  const { items } = usePastConversations(conversation.customer.id);
  const last = items.filter(({ id }) => id !== conversation.id).slice(0, SHOWN);
  if (last.length === 0) return null;
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{t('customer.last')}</h3>
      <ul className={styles.channels}>
        {last.map((past) => (
          <li key={past.id}>
            <ChannelIcon type={past.channelType} size={16} />
            <span className={styles.channel}>
              <span>{format.moment(past.startedAt)}</span>
              <span className={styles.identifier}>
                {past.codes.length > 0
                  ? past.codes.map(configured.code).join(', ')
                  : t(past.endedAt === null ? 'history.running' : 'customer.noOutcome')}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <Button size="small" look="quiet" onClick={onAll}>
        {t('customer.allPast')}
      </Button>
    </section>
  );
}

/** The customer's last conversations with what came of them; `onAll` leads to the others. */
export function LastConversations(props: { conversation: Conversation; onAll: () => void }) {
  const { store } = useDeskContext();
  return (
    <QueryClientProvider client={clientOf(store)}>
      <Lines {...props} />
    </QueryClientProvider>
  );
}
