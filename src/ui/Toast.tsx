import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './IconButton.tsx';
import styles from './Toast.module.css';

/**
 * Something that has happened elsewhere, for a while or until it is sent away. It takes no focus and covers nothing. The
 * place that it comes into is there before (`role="status"`), so that screen readers hear it.
 */
export function Toast({
  tone,
  action,
  dismiss,
  onDismiss,
  children,
}: {
  tone: 'info' | 'warn';
  /** What can be done about it. */
  action?: ReactNode;
  /** The name of the button that sends it away; without one it stays until its reason is gone. */
  dismiss?: string;
  onDismiss?: () => void;
  children: ReactNode;
}) {
  return (
    <div className={styles.toast} data-tone={tone}>
      <div className={styles.body}>
        <div className={styles.words}>{children}</div>
        {action}
      </div>
      {dismiss !== undefined && (
        <IconButton className={styles.dismiss} label={dismiss} icon={<X size={14} />} onClick={onDismiss} />
      )}
    </div>
  );
}
