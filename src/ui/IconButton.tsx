import type { ComponentProps, ReactNode } from 'react';
import styles from './IconButton.module.css';
import { cx } from './class-names.ts';

type IconButtonProps = Omit<ComponentProps<'button'>, 'type' | 'aria-label'> & {
  /** What it does: its name, and the tooltip. */
  label: string;
  icon: ReactNode;
  /** Shown in the tooltip. */
  shortcut?: string;
  /** A small number at its corner. */
  count?: number;
};

/** A button with an icon alone. Its name is always there, in the tooltip and for screen readers. */
export function IconButton({ label, icon, shortcut, count = 0, className, ...rest }: IconButtonProps) {
  return (
    <button
      {...rest}
      type="button"
      aria-label={label}
      data-tip={label}
      data-tip-key={shortcut}
      className={cx(styles.button, className)}
    >
      {icon}
      {count > 0 && (
        <span className={styles.count} aria-hidden="true">
          {count > 9 ? '9+' : count}
        </span>
      )}
    </button>
  );
}
