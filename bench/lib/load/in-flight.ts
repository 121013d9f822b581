/** Messages on their way, and how long each took. */
import { setTimeout as sleep } from 'node:timers/promises';
import { distribution } from '../figures.ts';
import { steadily } from '../load-steady.ts';
import type { Written } from './messages.ts';

/** How long (ms) the last message may be on its way before it counts as lost. */
const PATIENCE = 10_000;

/** Sends one message; calls `acknowledged` when the server has answered. */
export type SendOne = (id: string, number: number, acknowledged: () => void) => void;

export class InFlight {
  /** When each message on its way was sent. */
  readonly #sent = new Map<string, number>();
  readonly #seen = new Set<string>();
  readonly #newId: () => string;
  #arrivals: number[] = [];
  #twice = 0;

  constructor(newId: () => string) {
    this.#newId = newId;
  }

  arrived(messageId: string): void {
    const at = this.#sent.get(messageId);
    if (at !== undefined) {
      this.#arrivals.push(performance.now() - at);
      this.#sent.delete(messageId);
      this.#seen.add(messageId);
    } else if (this.#seen.has(messageId)) this.#twice += 1;
  }

  /** Sends `perSecond` messages a second for `ms`, and waits for the last to arrive. */
  async write(perSecond: number, ms: number, send: SendOne): Promise<Written> {
    this.#arrivals = [];
    this.#twice = 0;
    this.#seen.clear();
    const acknowledged: number[] = [];
    const sent = await steadily(perSecond, ms, (number) => {
      const id = this.#newId();
      const began = performance.now();
      this.#sent.set(id, began);
      send(id, number, () => acknowledged.push(performance.now() - began));
    });
    for (const end = Date.now() + PATIENCE; this.#sent.size > 0 && Date.now() < end;) await sleep(10);
    const lost = this.#sent.size;
    this.#sent.clear();
    return {
      sent,
      arrival: distribution(this.#arrivals),
      acknowledgement: distribution(acknowledged),
      lost,
      twice: this.#twice,
    };
  }
}
