import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again and again until it is so; throws after `patience` ms. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  what: string,
  { every = 10, patience = 60_000 }: { every?: number; patience?: number } = {},
): Promise<void> {
  const deadline = Date.now() + patience;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await sleep(every);
  }
}
