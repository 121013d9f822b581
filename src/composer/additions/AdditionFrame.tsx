import { SendHorizontal, X } from 'lucide-react';
import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import styles from './Addition.module.css';

/** What all forms of the "+" menu have around them. Escape and the cross give up. */
export function AdditionFrame({
  title,
  ready,
  onCancel,
  onSend,
  children,
}: {
  title: string;
  /** Whether it can be sent. */
  ready: boolean;
  onCancel: () => void;
  onSend: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const heading = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    onCancel();
  };
  return (
    <form
      className={styles.editor}
      aria-labelledby={heading}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onSend();
      }}
    >
      <div className={styles.box}>
        <div className={styles.head}>
          <h3 id={heading} className={styles.title}>
            {title}
          </h3>
          <IconButton label={t('common.cancel')} icon={<X size={16} />} onClick={onCancel} />
        </div>
        <div className={styles.fields}>{children}</div>
        <div className={styles.foot}>
          <Button
            submit
            look="primary"
            size="small"
            disabled={!ready}
            icon={<SendHorizontal className="mirror" size={15} aria-hidden="true" />}
          >
            {t('composer.send')}
          </Button>
        </div>
      </div>
    </form>
  );
}
