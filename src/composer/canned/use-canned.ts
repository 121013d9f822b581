/** Texts that are used again, while writing: `/` offers them, all by keyboard. */
import { useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { oneOf } from '../../base/one-of.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { useSlice } from '../../desk/use-slice.ts';
import type { Conversation } from '../../store/model.ts';
import { optionByKey } from '../../ui/list-keys.ts';
import { applyEdit } from '../edit-field.ts';
import { cannedActions, type KnownTexts } from './canned-actions.ts';
import { offeredFor, type CannedGroup, type CannedOption } from './canned.ts';
import { nextGap } from './gaps.ts';
import { slashWordAt, type SlashWord } from './slash-word.ts';
import { filledIn, NAMED_VARIABLES } from './variables.ts';

export type CannedOffer = {
  /** Whether the list is there. */
  open: boolean;
  state: KnownTexts['state'];
  word: string;
  groups: readonly CannedGroup[];
  /** The one that Enter takes; null: there is none. */
  active: CannedOption | null;
  /** What would be written. */
  preview: string;
  /** To be called after each change of the text and of the cursor. */
  look: () => void;
  /** Whether the key was for the list. */
  onKeyDown: (event: KeyboardEvent) => boolean;
  choose: (option: CannedOption) => void;
  point: (option: CannedOption) => void;
  close: () => void;
};

const isNamed = oneOf(...NAMED_VARIABLES);

/** The customer's language as far as the channel says it; else the desk's. */
function languageOf(conversation: Conversation, spoken: string): string {
  const fields = conversation.sessions.flatMap(({ form }) => form);
  return fields.findLast(({ key }) => /^(?:locale|language|lang)$/i.test(key))?.value ?? spoken;
}

export function useCanned(
  field: RefObject<HTMLTextAreaElement | null>,
  conversation: Conversation,
): CannedOffer {
  const { t, i18n } = useTranslation();
  const { known, load } = useSlice(cannedActions);
  const { texts, state } = useStore(known);
  const me = useDesk((desk) => desk.me);
  const [begun, setBegun] = useState<SlashWord | null>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  /** Where the list was sent away: not opened again for the same word. */
  const dismissed = useRef(-1);
  const language = languageOf(conversation, i18n.language);
  const word = begun?.word ?? '';
  const open = begun !== null && (state !== 'known' || texts.length > 0);
  const groups = useMemo(
    () => (open ? offeredFor(texts, word, language) : []),
    [open, texts, word, language],
  );
  const options = groups.flatMap((group) => group.options);
  const active = options.find(({ key }) => key === pointed) ?? options[0] ?? null;

  const wordsOf = (option: CannedOption) =>
    filledIn(option.text, conversation, me, (variable) =>
      isNamed(variable) ? t(`composer.canned.variable.${variable}`) : (variable.split('.')[1] ?? variable),
    );
  const close = () => {
    setBegun(null);
    setPointed(null);
  };
  const choose = (option: CannedOption) => {
    if (field.current === null || begun === null) return;
    const insert = wordsOf(option);
    const gap = nextGap(insert, 0);
    const end = begun.from + insert.length;
    close();
    applyEdit(field.current, {
      from: begun.from,
      to: begun.to,
      insert,
      selectFrom: gap === null ? end : begun.from + gap.from,
      selectTo: gap === null ? end : begun.from + gap.to,
    });
  };

  return {
    open,
    state,
    word,
    groups,
    active,
    preview: active === null ? '' : wordsOf(active),
    close,
    choose,
    point: ({ key }) => {
      setPointed(key);
    },
    look: () => {
      const element = field.current;
      const now =
        element === null || element.selectionStart !== element.selectionEnd
          ? null
          : slashWordAt(element.value, element.selectionStart);
      if (now === null) {
        dismissed.current = -1;
        if (begun !== null) close();
        return;
      }
      if (dismissed.current === now.from) return;
      load();
      if (now.word !== begun?.word) setPointed(null);
      setBegun(now);
    },
    onKeyDown: (event) => {
      if (begun === null || !open) return false;
      if (event.key === 'Escape') {
        dismissed.current = begun.from;
        close();
        return true;
      }
      if (active === null) return false;
      const at = options.indexOf(active);
      const to = optionByKey(event.key, at, options.length);
      if (to !== null) {
        setPointed(options[to]?.key ?? null);
        return true;
      }
      if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
        choose(active);
        return true;
      }
      return false;
    },
  };
}
