import { MessagesSquare, Settings as Gear } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../../desk/desk-context.ts';
import { unreadInAll } from '../../store/selectors.ts';
import styles from './Rail.module.css';

function Item({
  name,
  icon,
  here,
  count = 0,
  onClick,
}: {
  name: string;
  icon: ReactNode;
  here: boolean;
  count?: number;
  onClick: () => void;
}) {
  const { t } = useTranslation();
  return (
    <button type="button" className={styles.item} aria-current={here ? 'page' : undefined} onClick={onClick}>
      <span className={styles.icon}>
        {icon}
        {count > 0 && (
          <span className={styles.count}>
            <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
            <span className="sr-only">{t('list.unread', { count })}</span>
          </span>
        )}
      </span>
      <span className={styles.name}>{name}</span>
    </button>
  );
}

/** The places of the desk, each with its name. */
export function Rail() {
  const { t } = useTranslation();
  const actions = useActions();
  const place = useDesk((state) => state.place);
  const selected = useDesk((state) => state.selected);
  const unread = useDesk(unreadInAll);
  return (
    <nav className={styles.rail} aria-label={t('place.nav')}>
      <Item
        name={t('place.conversations')}
        icon={<MessagesSquare size={20} aria-hidden="true" />}
        here={place === 'conversations'}
        count={unread}
        onClick={() => {
          actions.open(selected);
        }}
      />
      <span className={styles.space} />
      <Item
        name={t('place.settings')}
        icon={<Gear size={20} aria-hidden="true" />}
        here={place === 'settings'}
        onClick={() => {
          actions.showSettings();
        }}
      />
    </nav>
  );
}
