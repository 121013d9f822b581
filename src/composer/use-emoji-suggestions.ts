/** Emoji by name while writing: `:smile` offers, `:smile:` is replaced at once. All by keyboard. */
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { optionByKey } from '../ui/list-keys.ts';
import { applyEdit } from './edit-field.ts';
import type { Emoji, EmojiSet } from './emoji-data.ts';
import { choseEmoji, emojiHabits } from './emoji-habits.ts';
import { begunAt, inTone, namedEmoji, searchEmoji, type Begun } from './emoji-search.ts';

export type EmojiSuggestions = {
  /** What has been typed of the name. */
  word: string;
  found: readonly Emoji[];
  /** Which of them Enter takes. */
  active: number;
  /** To be called after each change of the text and of the cursor. */
  look: () => void;
  /** Whether the key was for the suggestions. */
  onKeyDown: (event: KeyboardEvent) => boolean;
  choose: (emoji: Emoji) => void;
  close: () => void;
};

const NONE = { begun: null, found: [], active: 0 } as const;

type State = { begun: Begun | null; found: readonly Emoji[]; active: number };

/** Suggestions for a field; none while `off`. */
export function useEmojiSuggestions(
  field: RefObject<HTMLTextAreaElement | null>,
  off: boolean,
): EmojiSuggestions {
  const { i18n } = useTranslation();
  const [state, setState] = useState<State>(NONE);
  const set = useRef<EmojiSet | null>(null);
  /** Where suggestions were sent away: not asked again for the same word. */
  const dismissed = useRef(-1);
  useEffect(() => {
    set.current = null;
  }, [i18n.language]);

  const close = () => {
    if (state.begun !== null) setState(NONE);
  };

  const replace = (begun: Begun, emoji: Emoji) => {
    if (field.current === null) return;
    const insert = inTone(emoji, emojiHabits().tone);
    const at = begun.from + insert.length;
    setState(NONE);
    applyEdit(field.current, { from: begun.from, to: begun.to, insert, selectFrom: at, selectTo: at });
    choseEmoji(insert);
  };

  const look = () => {
    const element = field.current;
    if (element === null || off || element.selectionStart !== element.selectionEnd) {
      close();
      return;
    }
    const begun = begunAt(element.value, element.selectionStart);
    if (begun === null) {
      dismissed.current = -1;
      close();
      return;
    }
    if (dismissed.current === begun.from) return;
    if (set.current === null) {
      void fetchSet(i18n.language).then(
        (loaded) => {
          set.current = loaded;
          if (
            field.current === element &&
            begunAt(element.value, element.selectionStart)?.from === begun.from
          )
            look();
        },
        () => undefined,
      );
      return;
    }
    const exact = begun.closed ? namedEmoji(set.current, begun.word) : undefined;
    if (exact !== undefined) {
      replace(begun, exact);
      return;
    }
    const found = begun.closed ? [] : searchEmoji(set.current, begun.word);
    if (found.length === 0) close();
    else setState({ begun, found, active: 0 });
  };

  return {
    word: state.begun?.word ?? '',
    found: state.found,
    active: state.active,
    look,
    close,
    choose: (emoji) => {
      if (state.begun !== null) replace(state.begun, emoji);
    },
    onKeyDown: (event) => {
      const { begun, found, active } = state;
      if (begun === null) return false;
      const to = optionByKey(event.key, active, found.length);
      if (to !== null) {
        setState({ ...state, active: to });
        return true;
      }
      const chosen = found[active];
      if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && chosen !== undefined) {
        replace(begun, chosen);
        return true;
      }
      if (event.key !== 'Escape') return false;
      dismissed.current = begun.from;
      setState(NONE);
      return true;
    },
  };
}

async function fetchSet(language: string): Promise<EmojiSet> {
  const { loadEmoji } = await import('./emoji-data.ts');
  return loadEmoji(language);
}
