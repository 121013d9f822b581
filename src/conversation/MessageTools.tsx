import { Copy, ListChecks, Reply } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import type { MessageEntry } from '../store/fold.ts';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './MessageTools.module.css';
import { useHands } from './timeline-hands.ts';

/** What can be done with one message, beside it, for the one that is pointed at or has the focus; and its full time. */
export function MessageTools({ entry }: { entry: MessageEntry }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hands = useHands();
  if (hands === null) return null;
  const { reply } = hands;
  return (
    <span className={styles.tools} role="toolbar" aria-label={t('timeline.tools')} data-tools>
      <time className={styles.time} dateTime={new Date(entry.at).toISOString()}>
        {format.moment(entry.at)}
      </time>
      {reply !== null && !entry.whisper && (
        <IconButton
          className={styles.tool}
          label={t('timeline.reply')}
          shortcut="R"
          icon={<Reply className="mirror" size={15} />}
          onClick={() => {
            reply(entry);
          }}
        />
      )}
      <IconButton
        className={styles.tool}
        label={t('timeline.copy')}
        shortcut="C"
        icon={<Copy size={15} />}
        onClick={() => {
          hands.copy(entry);
        }}
      />
      <IconButton
        className={styles.tool}
        label={t('timeline.select')}
        shortcut="X"
        icon={<ListChecks size={15} />}
        onClick={() => {
          hands.choose(entry, 'one');
        }}
      />
    </span>
  );
}
