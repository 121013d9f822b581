/** All rules that are broken on purpose, to see that the simulation finds them. */
import type { Mutant } from './mutant.ts';
import { OTHER_MUTANTS } from './others.ts';
import { TASK_MUTANTS } from './tasks.ts';

export const MUTANTS: readonly Mutant[] = [...TASK_MUTANTS, ...OTHER_MUTANTS];
