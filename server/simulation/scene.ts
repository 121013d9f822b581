/** What somebody may do next, and what that is made from. */
import type { Command } from '../core/commands.ts';
import type { State } from '../core/state.ts';
import type { Random } from './random.ts';

/** A command without its id. */
export type Wish = Command extends infer C ? (C extends Command ? Omit<C, 'id'> : never) : never;

/** Everything a wish is made from. */
export type Scene = {
  random: Random;
  state: State;
  now: number;
  customers: readonly string[];
  isKnownCustomer: (id: string) => void;
};
