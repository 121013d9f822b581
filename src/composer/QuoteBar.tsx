import { Reply, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { composerActions } from './composer-actions.ts';
import { useCustomerName } from '../desk/names.ts';
import { useMessageWords } from '../desk/use-message-words.ts';
import type { MessageEntry } from '../store/fold.ts';
import type { Conversation } from '../store/model.ts';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './QuoteBar.module.css';

function quotedIn(conversation: Conversation, messageId: string): MessageEntry | null {
  const entry = conversation.transcript.fold.entries.findLast(
    (each) => each.kind === 'message' && each.id === messageId,
  );
  return entry?.kind === 'message' ? entry : null;
}

/** The message that the next one answers, above the field, with a way to take it away. */
export function QuoteBar({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const composing = useSlice(composerActions);
  const customerName = useCustomerName();
  const wordsOf = useMessageWords();
  const messageId = useDesk((state) => state.quotes[conversation.id] ?? null);
  const meId = useDesk((state) => state.me?.id);
  if (messageId === null) return null;
  const quoted = quotedIn(conversation, messageId);
  const author = quoted?.author;
  const who =
    author?.kind === 'agent' && author.id === meId
      ? t('composer.quote.you')
      : author?.kind === 'customer' || author === undefined || author.name === ''
        ? customerName(conversation.customer)
        : author.name;
  return (
    <div className={styles.quote} role="group" aria-label={t('composer.quote.label', { name: who })}>
      <Reply className="mirror" size={14} aria-hidden="true" />
      <p className={styles.text} dir="auto">
        <strong>{who}</strong> {quoted === null ? t('composer.quote.earlier') : wordsOf(quoted.body)}
      </p>
      <IconButton
        className={styles.remove}
        label={t('composer.quote.remove')}
        shortcut="Esc"
        icon={<X size={15} />}
        onClick={() => {
          composing.quote(conversation.id, null);
        }}
      />
    </div>
  );
}
