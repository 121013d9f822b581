import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../store/model.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import styles from './UserFace.module.css';

/** The agent, as the button that opens the account's menu. */
export function UserFace({ me, ...rest }: { me: Me } & ComponentProps<'button'>) {
  const { t } = useTranslation();
  return (
    <button {...rest} type="button" className={styles.user}>
      <span className="sr-only">{t('user.menuOf', { name: me.name })}</span>
      <Avatar name={me.name} size="small" />
    </button>
  );
}
