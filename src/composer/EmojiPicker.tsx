import { EmojiPicker as Picker, type EmojiDataResolver, type SkinTone } from 'frimousse';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { loadEmoji } from './emoji-data.ts';
import { choseEmoji, choseTone, emojiHabits } from './emoji-habits.ts';
import styles from './EmojiPicker.module.css';

const COLUMNS = 9;

const resolve: EmojiDataResolver = (locale) => loadEmoji(locale);

/** The library counts rows and columns from 0, assistive technology from 1. */
function fromOne(index: number | undefined): number | undefined {
  return index === undefined ? undefined : index + 1;
}

/** The hand in all tones, of which one holds from now on. */
function Tones({ onTone }: { onTone: (tone: SkinTone) => void }) {
  const { t } = useTranslation();
  return (
    <Picker.SkinTone emoji="✋">
      {({ skinTone, setSkinTone, skinToneVariations }) => (
        <div className={styles.tones} role="radiogroup" aria-label={t('composer.emoji.tone')}>
          {skinToneVariations.map((each) => (
            <button
              key={each.skinTone}
              type="button"
              role="radio"
              aria-checked={each.skinTone === skinTone}
              aria-label={t(`composer.emoji.tones.${each.skinTone}`)}
              className={styles.tone}
              onClick={() => {
                setSkinTone(each.skinTone);
                onTone(each.skinTone);
              }}
            >
              {each.emoji}
            </button>
          ))}
        </div>
      )}
    </Picker.SkinTone>
  );
}

function Recent({ emojis, onChoose }: { emojis: readonly string[]; onChoose: (emoji: string) => void }) {
  const { t } = useTranslation();
  if (emojis.length === 0) return null;
  return (
    <div className={styles.recent} role="group" aria-label={t('composer.emoji.recent')}>
      {emojis.slice(0, COLUMNS).map((emoji) => (
        <button
          key={emoji}
          type="button"
          className={styles.emoji}
          onClick={() => {
            onChoose(emoji);
          }}
        >
          {emoji}
        </button>
      ))}
    </div>
  );
}

/** Columns are counted from one; the element is a cell of a grid, by the role that it is given. */
function columnOf(cell: { 'aria-colindex'?: number | undefined }): object {
  return { 'aria-colindex': fromOne(cell['aria-colindex']) };
}

/** Emoji by search, by category and as last used. Arrow keys move, Enter chooses. */
export function EmojiPicker({ onChoose }: { onChoose: (emoji: string) => void }) {
  const { t, i18n } = useTranslation();
  const [habits] = useState(emojiHabits);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const { language } = i18n;
  const search = useRef<HTMLInputElement>(null);
  // Whoever has opened the picker types what is looked for.
  useEffect(() => {
    search.current?.focus();
  }, [attempt, failed]);
  useEffect(() => {
    let here = true;
    loadEmoji(language).then(
      () => {
        if (here) setFailed(false);
      },
      () => {
        if (here) setFailed(true);
      },
    );
    return () => {
      here = false;
    };
  }, [language, attempt]);
  const choose = (emoji: string) => {
    choseEmoji(emoji);
    onChoose(emoji);
  };
  if (failed) {
    return (
      <p className={styles.info}>
        {t('composer.emoji.failed')}{' '}
        <button
          type="button"
          className={styles.again}
          onClick={() => {
            setAttempt(attempt + 1);
          }}
        >
          {t('common.retry')}
        </button>
      </p>
    );
  }
  return (
    <Picker.Root
      key={attempt}
      className={styles.picker}
      locale={language}
      columns={COLUMNS}
      skinTone={habits.tone}
      resolveEmojiData={resolve}
      onEmojiSelect={({ emoji }) => {
        choose(emoji);
      }}
    >
      <div className={styles.head}>
        <Picker.Search
          className={styles.search}
          placeholder={t('composer.emoji.search')}
          aria-label={t('composer.emoji.search')}
          ref={search}
        />
        <Tones onTone={choseTone} />
      </div>
      <Recent emojis={habits.recent} onChoose={choose} />
      {/* It scrolls: who has no wheel scrolls it by the keys, and so it has to have the focus. */}
      <Picker.Viewport
        className={styles.viewport}
        tabIndex={0}
        role="group"
        aria-label={t('composer.emoji.title')}
      >
        <Picker.Loading className={styles.info}>{t('composer.emoji.loading')}</Picker.Loading>
        <Picker.Empty>
          {({ search }) => <span className={styles.info}>{t('composer.emoji.none', { search })}</span>}
        </Picker.Empty>
        <Picker.List
          className={styles.list}
          aria-label={t('composer.emoji.title')}
          components={{
            CategoryHeader: ({ category, ...props }) => (
              <div {...props} className={styles.category}>
                {category.label}
              </div>
            ),
            Row: ({ children, ...props }) => (
              <div {...props} aria-rowindex={fromOne(props['aria-rowindex'])} className={styles.emojis}>
                {children}
              </div>
            ),
            Emoji: ({ emoji, ...props }) => (
              <button
                {...props}
                {...columnOf(props)}
                className={styles.emoji}
                title={emoji.label}
                data-active={emoji.isActive || undefined}
              >
                {emoji.emoji}
              </button>
            ),
          }}
        />
      </Picker.Viewport>
    </Picker.Root>
  );
}
