import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

/** What a screen says when there is nothing in it: what it is, why, and what now. */
export function EmptyState({
  icon,
  title,
  level: Heading = 'h2',
  children,
  actions,
  after,
}: {
  icon?: ReactNode;
  title: string;
  /** Which heading of the page it is. */
  level?: 'h1' | 'h2';
  children?: ReactNode;
  actions?: ReactNode;
  /** What stands below everything else. */
  after?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      {icon !== undefined && <div className={styles.icon}>{icon}</div>}
      <Heading className={styles.title}>{title}</Heading>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      {after}
    </div>
  );
}
