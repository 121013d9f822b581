import { Paperclip } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/IconButton.tsx';
import styles from '../EmojiButton.module.css';
import { ACCEPTED } from './file-limits.ts';

/** Opens the browser's dialog for files; what is chosen there goes to `onChoose`. */
export function AttachButton({ onChoose }: { onChoose: (files: readonly File[]) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={ACCEPTED}
        aria-label={t('composer.files.choose')}
        onChange={(event) => {
          onChoose([...(event.target.files ?? [])]);
          // The same file may be chosen again.
          event.target.value = '';
        }}
      />
      <IconButton
        className={styles.button}
        label={t('composer.files.choose')}
        icon={<Paperclip size={17} />}
        onClick={() => {
          input.current?.click();
        }}
      />
    </>
  );
}
