/**
 * The emoji that can be chosen, with their names in the agent's language: files of our own build, fetched when
 * the first emoji is looked for. Languages without names of their own get the English ones.
 */
import german from 'emojibase-data/de/data.json?url';
import germanWords from 'emojibase-data/de/messages.json?url';
import english from 'emojibase-data/en/data.json?url';
import englishWords from 'emojibase-data/en/messages.json?url';
import shortcodes from 'emojibase-data/en/shortcodes/emojibase.json?url';
import { fields, list, number, text, texts } from '../base/fields.ts';

/** Newer ones are empty boxes on many a phone: customers' machines are older than ours. */
const NEWEST_VERSION = 15;
/** Skin tones and hair alone. */
const COMPONENTS = 2;

export type SkinTone = 'light' | 'medium-light' | 'medium' | 'medium-dark' | 'dark';
const TONES: readonly SkinTone[] = ['light', 'medium-light', 'medium', 'medium-dark', 'dark'];

export type Emoji = {
  emoji: string;
  category: number;
  /** What it is called, in the agent's language. */
  label: string;
  version: number;
  tags: string[];
  skins?: Record<SkinTone, string>;
  /** What it is called between colons, in English. */
  codes: readonly string[];
};

export type EmojiSet = {
  locale: string;
  emojis: Emoji[];
  categories: { index: number; label: string }[];
  skinTones: Record<SkinTone, string>;
};

async function json(url: string): Promise<unknown> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The emoji could not be loaded (${answer.status}).`);
  return answer.json();
}

function capital(words: string, locale: string): string {
  return words.charAt(0).toLocaleUpperCase(locale) + words.slice(1);
}

function readSkins(value: unknown): Record<SkinTone, string> | null {
  const skins = list(value).map(fields);
  const entries = TONES.map((tone, index) => {
    const skin = skins.find((each) => each.tone === index + 1);
    return [tone, text(skin?.emoji)] as const;
  });
  return entries.some(([, emoji]) => emoji === '')
    ? null
    : (Object.fromEntries(entries) as Record<SkinTone, string>);
}

function readEmoji(value: unknown, codes: ReturnType<typeof fields>): Emoji[] {
  const wire = fields(value);
  const category = number(wire.group);
  const version = number(wire.version) ?? 0;
  if (category === null || category === COMPONENTS || version > NEWEST_VERSION) return [];
  const skins = readSkins(wire.skins);
  const named = codes[text(wire.hexcode)];
  return [
    {
      emoji: text(wire.emoji),
      category,
      label: text(wire.label),
      version,
      tags: [...texts(wire.tags)],
      ...(skins === null ? {} : { skins }),
      codes: typeof named === 'string' ? [named] : texts(named),
    },
  ];
}

/** Puts a set together from emojibase's files. */
export function readEmojiSet(locale: string, data: unknown, words: unknown, codes: unknown): EmojiSet {
  const messages = fields(words);
  const toneNames = list(messages.skinTones).map(fields);
  return {
    locale,
    emojis: list(data).flatMap((each) => readEmoji(each, fields(codes))),
    categories: list(messages.groups)
      .map(fields)
      .map((group) => ({ index: number(group.order) ?? 0, label: capital(text(group.message), locale) }))
      .filter((group) => group.index !== COMPONENTS),
    skinTones: Object.fromEntries(
      TONES.map((tone) => [tone, text(toneNames.find((each) => each.key === tone)?.message, tone)]),
    ) as Record<SkinTone, string>,
  };
}

const loading = new Map<string, Promise<EmojiSet>>();

/** The set for a language; fetched once. */
export function loadEmoji(language: string): Promise<EmojiSet> {
  const locale = language.startsWith('de') ? 'de' : 'en';
  const known = loading.get(locale);
  if (known !== undefined) return known;
  const [data, words] = locale === 'de' ? [german, germanWords] : [english, englishWords];
  const loaded = Promise.all([json(data), json(words), json(shortcodes)]).then(([emojis, messages, codes]) =>
    readEmojiSet(locale, emojis, messages, codes),
  );
  loading.set(locale, loaded);
  // A lost network must not keep them away for ever.
  loaded.catch(() => loading.delete(locale));
  return loaded;
}
