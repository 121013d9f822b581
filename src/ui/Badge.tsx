import type { ReactNode } from 'react';
import styles from './Badge.module.css';
import { cx } from './class-names.ts';

export type Tone = 'neutral' | 'accent' | 'warm' | 'hot' | 'info' | 'good';

/** A few words or a number that stand out. `label` says in words what a bare number means. */
export function Badge({
  children,
  tone = 'neutral',
  icon,
  label,
}: {
  children: ReactNode;
  tone?: Tone;
  icon?: ReactNode;
  label?: string;
}) {
  return (
    <span className={cx(styles.badge, styles[tone])}>
      {icon}
      <span aria-hidden={label === undefined ? undefined : true}>{children}</span>
      {label !== undefined && <span className="sr-only">{label}</span>}
    </span>
  );
}
