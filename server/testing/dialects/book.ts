/** What one client has heard of each conversation, in the order in which it came. */

/** Words that the day has said itself: whatever else is told (greetings, forms) is nobody's message. */
const SAID = /^#\d+ /;

/** The words of a message that belongs to the day; null: another one. */
export function saidIn(text: unknown): string | null {
  return typeof text === 'string' && SAID.test(text) ? text : null;
}

export class Book {
  readonly #pages = new Map<string, string[]>();
  /** What the client has said itself, where its protocol does not tell it that again. */
  readonly #own = new Set<string>();
  /** What the client can tell is wrong without knowing what was right. */
  readonly problems: string[] = [];

  /** Something was said. */
  heard(conversationId: string, text: unknown): void {
    const words = saidIn(text);
    if (words === null) return;
    const page = this.#pages.get(conversationId) ?? [];
    page.push(words);
    this.#pages.set(conversationId, page);
  }

  /** All that was said so far: it replaces what was heard, and begins with it. */
  whole(conversationId: string, texts: readonly unknown[]): void {
    const page = texts.flatMap((text) => saidIn(text) ?? []);
    const before = this.#pages.get(conversationId) ?? [];
    const others = page.filter((text) => !this.#own.has(text));
    const known = before.filter((text) => !this.#own.has(text));
    if (known.some((text, at) => text !== others[at]))
      this.problems.push(`the whole of ${conversationId} is ${page.join()}, after ${before.join()}`);
    this.#pages.set(conversationId, page);
  }

  /** The client says this, and is not told it again while it stays connected. */
  says(text: string): void {
    this.#own.add(text);
  }

  isOwn(text: string): boolean {
    return this.#own.has(text);
  }

  has(conversationId: string): boolean {
    return this.#pages.has(conversationId);
  }

  get pages(): ReadonlyMap<string, readonly string[]> {
    return this.#pages;
  }
}
