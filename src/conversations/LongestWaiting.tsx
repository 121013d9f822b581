import { useTranslation } from 'react-i18next';
import { useActions, useDesk, useNow } from '../desk/desk-context.ts';
import { useCustomerName } from '../desk/names.ts';
import { useFormat } from '../i18n/format.ts';
import { waitsLongest } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import styles from './LongestWaiting.module.css';

/** Who waits longest for an answer, one click away; nothing where nobody waits. */
export function LongestWaiting() {
  const { t } = useTranslation();
  const actions = useActions();
  const format = useFormat();
  const customerName = useCustomerName();
  const now = useNow();
  const conversation = useDesk(waitsLongest);
  if (conversation === null) return null;
  const { waitingSince } = conversation.transcript.fold;
  return (
    <div className={styles.longest}>
      <span className={styles.who}>
        <bdi className={styles.name}>{customerName(conversation.customer)}</bdi>
        <span className={styles.wait}>
          {t('home.longest', { time: format.duration(now - (waitingSince ?? now)) })}
        </span>
      </span>
      <Button
        look="primary"
        onClick={() => {
          actions.open(conversation.id);
        }}
      >
        {t('home.open')}
      </Button>
    </div>
  );
}
