import { Smile } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deferred } from '../desk/deferred.ts';
import { DeferredPart } from '../desk/DeferredPart.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Popover } from '../ui/Popover.tsx';
import styles from './EmojiButton.module.css';

const deferredPicker = deferred(async () => (await import('./EmojiPicker.tsx')).EmojiPicker, 'conversations');

/** Opens the emoji; the one that is chosen goes to `onChoose`, and the panel closes. */
export function EmojiButton({ onChoose }: { onChoose: (emoji: string) => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const chosen = useRef<string | null>(null);
  const fetchPicker = () => {
    deferredPicker.load().catch(() => undefined);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      onClosed={() => {
        const emoji = chosen.current;
        chosen.current = null;
        if (emoji !== null) onChoose(emoji);
      }}
      label={t('composer.emoji.title')}
      trigger={
        <IconButton
          className={styles.button}
          label={t('composer.emoji.open')}
          icon={<Smile size={17} />}
          data-emoji
          onPointerEnter={fetchPicker}
          onFocus={fetchPicker}
        />
      }
    >
      <div className={styles.room}>
        <DeferredPart
          of={deferredPicker}
          props={{
            onChoose: (emoji) => {
              chosen.current = emoji;
              setOpen(false);
            },
          }}
        />
      </div>
    </Popover>
  );
}
