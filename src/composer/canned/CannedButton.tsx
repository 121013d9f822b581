import { BookmarkPlus, MessageSquareText, Settings2, Slash } from 'lucide-react';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { deferred } from '../../desk/deferred.ts';
import { DeferredPart } from '../../desk/DeferredPart.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import styles from '../EmojiButton.module.css';

const deferredManager = deferred(
  async () => (await import('./CannedManager.tsx')).CannedManager,
  'conversations',
);

/** Canned messages: insert one, save the current text as a new one, or manage one's own. */
export function CannedButton({ text, onInsert }: { text: string; onInsert: () => void }) {
  const { t } = useTranslation();
  /** What the new one is made of; empty: the own ones are shown; null: neither. */
  const [managing, setManaging] = useState<string | null>(null);
  return (
    <>
      <Menu
        align="end"
        label={t('composer.canned.title')}
        trigger={
          <IconButton
            className={styles.button}
            label={t('composer.canned.title')}
            shortcut="/"
            icon={<MessageSquareText size={17} />}
            data-canned
          />
        }
      >
        <MenuItem icon={<Slash size={16} />} hint="/" onSelect={onInsert}>
          {t('composer.canned.insert')}
        </MenuItem>
        <MenuItem
          icon={<BookmarkPlus size={16} />}
          disabled={text.trim() === ''}
          onSelect={() => {
            setManaging(text.trim());
          }}
        >
          {t('composer.canned.keep')}
        </MenuItem>
        <MenuSeparator />
        <MenuItem
          icon={<Settings2 size={16} />}
          onSelect={() => {
            setManaging('');
          }}
        >
          {t('composer.canned.manage')}
        </MenuItem>
      </Menu>
      {managing !== null &&
        createPortal(
          <DeferredPart
            of={deferredManager}
            props={{
              text: managing,
              onClose: () => {
                setManaging(null);
              },
            }}
          />,
          document.body,
        )}
    </>
  );
}
