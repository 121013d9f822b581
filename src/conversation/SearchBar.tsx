import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions/actions.ts';
import { useActions, useAsking } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { earlierActions } from './earlier-actions.ts';
import { useFormat } from '../i18n/format.ts';
import type { Conversation } from '../store/model.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { useReturningFocus } from '../ui/focus-home.ts';
import { find } from './search.ts';
import styles from './SearchBar.module.css';

/** Search within a conversation: how many messages match, the newest first, up to older ones. */
export function SearchBar({
  conversation,
  onWords,
  goTo,
}: {
  conversation: Conversation;
  /** What is looked for has changed. */
  onWords: (words: string) => void;
  goTo: (messageId: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const actions = useActions();
  const earlierPages = useSlice(earlierActions);
  const { id, transcript } = conversation;
  const { entries } = transcript.fold;
  const loading = useAsking(control.earlier(id)) !== null;
  const [words, setWords] = useState('');
  const [current, setCurrent] = useState<string | null>(null);
  const found = useMemo(() => find(entries, words), [entries, words]);
  const at = current === null ? -1 : found.indexOf(current);
  const field = useRef<HTMLInputElement>(null);

  useLayoutEffect(() => {
    field.current?.focus();
  }, []);
  useReturningFocus();

  const go = (index: number) => {
    const messageId = found[(index + found.length) % found.length];
    if (messageId === undefined) return;
    setCurrent(messageId);
    goTo(messageId);
  };
  const look = (value: string) => {
    setWords(value);
    onWords(value);
    const newest = find(entries, value).at(-1) ?? null;
    setCurrent(newest);
    if (newest !== null) goTo(newest);
  };
  const step = (by: 1 | -1) => {
    if (found.length === 0) return;
    go(at === -1 ? found.length - 1 : at + by);
  };

  return (
    <div className={styles.bar} role="search">
      <Search size={15} aria-hidden="true" className={styles.icon} />
      <input
        ref={field}
        className={styles.field}
        type="search"
        autoComplete="off"
        enterKeyHint="search"
        aria-label={t('search.label')}
        placeholder={t('search.label')}
        value={words}
        onChange={(event) => {
          look(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') step(event.shiftKey ? 1 : -1);
          else if (event.key === 'ArrowUp') step(-1);
          else if (event.key === 'ArrowDown') step(1);
          else if (event.key === 'Escape') actions.search(null);
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <span className={styles.count} role="status">
        {words.trim() === ''
          ? ''
          : found.length === 0
            ? t('search.none')
            : t('search.count', { at: format.number(at + 1), count: found.length })}
      </span>
      <IconButton
        label={t('search.previous')}
        disabled={found.length === 0}
        icon={<ChevronUp size={17} />}
        onClick={() => {
          step(-1);
        }}
      />
      <IconButton
        label={t('search.next')}
        disabled={found.length === 0}
        icon={<ChevronDown size={17} />}
        onClick={() => {
          step(1);
        }}
      />
      <IconButton
        label={t('search.close')}
        icon={<X size={17} />}
        onClick={() => {
          actions.search(null);
        }}
      />
      {transcript.earlier && words.trim() !== '' && (
        <span className={styles.earlier}>
          <Button
            size="small"
            look="quiet"
            pending={loading}
            onClick={() => {
              earlierPages.load(id);
            }}
          >
            {t('search.earlier')}
          </Button>
        </span>
      )}
    </div>
  );
}
