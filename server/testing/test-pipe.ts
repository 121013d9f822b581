import type { FollowerPipe, OwnerPipe } from '../engine/follower/pipe.ts';
import type { Random } from '../simulation/random.ts';

/** How often something goes wrong with a message, from 0 to 1. */
export type PipeFaults = { lost: number; doubled: number };

/** Carries a message some time later: at once, or when a simulation says so. */
export type Carry = (deliver: () => void) => void;

/** How many messages went each way, and how many characters. */
export type PipeTraffic = { messages: number; characters: number };

/**
 * A pipe in one process that carries text and nothing else. Messages overtake each other as `carry` lets them, some
 * come twice and some not at all, by a seed; and it can be cut.
 */
export class TestPipe {
  readonly traffic: PipeTraffic = { messages: 0, characters: 0 };
  readonly #random: Random;
  readonly #faults: PipeFaults;
  readonly #carry: Carry;
  readonly #ownerListeners = new Set<(text: string) => void>();
  readonly #followerListeners = new Map<string, Set<(text: string) => void>>();
  #isCut = false;

  constructor(random: Random, faults: PipeFaults, carry: Carry) {
    this.#random = random;
    this.#faults = faults;
    this.#carry = carry;
  }

  /** From now on nothing arrives, and what is on its way is lost. */
  cut(): void {
    this.#isCut = true;
  }

  mend(): void {
    this.#isCut = false;
  }

  readonly owner: OwnerPipe = {
    broadcast: (text) => {
      for (const follower of this.#followerListeners.keys()) {
        this.#send(text, () => this.#followerListeners.get(follower) ?? []);
      }
    },
    send: (follower, text) => this.#send(text, () => this.#followerListeners.get(follower) ?? []),
    onMessage: (listener) => {
      this.#ownerListeners.add(listener);
      return () => this.#ownerListeners.delete(listener);
    },
  };

  readonly follower: FollowerPipe = {
    send: (text) => this.#send(text, () => this.#ownerListeners),
    onMessage: (follower, listener) => {
      const listeners = this.#followerListeners.get(follower) ?? new Set();
      this.#followerListeners.set(follower, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) this.#followerListeners.delete(follower);
      };
    },
  };

  #send(text: string, to: () => Iterable<(text: string) => void>): void {
    this.traffic.messages += 1;
    this.traffic.characters += text.length;
    if (this.#isCut || this.#random.chance(this.#faults.lost)) return;
    const times = this.#random.chance(this.#faults.doubled) ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      this.#carry(() => {
        if (this.#isCut) return;
        for (const listener of [...to()]) listener(text);
      });
    }
  }
}

/** Carries some messages at once and some a few milliseconds later, so that they overtake each other. */
export function carryUnevenly(random: Random): Carry {
  return (deliver) => {
    if (random.chance(0.7)) setImmediate(deliver);
    else setTimeout(deliver, random.int(4));
  };
}
