import { X } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { cx } from './class-names.ts';
import styles from './Dialog.module.css';
import { IconButton } from './IconButton.tsx';
import { useModal } from './use-modal.ts';

/**
 * A dialog over the page, by the browser's own `<dialog>`: it keeps the focus in, makes the rest inert, and puts no
 * style into the page. When it closes the focus goes home. `first` selects what has the focus at first.
 */
export function Dialog({
  title,
  closeLabel,
  onClose,
  children,
  footer,
  first,
  wide = false,
}: {
  title: string;
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
  first?: string;
  /** For lists that stand in columns. */
  wide?: boolean;
}) {
  const ref = useModal(onClose, first);
  const titleId = useId();
  return (
    <dialog ref={ref} className={cx(styles.dialog, wide && styles.wide)} aria-labelledby={titleId}>
      <div className={styles.box}>
        <header className={styles.head}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
          <IconButton label={closeLabel} icon={<X size={18} />} onClick={onClose} />
        </header>
        <div className={styles.body}>{children}</div>
        {footer !== undefined && <footer className={styles.foot}>{footer}</footer>}
      </div>
    </dialog>
  );
}
