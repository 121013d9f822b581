import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useActions, useAsking, useDesk, useNow } from '../desk/desk-context.ts';
import { useCustomerName } from '../desk/names.ts';
import { Refused } from '../desk/Refused.tsx';
import { useSlice } from '../desk/use-slice.ts';
import { useFormat } from '../i18n/format.ts';
import type { AwaitedAnswer } from '../store/awaited.ts';
import type { Conversation } from '../store/model.ts';
import { canDo } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import styles from './StayBar.module.css';
import { stayActions, stayControl } from './stay-actions.ts';

function Question({ conversation, awaited }: { conversation: Conversation; awaited: AwaitedAnswer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const customerName = useCustomerName();
  const actions = useActions();
  const { stay } = useSlice(stayActions);
  const { id } = conversation;
  const asking = useAsking(stayControl(id)) !== null;
  const online = useDesk((state) => state.link.status === 'online');
  const left = Math.max(0, awaited.endsAt - useNow());
  return (
    <div className={styles.bar}>
      <TriangleAlert size={16} aria-hidden="true" />
      <p className={styles.words} role="alert">
        {t('stay.question', { name: customerName(conversation.customer) })}
      </p>
      <span className={styles.left} role="timer">
        {format.duration(left)}
      </span>
      <span className={styles.answers}>
        {canDo(conversation, 'LEAVE') && (
          <Button size="small" disabled={!online} onClick={() => actions.leave(id)}>
            {t('stay.leave')}
          </Button>
        )}
        <Button size="small" look="primary" pending={asking} disabled={!online} onClick={() => stay(id)}>
          {t('stay.stay')}
        </Button>
      </span>
    </div>
  );
}

/** Whether the agent stays with a customer whose answer is all but overdue. Nothing while the server does not ask. */
export function StayBar({ conversation }: { conversation: Conversation }) {
  const { awaited, id } = conversation;
  return (
    <>
      {awaited?.asks === true && <Question conversation={conversation} awaited={awaited} />}
      <Refused control={stayControl(id)} />
    </>
  );
}
