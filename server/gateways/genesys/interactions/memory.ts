/** What a desk was told of its interactions last, and what waits until it was told what was said before. */
import type { Notification } from '../bayeux/topics.ts';
import type { Reader } from '../reader.ts';
import type { InteractionView } from './view.ts';

/** Something to say, as whoever hears it may hear it. */
export type Telling = (reader: Reader) => Notification;

/** Who is told. */
type Listener = { say: (telling: Telling) => void };

export class InteractionMemory {
  readonly #views = new Map<string, InteractionView>();
  readonly #held = new Map<string, Telling[]>();

  view(conversationId: string): InteractionView | undefined {
    return this.#views.get(conversationId);
  }

  get ids(): string[] {
    return [...this.#views.keys()];
  }

  /** null: the interaction is over. */
  set(conversationId: string, view: InteractionView | null): void {
    if (view === null) this.#views.delete(conversationId);
    else this.#views.set(conversationId, view);
  }

  clear(): void {
    this.#views.clear();
    this.#held.clear();
  }

  /** Tells a desk about an interaction, or lets it wait for its turn. */
  tell(desk: Listener, conversationId: string, tellings: readonly Telling[]): void {
    const held = this.#held.get(conversationId);
    if (held !== undefined) held.push(...tellings);
    else for (const telling of tellings) desk.say(telling);
  }

  /** From here on everything about the interaction waits. */
  hold(conversationId: string): void {
    if (!this.#held.has(conversationId)) this.#held.set(conversationId, []);
  }

  /** What was waited for comes first, then what has waited. */
  release(desk: Listener, conversationId: string, first: readonly Telling[]): void {
    const held = this.#held.get(conversationId);
    if (held === undefined) return;
    this.#held.delete(conversationId);
    for (const telling of [...first, ...held]) desk.say(telling);
  }
}
