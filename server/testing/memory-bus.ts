import { Listeners } from '../nodes/bus.ts';
import type { Bus } from '../nodes/bus.ts';

/** A bus between nodes that stand in one process. Each has its own end, and any of them can be cut off. */
export class MemoryBus {
  readonly #ends = new Map<Listeners, { cut: boolean }>();

  /** The end of one more node. */
  end(): Pick<Bus, 'publish' | 'subscribe'> & { cut: (isCut: boolean) => void } {
    const listeners = new Listeners();
    const state = { cut: false };
    this.#ends.set(listeners, state);
    return {
      publish: (topic, text) => {
        if (state.cut) return;
        for (const [other, { cut }] of this.#ends) {
          if (other !== listeners && !cut) setImmediate(() => other.tell(topic, text));
        }
      },
      subscribe: (topic, listener) => listeners.add(topic, listener),
      cut: (isCut) => (state.cut = isCut),
    };
  }
}
