/**
 * Numbered claims on a directory. Whoever has the highest number owns the directory; taking it over means to
 * create the next number, which the file system gives to one process alone. Numbers are never used twice, so a
 * claim is lost for good once it is missing or has a successor: that is seen without any clock.
 */
import { existsSync, linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who made a claim. */
export type Claimant = {
  /** Names the files that prove that the claimant lives. */
  token: string;
  pid: number;
  host: string;
  /** The running kernel: processes with the same one can see each other's sockets. */
  kernel: string;
  /** Whether the claimant listens on a socket in the directory. */
  beacon: boolean;
};

/** The newest claim; `claimant` is null when it was given back. */
export type NewestClaim = { number: number; claimant: Claimant | null };

/** The two paths by which a claim is verified. Plain data, so that another thread can do it. */
export type ClaimPaths = { own: string; successor: string };

const NAME = /^(\d+)(\.free)?$/;

/** Whether the claim still is the newest one. */
export function isHeld({ own, successor }: ClaimPaths): boolean {
  return existsSync(own) && !existsSync(successor);
}

/** The newest claim in `folder`, null when there was never one. */
export function newestClaim(folder: string): NewestClaim | null {
  const newest = claimsIn(folder).at(-1);
  if (newest === undefined) return null;
  return {
    number: newest.number,
    claimant: newest.free ? null : readClaimant(join(folder, newest.name)),
  };
}

/** Makes the claim with this number. Null when somebody else was faster. */
export function makeClaim(folder: string, number: number, claimant: Claimant): ClaimPaths | null {
  // Written beside and then linked: a claim is never seen half written, and a link never replaces anything.
  const draft = join(folder, `${claimant.token}.claim`);
  writeFileSync(draft, JSON.stringify(claimant), { mode: 0o600 });
  const own = join(folder, String(number));
  try {
    linkSync(draft, own);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return null;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  // Who looked at the folder long ago may have made a number that was used and removed meanwhile.
  const newest = newestClaim(folder);
  if (newest?.number !== number || existsSync(`${own}.free`)) {
    rmSync(own, { force: true });
    return null;
  }
  return { own, successor: join(folder, String(number + 1)) };
}

/** Gives the claim back, when it is still held. */
export function freeClaim(paths: ClaimPaths): void {
  if (isHeld(paths)) renameSync(paths.own, `${paths.own}.free`);
}

/**
 * Removes older claims, lowest number first, so that no lost claim ever looks held. Returns the tokens of those
 * who had not given theirs back.
 */
export function removeOlder(folder: string, number: number): string[] {
  const older = claimsIn(folder).filter((claim) => claim.number < number);
  const tokens: string[] = [];
  for (const { name, free } of older) {
    const path = join(folder, name);
    const { token } = readClaimant(path);
    if (!free && token !== '') tokens.push(token);
    rmSync(path, { force: true });
  }
  return tokens;
}

/** All claims in `folder`, lowest number first. */
function claimsIn(folder: string): { number: number; free: boolean; name: string }[] {
  return readdirSync(folder)
    .flatMap((name) => {
      const [, number, free] = NAME.exec(name) ?? [];
      return number === undefined ? [] : [{ number: Number(number), free: free !== undefined, name }];
    })
    .toSorted((a, b) => a.number - b.number);
}

/** A claim that nobody can read counts as one without a beacon on an unknown machine. */
function readClaimant(path: string): Claimant {
  const unknown: Claimant = { token: '', pid: 0, host: '', kernel: '', beacon: false };
  try {
    return { ...unknown, ...(JSON.parse(readFileSync(path, 'utf8')) as Partial<Claimant>) };
  } catch {
    return unknown;
  }
}
