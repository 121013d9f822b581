/** Moving among the codes and choosing them, by the same keys from the search and from the list. */
import { useState, type KeyboardEvent } from 'react';
import { rowByKey } from '../ui/list-keys.ts';
import { isSameCode, type Code } from './match-codes.ts';

export type CodePicker = {
  /** Index of the code that Enter would choose; -1: none. */
  active: number;
  setActive: (index: number) => void;
  isChosen: (code: Code) => boolean;
  /** Selects a code or removes it. */
  toggle: (code: Code) => void;
  onKeyDown: (event: KeyboardEvent, from: 'search' | 'list') => void;
};

/** `most` codes can be chosen; where that is one, the next takes its place. */
export function useCodePicker(options: {
  codes: readonly Code[];
  chosen: readonly Code[];
  most: number;
  searching: boolean;
  /**
   * What is found for the text as it stands in the field; null when `codes` is that already. The list follows the
   * keys a moment later, and Enter must never choose from a list of before.
   */
  found: () => readonly Code[] | null;
  onChange: (chosen: readonly Code[]) => void;
  onMove: (index: number) => void;
}): CodePicker {
  const { codes, chosen, most } = options;
  const [wanted, setWanted] = useState(-1);
  // What is found first is what Enter takes, until the arrows say otherwise.
  const active = Math.min(codes.length - 1, wanted === -1 && options.searching ? 0 : wanted);
  const move = (to: number) => {
    setWanted(to);
    options.onMove(to);
  };
  const isChosen = (code: Code) => chosen.some((each) => isSameCode(each, code));
  const toggle = (code: Code) => {
    if (isChosen(code)) options.onChange(chosen.filter((each) => !isSameCode(each, code)));
    else if (chosen.length < most) options.onChange([...chosen, code]);
    else if (most === 1) options.onChange([code]);
  };
  return {
    active,
    setActive: setWanted,
    isChosen,
    toggle,
    onKeyDown: (event, from) => {
      const { key } = event;
      // In the search, Home and End go to the ends of what was typed.
      const ofField = from === 'search' && (key === 'Home' || key === 'End');
      const to = event.altKey || ofField ? null : rowByKey(key, active, codes.length);
      if (to !== null) {
        event.preventDefault();
        move(to);
        return;
      }
      if (event.ctrlKey || event.metaKey) return;
      if (key !== 'Enter' && !(key === ' ' && from === 'list')) return;
      // It never sends the form.
      event.preventDefault();
      const late = from === 'search' ? options.found() : null;
      const code = late === null ? codes[active] : late[0];
      if (code !== undefined) toggle(code);
    },
  };
}
