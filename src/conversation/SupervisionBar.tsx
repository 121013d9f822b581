import { Ear, MessageSquareLock, MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAsking } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { isCall } from '../store/conversation.ts';
import type { Conversation } from '../store/model.ts';
import { canDo } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import styles from './RestBar.module.css';
import { restActions, restControl } from './rest-actions.ts';

const ICONS = { SILENT_MONITOR: Ear, WHISPER: MessageSquareLock, PRIMARY: MessagesSquare } as const;

function partOf(role: string): keyof typeof ICONS {
  return role === 'SILENT_MONITOR' || role === 'WHISPER' ? role : 'PRIMARY';
}

/** Who sees the supervisor here, and the steps nearer and back. Nothing for who does not supervise. */
export function SupervisionBar({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { bargeIn, listen } = useSlice(restActions);
  const { id, role } = conversation;
  const asking = useAsking(restControl(id));
  const nearer = canDo(conversation, 'BARGE_IN');
  const stepsBack = canDo(conversation, 'MONITOR');
  if (!nearer && !stepsBack) return null;
  const part = partOf(role);
  // A call is heard and joined by the phone.
  const calls = isCall(conversation);
  const joins = nearer && !calls;
  const Icon = ICONS[part];
  return (
    <div className={styles.bar} data-supervision={part}>
      <Icon size={16} aria-hidden="true" />
      <span className={styles.words} role="status">
        {t(calls && part === 'SILENT_MONITOR' ? 'rest.supervises.call' : `rest.supervises.${part}`)}
      </span>
      <span className={styles.steps}>
        {stepsBack && (
          <Button
            size="small"
            look="quiet"
            pending={asking === 'JoinAsSilentMonitor'}
            onClick={() => {
              listen(id);
            }}
          >
            {t('rest.supervises.stepBack')}
          </Button>
        )}
        {joins && (
          <Button
            size="small"
            pending={asking === 'JoinAsBargin'}
            onClick={() => {
              bargeIn(id);
            }}
          >
            {t('rest.supervises.join')}
          </Button>
        )}
      </span>
    </div>
  );
}
