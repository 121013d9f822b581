/**
 * What carries texts between the nodes of one installation, by topics. It promises as little as a pipe of the engine
 * does: a text may be late, come twice, be overtaken or be lost, and sending never fails.
 */
export type Bus = {
  /** To every other node that listens to the topic. */
  publish(topic: string, text: string): void;
  /**
   * Hears what other nodes send from now on. The result ends it. While `isWanted` is false the bus need not carry the
   * topic to here; what is sent meanwhile is lost.
   */
  subscribe(topic: string, listener: (text: string) => void, isWanted?: () => boolean): () => void;
  close(): Promise<void>;
};

type Listener = (text: string) => void;

const ALWAYS = (): boolean => true;

/** Who listens to which topic in this process. */
export class Listeners {
  readonly #byTopic = new Map<string, Map<Listener, () => boolean>>();

  add(topic: string, listener: Listener, isWanted: () => boolean = ALWAYS): () => void {
    const all = this.#byTopic.get(topic) ?? new Map<Listener, () => boolean>();
    this.#byTopic.set(topic, all.set(listener, isWanted));
    return () => {
      all.delete(listener);
      if (all.size === 0 && this.#byTopic.get(topic) === all) this.#byTopic.delete(topic);
    };
  }

  has(topic: string): boolean {
    return this.#byTopic.has(topic);
  }

  /** The topics that somebody wants now. */
  topics(): string[] {
    const wanted: string[] = [];
    for (const [topic, listeners] of this.#byTopic) {
      for (const isWanted of listeners.values()) {
        if (!isWanted()) continue;
        wanted.push(topic);
        break;
      }
    }
    return wanted;
  }

  tell(topic: string, text: string): void {
    for (const listener of [...(this.#byTopic.get(topic)?.keys() ?? [])]) listener(text);
  }
}
