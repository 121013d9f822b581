import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataDirectoryInUseError, lockDataDirectory } from './data-directory-lock.ts';

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'agent-desk-lock-'));
  path = join(directory, 'lock');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('the lock of a data directory', () => {
  it('refuses a second holder with a sentence, until the first gives it back', async () => {
    const release = await lockDataDirectory(directory);
    const second = lockDataDirectory(directory);
    await expect(second).rejects.toThrow(DataDirectoryInUseError);
    await expect(second).rejects.toThrow(/in use by another process \(pid \d+\)\. Stop that one first/);
    release();
    expect(existsSync(path)).toBe(false);
    (await lockDataDirectory(directory))();
  });

  it('takes over from a process that is gone', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    writeFileSync(path, JSON.stringify({ pid: child.pid, startedAt: '1', host: hostname(), token: 'old' }));
    const release = await lockDataDirectory(directory);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid });
    release();
  });

  it('is not fooled by another process that got the same pid', async () => {
    writeFileSync(path, JSON.stringify({ pid: process.pid, startedAt: '1', host: hostname(), token: 'old' }));
    (await lockDataDirectory(directory))();
  });

  it('takes over from a holder elsewhere whose heart has stopped, or that left no name', async () => {
    writeFileSync(path, JSON.stringify({ pid: 1, startedAt: '1', host: 'elsewhere', token: 'old' }));
    utimesSync(path, new Date(0), new Date(0));
    (await lockDataDirectory(directory))();
    writeFileSync(path, '');
    utimesSync(path, new Date(0), new Date(0));
    (await lockDataDirectory(directory))();
  });

  it('believes a holder elsewhere whose heart beats', async () => {
    writeFileSync(path, JSON.stringify({ pid: 1, startedAt: '1', host: 'elsewhere', token: 'other' }));
    const beat = setInterval(() => utimesSync(path, new Date(), new Date()), 100);
    await expect(lockDataDirectory(directory)).rejects.toThrow(DataDirectoryInUseError);
    clearInterval(beat);
  });
});
