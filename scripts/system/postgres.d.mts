/** Types of a program that the tests, which run without a compiler, share. */
export function findPostgres(): Promise<{ path: string } | { path?: never; missing: string }>;
export function startPostgres(
  bin: string,
  standbyOf?: string | null,
): Promise<{ url: string; stop: () => Promise<void> }>;
