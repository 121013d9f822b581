import { Copy, ListChecks, Pencil, Reply, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { chordText } from '../desk/keys/chord.ts';
import { useKeys } from '../desk/keys/use-keys.ts';
import type { MessageEntry } from '../store/fold.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { cx } from '../ui/class-names.ts';
import styles from './MessageTools.module.css';
import { useMessageActions } from './message-actions.ts';

/** What can be done with one message, beside it, for the one that is pointed at or has the focus. */
export function MessageTools({ entry, own }: { entry: MessageEntry; own: boolean }) {
  const { t } = useTranslation();
  const actions = useMessageActions();
  const replyKeys = useKeys('reply');
  if (actions === null) return null;
  const { reply, change } = actions;
  const { type } = entry.body;
  const changes = own && change !== null && type !== 'DELETEDNOTIFICATION' ? change : null;
  return (
    <span
      className={cx(styles.tools, own && styles.own)}
      role="toolbar"
      aria-label={t('timeline.tools')}
      data-tools
    >
      {reply !== null && !entry.whisper && (
        <IconButton
          className={styles.tool}
          label={t('timeline.reply')}
          {...(replyKeys !== undefined && { shortcut: replyKeys })}
          icon={<Reply className="mirror" size={15} />}
          onClick={() => {
            reply(entry);
          }}
        />
      )}
      <IconButton
        className={styles.tool}
        label={t('timeline.copy')}
        shortcut={chordText('Mod+C')}
        icon={<Copy size={15} />}
        onClick={() => {
          actions.copy(entry);
        }}
      />
      <IconButton
        className={styles.tool}
        label={t('timeline.select')}
        shortcut={t('shortcuts.space')}
        icon={<ListChecks size={15} />}
        onClick={() => {
          actions.choose(entry, 'one');
        }}
      />
      {changes !== null && type === 'PLAIN' && (
        <IconButton
          className={styles.tool}
          label={t('timeline.edit')}
          icon={<Pencil size={15} />}
          onClick={() => {
            changes(entry, 'edit');
          }}
        />
      )}
      {changes !== null && (
        <IconButton
          className={styles.tool}
          label={t('timeline.takeBack')}
          icon={<Undo2 className="mirror" size={15} />}
          onClick={() => {
            changes(entry, 'unsend');
          }}
        />
      )}
    </span>
  );
}
