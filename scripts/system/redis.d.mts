/** Types of a program that the tests, which run without a compiler, share with the figures. */
export function findRedis(): Promise<{ path: string } | { path?: never; missing: string }>;
export function startRedis(program: string): Promise<{ url: string; stop: () => Promise<void> }>;
