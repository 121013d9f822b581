/** Looks at the state: each waits for the end of the turn that is being applied, and none sees another's middle. */
export class LookQueue {
  #looks: (() => void)[] = [];
  #busy = false;

  /** Runs at once, or when what runs now has ended. */
  add(look: () => void): void {
    this.#looks.push(look);
    this.run();
  }

  /** Runs `work`, during which nobody looks. */
  during(work: () => void): void {
    this.#busy = true;
    work();
    this.#busy = false;
  }

  /** Runs what waits, one after the other. */
  run(): void {
    if (this.#busy) return;
    this.#busy = true;
    for (let look = this.#looks.shift(); look !== undefined; look = this.#looks.shift()) look();
    this.#busy = false;
  }
}
