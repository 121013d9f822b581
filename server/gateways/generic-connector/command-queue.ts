/** The commands of one agent, one after the other. */

export class CommandQueue {
  #last: Promise<void> = Promise.resolve();
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Does this when what came before is done. `work` never rejects. */
  add(work: () => Promise<void>): void {
    this.#length++;
    this.#last = this.#last.then(work).finally(() => {
      this.#length--;
    });
  }

  /** Resolves when everything is done that was added before. */
  done(): Promise<void> {
    return this.#last;
  }
}
