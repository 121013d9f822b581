import type { Delivery, Turn } from './contract.ts';

/** Called for every turn. */
type Prepare = (turn: Turn) => Delivery | undefined;

/** Who hears of turns. One subscriber's mistake does not cost the others their turn. */
export class TurnSubscribers {
  readonly #all = new Set<Prepare>();
  readonly #logger: { error: (details: object, message: string) => void };

  constructor(logger: { error: (details: object, message: string) => void }) {
    this.#logger = logger;
  }

  /** From the next turn on; the result ends it. */
  add(prepare: Prepare): () => void {
    this.#all.add(prepare);
    return () => this.#all.delete(prepare);
  }

  /** Shows the turn to everybody; gives what has to run once it is durable. */
  prepare(turn: Turn): Delivery[] {
    const deliveries: Delivery[] = [];
    for (const prepare of this.#all) {
      this.#guard('subscriber', () => {
        const delivery = prepare(turn);
        if (delivery) deliveries.push(delivery);
      });
    }
    return deliveries;
  }

  /** The turn is durable. */
  deliver(deliveries: readonly Delivery[]): void {
    for (const deliver of deliveries) this.#guard('delivery', deliver);
  }

  #guard(what: string, run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#logger.error({ err: error }, `a ${what} failed`);
    }
  }
}
