import { CircleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './WriterNote.module.css';

/** Something that the writer has to know before sending, above the field, until it has been read. */
export function WriterNote({ children, onClose }: { children: ReactNode; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.note} role="status">
      <CircleAlert size={15} aria-hidden="true" />
      <p>{children}</p>
      <IconButton
        className={styles.close}
        label={t('common.close')}
        icon={<X size={15} />}
        onClick={onClose}
      />
    </div>
  );
}
