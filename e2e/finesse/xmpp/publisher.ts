import { toXml, type XmlElements } from '../xml/write.ts';

export type EventKind = 'POST' | 'PUT' | 'DELETE';

/** What a notification says: what changed, how, and the path of the resource that it is about. */
export type Update = { event: EventKind; source: string; data: XmlElements };

type Batch = { items: { node: string; text: string }[]; released: boolean };

/** Who takes notifications to their subscribers. */
export type Deliver = (node: string, text: string) => void;

/**
 * Notifications in the order in which things happened, each request's only after its 202: clients rely on it.
 * What happens outside of a request goes out behind what happened before.
 */
export class Publisher {
  readonly #deliver: Deliver;
  readonly #delay: number;
  readonly #waiting: Batch[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  #current: { batch: Batch; requestId: string } | undefined;

  /** @param delay milliseconds between the answer of a request and its notifications */
  constructor(deliver: Deliver, delay: number) {
    this.#deliver = deliver;
    this.#delay = delay;
  }

  /** What `action` publishes waits until the returned function was called, and carries the request's id. */
  holding(requestId: string, action: () => void): () => void {
    const batch: Batch = { items: [], released: false };
    const outer = this.#current;
    this.#current = { batch, requestId };
    this.#waiting.push(batch);
    try {
      action();
    } catch (error) {
      batch.released = true;
      this.#flush();
      throw error;
    } finally {
      this.#current = outer;
    }
    return () => this.#release(batch);
  }

  publish(node: string, { event, source, data }: Update): void {
    const requestId = this.#current?.requestId ?? '';
    const text = toXml('Update', { data, event, requestId, source });
    if (this.#current) {
      this.#current.batch.items.push({ node, text });
      return;
    }
    const batch: Batch = { items: [{ node, text }], released: false };
    this.#waiting.push(batch);
    this.#release(batch);
  }

  /** Forgets what has not gone out. */
  clear(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#waiting.length = 0;
  }

  #release(batch: Batch): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      batch.released = true;
      this.#flush();
    }, this.#delay);
    this.#timers.add(timer);
  }

  #flush(): void {
    while (this.#waiting[0]?.released === true) {
      for (const { node, text } of this.#waiting.shift()?.items ?? []) this.#deliver(node, text);
    }
  }
}
