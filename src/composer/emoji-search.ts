/** `:smile` while writing: what may be meant, and where it stands. */
import type { Emoji, EmojiSet, SkinTone } from './emoji-data.ts';

/** So many are offered at once. */
const MOST = 8;

/** A colon at the beginning of a word with at least two letters after it, up to the cursor. */
const BEGUN = /(?:^|[\s(])(:([\p{L}][\p{L}\p{N}_+-]{1,30}))$/u;
const CLOSED = /(?:^|[\s(])(:([\p{L}][\p{L}\p{N}_+-]{1,30}):)$/u;

export type Begun = { from: number; to: number; word: string; closed: boolean };

/** The emoji name that is being written at the cursor, or null. */
export function begunAt(text: string, cursor: number): Begun | null {
  const before = text.slice(Math.max(0, cursor - 40), cursor);
  const closed = CLOSED.exec(before);
  const found = closed ?? BEGUN.exec(before);
  const [, whole = '', word = ''] = found ?? [];
  if (whole === '') return null;
  return { from: cursor - whole.length, to: cursor, word: word.toLowerCase(), closed: closed !== null };
}

function rank(emoji: Emoji, word: string): number {
  if (emoji.codes.includes(word)) return 0;
  if (emoji.codes.some((code) => code.startsWith(word))) return 1;
  const label = emoji.label.toLowerCase();
  if (label.startsWith(word) || emoji.tags.some((tag) => tag.toLowerCase() === word)) return 2;
  if (emoji.codes.some((code) => code.includes(`_${word}`))) return 3;
  return label.includes(word) || emoji.tags.some((tag) => tag.toLowerCase().startsWith(word)) ? 4 : 9;
}

/** What may be meant by a word, the likeliest first. */
export function searchEmoji(set: EmojiSet, word: string): Emoji[] {
  return set.emojis
    .map((emoji) => ({ emoji, rank: rank(emoji, word) }))
    .filter((each) => each.rank < 9)
    .sort((a, b) => a.rank - b.rank || codeFor(a.emoji, word).length - codeFor(b.emoji, word).length)
    .slice(0, MOST)
    .map((each) => each.emoji);
}

/** The name by which a word has found it, else its first; empty when it has none. */
export function codeFor(emoji: Emoji, word: string): string {
  return emoji.codes.find((code) => code.startsWith(word)) ?? emoji.codes[0] ?? '';
}

/** The emoji of exactly this name. */
export function namedEmoji(set: EmojiSet, word: string): Emoji | undefined {
  return set.emojis.find((emoji) => emoji.codes.includes(word));
}

/** An emoji in the skin tone that the agent has chosen. */
export function inTone(emoji: Emoji, tone: SkinTone | 'none'): string {
  return tone === 'none' ? emoji.emoji : (emoji.skins?.[tone] ?? emoji.emoji);
}
