import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { unreadElsewhere } from '../store/selectors.ts';
import { Badge } from '../ui/Badge.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './BackButton.module.css';

/** The way to the list where that is not on the screen, and how much is unread there. */
export function BackButton() {
  const { t } = useTranslation();
  const actions = useActions();
  const unread = useDesk(unreadElsewhere);
  return (
    <span className={styles.back}>
      <IconButton
        label={t('conversation.back')}
        icon={<ArrowLeft className="mirror" size={18} />}
        onClick={() => {
          actions.open(null);
        }}
      />
      {unread > 0 && (
        <span className={styles.badge}>
          <Badge tone="accent" label={t('list.unread', { count: unread })}>
            {unread > 99 ? '99+' : unread}
          </Badge>
        </span>
      )}
    </span>
  );
}
