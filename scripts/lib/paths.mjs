/** Where things stand in the repository. */
import { fileURLToPath } from 'node:url';

/** The top of the repository, without a trailing slash. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');
