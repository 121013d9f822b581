/** All rules that are broken on purpose, to see that the simulation finds them. */
import { ACTING_MUTANTS } from './acting.ts';
import { HELP_MUTANTS } from './help.ts';
import { LIST_MUTANTS } from './lists.ts';
import type { Mutant } from './mutant.ts';
import { OVERSIGHT_MUTANTS } from './oversight.ts';
import { OTHER_MUTANTS } from './others.ts';
import { REST_MUTANTS } from './rests.ts';
import { SILENCE_MUTANTS } from './silence.ts';
import { TASK_MUTANTS } from './tasks.ts';

export const MUTANTS: readonly Mutant[] = [
  ...TASK_MUTANTS,
  ...HELP_MUTANTS,
  ...LIST_MUTANTS,
  ...REST_MUTANTS,
  ...OVERSIGHT_MUTANTS,
  ...SILENCE_MUTANTS,
  ...ACTING_MUTANTS,
  ...OTHER_MUTANTS,
];
