import { Inbox } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../ui/Avatar.tsx';
import type { HelpTarget } from './help-targets.ts';
import styles from './HelpPanel.module.css';

/** A queue or a person in the list, with who is free now. */
export function TargetWords({ target, name }: { target: HelpTarget; name: string }) {
  const { t } = useTranslation();
  return (
    <>
      <span className={styles.face}>
        {target.kind === 'queue' ? (
          <Inbox size={16} aria-hidden="true" />
        ) : (
          <Avatar name={target.name} size="small" />
        )}
      </span>
      <span className={styles.name}>
        <bdi>{name}</bdi>
      </span>
      <span className={styles.free} data-free={target.kind === 'agent' || target.free > 0 || undefined}>
        {target.kind === 'agent' ? t('help.free') : t('help.freeCount', { count: target.free })}
      </span>
    </>
  );
}
