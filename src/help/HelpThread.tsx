import { Lock, SendHorizontal } from 'lucide-react';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComposerMode, WordsMode } from '../composer/mode.ts';
import { ModeHost } from '../composer/ModeHost.tsx';
import { useAsking, useDesk } from '../desk/desk-context.ts';
import { Refused } from '../desk/Refused.tsx';
import { useUnsaved } from '../desk/unsaved.ts';
import { useSlice } from '../desk/use-slice.ts';
import { useFormat } from '../i18n/format.ts';
import { colleaguesIn } from '../store/company.ts';
import type { MessageEntry } from '../store/fold.ts';
import type { Conversation } from '../store/model.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './HelpThread.module.css';
import { helpActions } from './help-actions.ts';
import { helpControl } from './help-control.ts';

/** Where an agent writes to the colleagues. */
function ThreadField({ conversation: { id }, mode }: { conversation: Conversation; mode: WordsMode }) {
  const { t } = useTranslation();
  const help = useSlice(helpActions);
  const [entered, keep] = useUnsaved<string>(`help:${id}`, (words) => words.trim() !== '');
  const text = entered ?? '';
  const setText = (words: string) => {
    keep(words === '' ? null : words);
  };
  const asking = useAsking(helpControl.whisper(id)) !== null;
  const send = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    const words = text.trim();
    if (words === '' || asking) return;
    void help.whisper(id, mode.body(words)).then((done) => {
      if (done) setText('');
    });
  };
  return (
    <form className={styles.write} onSubmit={send}>
      <TextField
        quiet
        className={styles.field}
        label={t(mode.label)}
        placeholder={t(mode.placeholder)}
        value={text}
        onChange={setText}
      />
      <IconButton
        label={t(mode.send)}
        icon={<SendHorizontal className="mirror" size={16} />}
        disabled={text.trim() === ''}
        onClick={send}
      />
    </form>
  );
}

/** What colleagues write to each other, apart from what the customer reads; there while they are together. */
export function HelpThread({
  conversation,
  modes,
  words,
}: {
  conversation: Conversation;
  modes: readonly ComposerMode[];
  /** Draws what one whisper says. */
  words: (entry: MessageEntry) => ReactNode;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useDesk((state) => state.me?.id ?? '');
  const said = useRef<HTMLOListElement>(null);
  const { id } = conversation;
  const { entries } = conversation.transcript.fold;
  const whispers = useMemo(
    () => entries.flatMap((entry) => (entry.kind === 'message' && entry.whisper ? [entry] : [])),
    [entries],
  );
  useEffect(() => {
    const list = said.current;
    if (list !== null) list.scrollTop = list.scrollHeight;
  }, [whispers.length]);
  if (colleaguesIn(conversation, me).length === 0) return null;
  return (
    <section className={styles.thread} aria-label={t('help.thread')}>
      <p className={styles.head}>
        <Lock size={13} aria-hidden="true" /> {t('help.thread')}
      </p>
      {whispers.length > 0 && (
        <ol ref={said} className={styles.said} aria-label={t('help.thread')}>
          {whispers.map((entry) => (
            <li key={entry.id} data-row={entry.id} tabIndex={-1}>
              <span className={styles.author}>
                <bdi>{entry.author.id === me ? t('timeline.you') : entry.author.name}</bdi>
                <time dateTime={new Date(entry.at).toISOString()}>{format.time(entry.at)}</time>
              </span>
              {words(entry)}
            </li>
          ))}
        </ol>
      )}
      <ModeHost
        modes={modes}
        audience="colleagues"
        conversation={conversation}
        words={(mode) => <ThreadField conversation={conversation} mode={mode} />}
      />
      <Refused control={helpControl.whisper(id)} />
    </section>
  );
}
