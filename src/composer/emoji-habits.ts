/** What an agent has last chosen, and in which skin tone: kept in this browser, in memory where it keeps nothing. */
import { fields, text, texts } from '../base/fields.ts';
import { browserStore } from '../base/browser-capabilities.ts';
import type { SkinTone } from './emoji-data.ts';

const KEY = 'desk.emoji';
const MOST = 16;
const TONES: readonly string[] = ['light', 'medium-light', 'medium', 'medium-dark', 'dark'];

export type EmojiHabits = { recent: readonly string[]; tone: SkinTone | 'none' };

function isTone(name: string): name is SkinTone {
  return TONES.includes(name);
}

/** What is kept. */
export function emojiHabits(): EmojiHabits {
  try {
    const wire = fields(JSON.parse(browserStore.getItem(KEY) ?? 'null'));
    const tone = text(wire.tone);
    return { recent: texts(wire.recent).slice(0, MOST), tone: isTone(tone) ? tone : 'none' };
  } catch {
    return { recent: [], tone: 'none' };
  }
}

function keep(habits: EmojiHabits): void {
  browserStore.setItem(KEY, JSON.stringify(habits));
}

/** Remembers that an emoji was chosen. */
export function choseEmoji(emoji: string): void {
  const habits = emojiHabits();
  keep({ ...habits, recent: [emoji, ...habits.recent.filter((each) => each !== emoji)].slice(0, MOST) });
}

/** Remembers a skin tone. */
export function choseTone(tone: SkinTone | 'none'): void {
  keep({ ...emojiHabits(), tone });
}
