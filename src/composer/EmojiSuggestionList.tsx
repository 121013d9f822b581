import { useTranslation } from 'react-i18next';
import { emojiHabits } from './emoji-habits.ts';
import { codeFor, inTone } from './emoji-search.ts';
import styles from './EmojiSuggestionList.module.css';
import type { EmojiSuggestions } from './use-emoji-suggestions.ts';

/** The id of an entry, for `aria-activedescendant`. */
export function suggestionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** What `:smile` may mean, above the field. The focus stays in the field. */
export function EmojiSuggestionList({ id, suggestions }: { id: string; suggestions: EmojiSuggestions }) {
  const { t } = useTranslation();
  const { word, found, active } = suggestions;
  const { tone } = emojiHabits();
  return (
    <>
      <span className="sr-only" role="status">
        {found.length > 0 && t('composer.emoji.suggested', { count: found.length })}
      </span>
      {found.length > 0 && (
        <ul id={id} className={styles.list} role="listbox" aria-label={t('composer.emoji.title')}>
          {found.map((emoji, index) => (
            <li
              key={emoji.emoji}
              id={suggestionId(id, index)}
              role="option"
              aria-selected={index === active}
              className={styles.entry}
              onMouseDown={(event) => {
                event.preventDefault();
                suggestions.choose(emoji);
              }}
            >
              <span className={styles.emoji} aria-hidden="true">
                {inTone(emoji, tone)}
              </span>
              <span className={styles.label}>{emoji.label}</span>
              <span className={styles.code}>
                {codeFor(emoji, word) !== '' && `:${codeFor(emoji, word)}:`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
