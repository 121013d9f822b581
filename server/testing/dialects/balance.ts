/** Whether the books of everybody balance: nothing lost, nothing doubled, one order, nothing for the wrong eyes. */
import type { Book } from './book.ts';
import type { Said, Story, Truth } from './truth.ts';

/** Somebody who has kept a book. */
export type Reader = {
  /** As in `Truth`. */
  ref: string;
  name: string;
  book: Book;
  /** Is told nothing that is for agents alone. */
  isOutside: boolean;
  /** The one conversation of a customer; null: all in which they have a part. */
  only: string | null;
};

/** What the day has said, and whether it was for customers. */
export type Intended = ReadonlyMap<string, boolean>;

/** The first thing that is wrong, in words; null: all is well. */
export function imbalance(truth: Truth, readers: readonly Reader[], intended: Intended): string | null {
  return ofWhatWasSaid(truth, intended) ?? ofReaders(truth, readers);
}

/** What was acknowledged stands in the journal once, and for whom it was meant. */
function ofWhatWasSaid(truth: Truth, intended: Intended): string | null {
  const counts = truth.count();
  for (const text of intended.keys()) {
    const count = counts.get(text) ?? 0;
    if (count !== 1) return `${text} was said once, and has happened ${count} times`;
  }
  for (const { said } of truth.stories.values()) {
    const wrong = said.find(({ text, forCustomers }) => intended.get(text) !== forCustomers);
    if (wrong !== undefined)
      return `${wrong.text} is ${wrong.forCustomers ? '' : 'not '}for customers, other than it was meant`;
  }
  return null;
}

function ofReaders(truth: Truth, readers: readonly Reader[]): string | null {
  for (const reader of readers) {
    const [problem] = reader.book.problems;
    if (problem !== undefined) return `${reader.name}: ${problem}`;
    const isOthers = (conversationId: string): boolean =>
      reader.only !== null && reader.only !== conversationId;
    for (const [conversationId, page] of reader.book.pages) {
      const hasPart = truth.stories.get(conversationId)?.parts.has(reader.ref) === true;
      if ((!hasPart || isOthers(conversationId)) && page.length > 0)
        return `${reader.name} has heard ${page.join()} of ${conversationId}, and has no part in it`;
    }
    for (const [conversationId, story] of truth.stories) {
      const wrong = isOthers(conversationId) ? null : ofPage(reader, conversationId, story);
      if (wrong !== null) return wrong;
    }
  }
  return null;
}

function ofPage(reader: Reader, conversationId: string, story: Story): string | null {
  const { ref, name, book, isOutside } = reader;
  const part = story.parts.get(ref);
  if (part === undefined) return null;
  const isForReader = ({ text, forCustomers, to }: Said): boolean =>
    (forCustomers || !isOutside) && (to === null || to.includes(ref)) && !book.isOwn(text);
  const texts = (said: readonly Said[]): string[] => said.filter(isForReader).map(({ text }) => text);
  const all = texts(story.said);
  const due = texts(story.said.slice(0, part.until ?? story.said.length)).length;
  const page = (book.pages.get(conversationId) ?? []).filter((text) => !book.isOwn(text));
  const differs = page.findIndex((text, at) => text !== all[at]);
  if (differs >= 0)
    return `${name} has heard ${page.join()} of ${conversationId}, where ${all.join()} was said`;
  if (page.length > due) return `${name} has heard ${page.slice(due).join()} after the end of the own part`;
  if (page.length < due && !part.away)
    return `${name} has not heard ${all.slice(page.length, due).join()} of ${conversationId}`;
  return null;
}
