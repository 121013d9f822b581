/**
 * What carries texts between the nodes of one installation, by topics. It promises as little as a pipe of the engine
 * does: a text may be late, come twice, be overtaken or be lost, and sending never fails.
 */
export type Bus = {
  /** To every other node that listens to the topic. */
  publish(topic: string, text: string): void;
  /** Hears what other nodes send from now on. The result ends it. */
  subscribe(topic: string, listener: (text: string) => void): () => void;
  close(): Promise<void>;
};

/** Who listens to which topic in this process. */
export class Listeners {
  readonly #byTopic = new Map<string, Set<(text: string) => void>>();

  add(topic: string, listener: (text: string) => void): () => void {
    const all = this.#byTopic.get(topic) ?? new Set();
    this.#byTopic.set(topic, all.add(listener));
    return () => {
      all.delete(listener);
      if (all.size === 0 && this.#byTopic.get(topic) === all) this.#byTopic.delete(topic);
    };
  }

  has(topic: string): boolean {
    return this.#byTopic.has(topic);
  }

  topics(): Iterable<string> {
    return this.#byTopic.keys();
  }

  tell(topic: string, text: string): void {
    for (const listener of [...(this.#byTopic.get(topic) ?? [])]) listener(text);
  }
}
