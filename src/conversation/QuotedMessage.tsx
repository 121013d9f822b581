import { Reply } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMessageWords } from '../desk/use-message-words.ts';
import type { MessageEntry } from '../store/fold.ts';
import styles from './QuotedMessage.module.css';
import { useMessageActions } from './message-actions.ts';
import { useWho } from './use-who.ts';

/** What a message answers: whose words, and the beginning of them. Leads there. `quoted` is null when not loaded. */
export function QuotedMessage({ messageId, quoted }: { messageId: string; quoted: MessageEntry | null }) {
  const { t } = useTranslation();
  const actions = useMessageActions();
  const who = useWho();
  const wordsOf = useMessageWords();
  const words = quoted === null ? '' : wordsOf(quoted.body);
  const label =
    quoted === null
      ? t('timeline.inReplyToOlder')
      : t('timeline.inReplyTo', { name: who(quoted), text: words });
  return (
    <button
      type="button"
      className={styles.quoted}
      aria-label={label}
      disabled={actions === null}
      onClick={() => actions?.goTo(messageId)}
    >
      <Reply className="mirror" size={13} aria-hidden="true" />
      {quoted === null ? (
        <span className={styles.words}>{label}</span>
      ) : (
        <>
          <bdi className={styles.name}>{who(quoted)}</bdi>
          <span className={styles.words} dir="auto">
            {words}
          </span>
        </>
      )}
    </button>
  );
}
