import { useTranslation } from 'react-i18next';
import { OptionList } from '../ui/OptionList.tsx';
import { emojiHabits } from './emoji-habits.ts';
import { codeFor, inTone } from './emoji-search.ts';
import styles from './EmojiSuggestionList.module.css';
import type { EmojiSuggestions } from './use-emoji-suggestions.ts';

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
        <OptionList
          id={id}
          className={styles.list}
          label={t('composer.emoji.title')}
          groups={[{ key: 'found', options: found }]}
          keyOf={({ emoji }) => emoji}
          active={found[active]?.emoji ?? null}
          onChoose={suggestions.choose}
          draw={(emoji) => (
            <>
              <span className={styles.emoji} aria-hidden="true">
                {inTone(emoji, tone)}
              </span>
              <span className={styles.label}>{emoji.label}</span>
              <span className={styles.code}>
                {codeFor(emoji, word) !== '' && `:${codeFor(emoji, word)}:`}
              </span>
            </>
          )}
        />
      )}
    </>
  );
}
