import { Eye, Hand, Pause } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAsking, useDesk, useNow } from '../desk/desk-context.ts';
import { Refused } from '../desk/Refused.tsx';
import { useSlice } from '../desk/use-slice.ts';
import { useFormat } from '../i18n/format.ts';
import type { Conversation } from '../store/model.ts';
import { canDo } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import styles from './RestBar.module.css';
import { restActions, restControl } from './rest-actions.ts';
import { SupervisionBar } from './SupervisionBar.tsx';

/** How long it goes on resting. */
function Left({ until }: { until: number }) {
  const format = useFormat();
  return <span className={styles.left}>{format.duration(until - useNow())}</span>;
}

/** That the conversation rests, that somebody asks a supervisor for help, and who listens. Nothing while none is so. */
export function RestBar({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const actions = useSlice(restActions);
  const me = useDesk((state) => state.me?.id ?? '');
  const { id, hands, monitors, restsUntil } = conversation;
  const asking = useAsking(restControl(id));
  const own = canDo(conversation, 'LOWER_HAND');
  const others = hands.filter((hand) => hand.id !== me);
  return (
    <>
      <SupervisionBar conversation={conversation} />
      {restsUntil !== null && (
        <div className={styles.bar}>
          <Pause size={16} aria-hidden="true" />
          <span className={styles.words} role="status">
            {t('rest.rests')}
          </span>
          <Left until={restsUntil} />
          {canDo(conversation, 'RESUME') && (
            <Button size="small" pending={asking === 'resumeConversation'} onClick={() => actions.resume(id)}>
              {t('rest.resume')}
            </Button>
          )}
        </div>
      )}
      {own && (
        <div className={styles.bar}>
          <Hand size={16} aria-hidden="true" />
          <span className={styles.words} role="status">
            {t('rest.handOwn')}
          </span>
          <Button
            size="small"
            look="quiet"
            pending={asking === 'lowerHand'}
            onClick={() => actions.raiseHand(id, false)}
          >
            {t('rest.lower')}
          </Button>
        </div>
      )}
      {others.map((hand) => (
        <div className={styles.bar} key={hand.id}>
          <Hand size={16} aria-hidden="true" />
          <span className={styles.words} role="status">
            {t('rest.handOf', { name: hand.name })}
          </span>
        </div>
      ))}
      {monitors.length > 0 && (
        <div className={styles.bar}>
          <Eye size={16} aria-hidden="true" />
          <span className={styles.words} role="status">
            {t('rest.monitored', { name: monitors.join(', ') })}
          </span>
        </div>
      )}
      <Refused control={restControl(id)} />
    </>
  );
}
