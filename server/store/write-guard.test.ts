import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeClaim } from './claims.ts';
import type { Claimant } from './claims.ts';
import { DataDirectoryLostError } from './data-directory-lock.ts';
import { WriteGuard } from './write-guard.ts';

const SOMEBODY: Claimant = { token: 'token', pid: 1, host: 'here', kernel: 'this', beacon: false };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-desk-guard-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('lets nothing be written once the directory is lost, also within a statement', () => {
  const claim = makeClaim(folder, 1, SOMEBODY)!;
  const written: string[] = [];
  const operations = { write: (text: string) => written.push(text) };
  const ended = (): never => {
    throw new Error('ended');
  };
  const guard = new WriteGuard(claim, ended);
  guard.protect(operations);
  operations.write('one');
  guard.verify();
  makeClaim(folder, 2, SOMEBODY);
  expect(() => guard.verify()).toThrow(DataDirectoryLostError);
  // A thread that was stopped in a statement: what it verified last is long ago.
  const late = { write: (text: string) => written.push(text) };
  new WriteGuard(claim, ended).protect(late);
  expect(() => late.write('two')).toThrow('ended');
  expect(written).toEqual(['one']);
});
