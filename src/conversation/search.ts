/** Finding words in the loaded messages of a conversation, whatever their case and accents. */
import type { Entry, MessageEntry } from '../store/fold.ts';
import { wordsOf } from '../desk/message-words.ts';

/** Only letters of the Basic Latin block: nothing to take apart. */
const PLAIN = /^[\u0000-\u007f]*$/;

const letters = new Map<string, string>();

function foldedLetter(letter: string): string {
  const known = letters.get(letter);
  if (known !== undefined) return known;
  const base = letter.normalize('NFD').charAt(0).toLowerCase();
  const folded = base.length === 1 ? base : letter;
  letters.set(letter, folded);
  return folded;
}

/** A text without case and accents, of the same length, so that places in it are places in the text. */
export function folded(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  let result = '';
  for (let i = 0; i < text.length; i += 1) result += foldedLetter(text.charAt(i));
  return result;
}

const made = new WeakMap<MessageEntry, string>();

function haystack(entry: MessageEntry): string {
  const known = made.get(entry);
  if (known !== undefined) return known;
  const text = folded(wordsOf(entry.body));
  made.set(entry, text);
  return text;
}

/** Ids of the messages with these words in them, oldest first. */
export function find(entries: readonly Entry[], words: string): string[] {
  const needle = folded(words.trim());
  if (needle === '') return [];
  return entries.flatMap((entry) =>
    entry.kind === 'message' && haystack(entry).includes(needle) ? [entry.id] : [],
  );
}
