/** Where a customer's words go: known once the connection has joined, so that a message waits for nothing else. */
export type Place = { sessionId: string; conversationId: string; customerId: string; customerName: string };

/**
 * One connection that takes part in one session. While the history is being sent, live frames wait behind it, so
 * that everything arrives in order (D23).
 */
export class CustomerConnection<Frame> {
  /** Unlike that of every other connection of its protocol. */
  readonly id: string;
  readonly place: Place;
  readonly #send: (frame: Frame) => void;
  #waiting: Frame[] | null = [];
  #detached = false;

  constructor(id: string, place: Place, send: (frame: Frame) => void) {
    this.id = id;
    this.place = place;
    this.#send = send;
  }

  /** A live frame: sent, or kept until `goLive`. */
  deliver(frame: Frame): void {
    if (this.#detached) return;
    if (this.#waiting === null) this.#send(frame);
    else this.#waiting.push(frame);
  }

  /** Sends past the waiting frames: history, and what answers a request. */
  sendNow(frame: Frame): void {
    if (!this.#detached) this.#send(frame);
  }

  /** What waited goes out, and from now on everything at once. */
  goLive(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const frame of waiting) this.deliver(frame);
  }

  /** Nothing goes out any more. */
  detach(): void {
    this.#detached = true;
  }
}
