import type { ComponentProps, ReactNode } from 'react';
import styles from './Button.module.css';
import { cx } from './class-names.ts';

type Look = 'primary' | 'secondary' | 'quiet' | 'danger';

type ButtonProps = Omit<ComponentProps<'button'>, 'type'> & {
  look?: Look;
  size?: 'small' | 'medium' | 'large';
  /** The server has been asked and has not answered yet: the words stay, a mark turns. */
  pending?: boolean;
  icon?: ReactNode;
  submit?: boolean;
};

/** A button with words. While `pending` it keeps its width and can't be pressed again. */
export function Button(props: ButtonProps) {
  const { look = 'secondary', size = 'medium', pending = false, icon, submit = false, ...rest } = props;
  return (
    <button
      {...rest}
      type={submit ? 'submit' : 'button'}
      className={cx(styles.button, styles[look], styles[size], pending && styles.pending, props.className)}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? undefined : props.onClick}
    >
      {icon !== undefined && <span className={styles.icon}>{icon}</span>}
      <span className={styles.words}>{props.children}</span>
      {pending && <span className={styles.spinner} aria-hidden="true" />}
    </button>
  );
}
