/** A text that is used again, as the desk knows it, and what of it is offered while writing. */
import { matchingTag } from '../../../protocol/shared/localized-text.ts';
import { fields, list, text } from '../../base/fields.ts';

export type Canned = {
  id: string;
  title: string;
  shortcut: string;
  /** What it stands under; empty: under nothing. */
  group: string;
  text: string;
  /** The same in other languages, by language tag. */
  texts: Readonly<Record<string, string>>;
  /** The agent's own. */
  own: boolean;
};

/** What the agent gives for one of their own. */
export type CannedInput = { title: string; shortcut: string; text: string };

/** One text in one language. `language`: its tag, where the text is in several. */
export type CannedOption = { key: string; canned: Canned; text: string; language: string | null };

/** A part of the list. `title` of a configured group is its own; the others have words of the desk. */
export type CannedGroup = {
  kind: 'group' | 'shared' | 'own' | 'otherLanguages' | 'found';
  title: string;
  options: readonly CannedOption[];
};

export function readCanned(value: unknown): Canned[] {
  return list(value).map((each) => {
    const wire = fields(each);
    return {
      id: text(wire.id),
      title: text(wire.title),
      shortcut: text(wire.shortcut),
      group: text(wire.group),
      text: text(wire.text),
      texts: Object.fromEntries(
        Object.entries(fields(wire.texts)).map(([language, words]) => [language, text(words)]),
      ),
      own: text(wire.scope) === 'PERSONAL',
    };
  });
}

type Variants = { first: CannedOption; others: readonly CannedOption[] };

/** A text in the wanted language, where it has that, and in its other ones. */
function variantsOf(canned: Canned, language: string): Variants {
  const tags = Object.keys(canned.texts);
  const plain: CannedOption = { key: canned.id, canned, text: canned.text, language: null };
  const translated = tags.map((tag): CannedOption => {
    const words = canned.texts[tag] ?? '';
    return { key: `${canned.id}-${tag}`, canned, text: words, language: tag };
  });
  const best = matchingTag(tags, [language]);
  const first = translated.find((each) => each.language === best) ?? plain;
  return { first, others: [plain, ...translated].filter((each) => each !== first) };
}

/** How well a text fits to what was typed; null: not at all. The best is 0. */
function fit({ canned, text: words }: CannedOption, typed: string): number | null {
  const shortcut = canned.shortcut.toLowerCase();
  const title = canned.title.toLowerCase();
  if (shortcut === typed) return 0;
  if (shortcut.startsWith(typed)) return 1;
  if (title.split(/\s+/).some((word) => word.startsWith(typed))) return 2;
  if (title.includes(typed)) return 3;
  return `${canned.group} ${words}`.toLowerCase().includes(typed) ? 4 : null;
}

/** More than anybody reads. */
const MOST_FOUND = 12;

function found(options: readonly CannedOption[], typed: string): CannedOption[] {
  return options
    .flatMap((option) => {
      const score = fit(option, typed);
      return score === null ? [] : [{ option, score }];
    })
    .sort((a, b) => a.score - b.score)
    .slice(0, MOST_FOUND)
    .map(({ option }) => option);
}

/**
 * What is offered for what was typed: all in their groups as long as nothing was typed, else what fits, the best first.
 * `language` (a tag) is offered first.
 */
export function offeredFor(all: readonly Canned[], typed: string, language: string): CannedGroup[] {
  const variants = all.map((canned) => variantsOf(canned, language));
  const first = variants.map((each) => each.first);
  const others = variants.flatMap((each) => each.others);
  const word = typed.toLowerCase();
  if (word !== '') {
    return [{ kind: 'found' as const, title: '', options: found([...first, ...others], word) }].filter(
      ({ options }) => options.length > 0,
    );
  }
  const titles = [...new Set(first.flatMap(({ canned }) => (canned.own ? [] : [canned.group])))];
  const shared = titles.map((title): CannedGroup => ({
    kind: title === '' ? 'shared' : 'group',
    title,
    options: first.filter(({ canned }) => !canned.own && canned.group === title),
  }));
  const own = first.filter(({ canned }) => canned.own);
  const groups: CannedGroup[] = [
    ...shared.filter(({ title }) => title !== ''),
    ...shared.filter(({ title }) => title === ''),
    { kind: 'own', title: '', options: own },
    { kind: 'otherLanguages', title: '', options: others },
  ];
  return groups.filter(({ options }) => options.length > 0);
}
