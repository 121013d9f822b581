import { CircleAlert, PenLine } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useNow } from '../desk/desk-context.ts';
import { useMessageWords } from '../desk/use-message-words.ts';
import { toPlainText } from '../markdown/plain-text.ts';
import { currentSession, isCall } from '../store/conversation.ts';
import type { MessageEntry } from '../store/fold.ts';
import type { Conversation } from '../store/model.ts';
import { wordsOf } from '../store/outgoing.ts';
import { cx } from '../ui/class-names.ts';
import styles from './ConversationRow.module.css';

/** Somebody is typing; the row uses the clock only meanwhile. */
function Typing({ until, children }: { until: number; children: ReactNode }) {
  const { t } = useTranslation();
  return until > useNow() ? <em className={styles.text}>{t('list.typing')}</em> : children;
}

function LastWords({ last }: { last: MessageEntry | null }) {
  const { t } = useTranslation();
  const wordsOf = useMessageWords();
  if (last === null) return null;
  const { author, body } = last;
  return (
    <>
      {author.kind === 'agent' && <span className={styles.you}>{t('list.you')} </span>}
      {author.kind === 'bot' && <span className={styles.you}>{t('timeline.bot')}: </span>}
      <bdi>{wordsOf(body)}</bdi>
    </>
  );
}

/** The line under the name: a failure, a draft, typing, else the last message and its sender. */
export function RowWords({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { id } = conversation;
  const draft = useDesk((state) => (state.selected === id ? undefined : state.drafts[id]));
  const failed = useDesk((state) =>
    Object.values(state.outbox).find((each) => each.conversationId === id && each.state === 'failed'),
  );
  const words = <LastWords last={conversation.transcript.fold.last} />;
  if (failed !== undefined) {
    return (
      <>
        <CircleAlert className={cx(styles.mark, styles.failed)} size={13} aria-hidden="true" />
        <span className={styles.failed}>{t('list.notSent')}</span>{' '}
        <bdi>{toPlainText(wordsOf(failed.body))}</bdi>
      </>
    );
  }
  if (conversation.gone !== null) return <span className={styles.text}>{t('list.over')}</span>;
  if (draft !== undefined && draft.trim() !== '') {
    return (
      <>
        <PenLine className={styles.mark} size={12} aria-hidden="true" />
        <span className={styles.draft}>{t('list.draft')}</span> <bdi>{draft}</bdi>
      </>
    );
  }
  if (conversation.role === 'WRAP_UP') return <span className={styles.text}>{t('list.wrapup')}</span>;
  if (currentSession(conversation)?.active !== true)
    return (
      <span className={styles.text}>{t(isCall(conversation) ? 'list.callEnded' : 'list.customerLeft')}</span>
    );
  if (conversation.typing === null) return words;
  return <Typing until={conversation.typing.until}>{words}</Typing>;
}
