import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { program } from '../testing/programs.ts';
import { makeTestDatabase } from '../testing/test-database.ts';
import type { TestDatabasePlace } from '../testing/test-database.ts';
import { isHeld, makeClaim, newestClaim } from './claims.ts';
import type { Claimant } from './claims.ts';
import { DataDirectoryInUseError, lockDataDirectory } from './data-directory-lock.ts';
import { openDatabase } from './database.ts';
import { beat } from './signs-of-life.ts';

/** Somebody on another machine. */
const ELSEWHERE: Claimant = { token: 'elsewhere', pid: 1, host: 'elsewhere', kernel: 'other', beacon: true };

describe('the lock of a data directory', () => {
  let directory: string;
  let folder: string;
  const timers: NodeJS.Timeout[] = [];

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'agent-desk-lock-'));
    folder = join(directory, 'lock');
  });
  afterEach(() => {
    for (const timer of timers.splice(0)) clearInterval(timer);
    rmSync(directory, { recursive: true, force: true });
  });

  it('refuses a second holder with a sentence, until the first gives it back', async () => {
    const first = await lockDataDirectory(directory);
    const second = lockDataDirectory(directory, { patienceMs: 0 });
    await expect(second).rejects.toThrow(DataDirectoryInUseError);
    await expect(second).rejects.toThrow(/in use by another process \(pid \d+\)\. Stop that one first/);
    first.release();
    (await lockDataDirectory(directory, { patienceMs: 0 })).release();
  });

  it('waits for a holder that is about to end', async () => {
    const first = await lockDataDirectory(directory);
    const second = lockDataDirectory(directory);
    timers.push(setTimeout(first.release, 300));
    (await second).release();
  });

  it('is given to one of many that ask at the same time, and leaves nothing behind', async () => {
    const asked = Array.from({ length: 8 }, () => lockDataDirectory(directory, { patienceMs: 0 }));
    const settled = await Promise.allSettled(asked);
    const got = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(got).toHaveLength(1);
    got[0]?.release();
    expect(readdirSync(folder)).toEqual(['1.free']);
  });

  it('works where the path is too long for a socket', async () => {
    const deep = join(directory, 'd'.repeat(120));
    mkdirSync(deep);
    const first = await lockDataDirectory(deep);
    expect(newestClaim(join(deep, 'lock'))?.claimant?.beacon).toBe(true);
    await expect(lockDataDirectory(deep, { patienceMs: 0 })).rejects.toThrow(DataDirectoryInUseError);
    first.release();
  });

  it('is not taken from a holder on another machine whose counter goes up, whatever its clock says', async () => {
    mkdirSync(folder);
    makeClaim(folder, 1, ELSEWHERE);
    let count = 0;
    beat(folder, ELSEWHERE.token, count);
    timers.push(setInterval(() => beat(folder, ELSEWHERE.token, (count += 1)), 50));
    const asked = lockDataDirectory(directory, { patienceMs: 0, silenceMs: 2_000 });
    await expect(asked).rejects.toThrow(/in use by another process \(pid 1 on elsewhere\)/);
  });

  it('is taken from a holder on another machine that has fallen silent, which then knows it', async () => {
    mkdirSync(folder);
    const theirs = makeClaim(folder, 1, ELSEWHERE);
    beat(folder, ELSEWHERE.token, 0);
    beat(folder, ELSEWHERE.token, 7);
    const ours = await lockDataDirectory(directory, { patienceMs: 0, silenceMs: 300 });
    expect(theirs && isHeld(theirs)).toBe(false);
    expect(isHeld(ours.paths)).toBe(true);
    ours.release();
  });

  it('tells its holder at once when somebody has taken it', async () => {
    const lost = new Promise<void>((resolve) => void lockDataDirectory(directory, { onLost: resolve }));
    await expect.poll(() => newestClaim(folder)?.number).toBe(1);
    makeClaim(folder, 2, ELSEWHERE);
    await lost;
  });

  it('respects a running process of the first release, and not what a dead one left', async () => {
    const stat = readFileSync(`/proc/${process.pid}/stat`, 'utf8');
    const startedAt = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    const holder = { pid: process.pid, startedAt, host: hostname(), token: 'old' };
    writeFileSync(folder, JSON.stringify(holder));
    await expect(lockDataDirectory(directory)).rejects.toThrow(DataDirectoryInUseError);
    writeFileSync(folder, JSON.stringify({ ...holder, startedAt: '1' }));
    (await lockDataDirectory(directory)).release();
  });
});

describe('two processes on one data directory', { timeout: 120_000 }, () => {
  let place: TestDatabasePlace;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    place = await makeTestDatabase('embedded');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await place.remove();
  });

  /** Starts one; `until` resolves with the first line that fits. */
  async function start() {
    const child = spawn(process.execPath, [await program('lock-child')], {
      env: { ...process.env, DATA_DIR: place.options.dataDir },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const lines: string[] = [];
    const waiting = new Set<() => void>();
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      for (const wake of waiting) wake();
    });
    const until = async (fits: (line: string) => boolean): Promise<string> => {
      for (;;) {
        const found = lines.find(fits);
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => waiting.add(resolve));
      }
    };
    return { child, lines, until, ended: once(child, 'exit') };
  }

  it('the second is refused while the first is stopped for as long as it likes', async () => {
    const first = await start();
    await first.until((line) => line === 'open');
    first.child.kill('SIGSTOP');
    const second = await start();
    expect(await second.until((line) => !line.startsWith('wrote'))).toBe('refused DataDirectoryInUseError');
    first.child.kill('SIGCONT');
    const seen = first.lines.length;
    await first.until((line) => first.lines.indexOf(line) > seen);
  });

  it('a first one that was believed dead stops before it writes, and nothing acknowledged is lost', async () => {
    const first = await start();
    await first.until((line) => line.startsWith('wrote'));
    first.child.kill('SIGSTOP');
    // As another machine sees it that has found it silent: the claim has a successor.
    const folder = join(place.options.dataDir ?? '', 'lock');
    const number = newestClaim(folder)?.number ?? 0;
    makeClaim(folder, number + 1, ELSEWHERE);
    first.child.kill('SIGCONT');
    const [code] = (await first.ended) as [number];
    expect(code).not.toBe(0);
    expect(first.lines.filter((line) => line.startsWith('failed'))).not.toContain('failed Error');
    const acknowledged = first.lines.filter((line) => line.startsWith('wrote')).length;
    rmSync(join(folder, String(number + 1)));
    const database = await openDatabase(place.options);
    const { rows } = await database.pool.query<{ count: number }>('select count(*) from numbers');
    // One more may have been written before it was stopped.
    expect([acknowledged, acknowledged + 1]).toContain(rows[0]?.count);
    await database.close();
  });

  it('the next one starts at once after kill -9', async () => {
    const first = await start();
    await first.until((line) => line.startsWith('wrote'));
    first.child.kill('SIGKILL');
    const second = await start();
    expect(await second.until((line) => line === 'open' || line.startsWith('refused'))).toBe('open');
  });
});
