import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makePrivateDirectory } from './private-directory.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'private-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

it('makes a directory for its owner alone', async () => {
  await makePrivateDirectory(join(root, 'new/data'));
  expect(modeOf(join(root, 'new/data'))).toBe('700');
});

it('repairs one that others could read, with everything in it, and leaves links alone', async () => {
  const data = join(root, 'data');
  mkdirSync(join(data, 'database/base'), { recursive: true });
  writeFileSync(join(data, 'database/base/1'), 'what customers write');
  writeFileSync(join(root, 'outside'), '');
  symlinkSync(join(root, 'outside'), join(data, 'link'));
  for (const path of [data, join(data, 'database'), join(data, 'database/base')]) chmodSync(path, 0o755);
  for (const path of [join(data, 'database/base/1'), join(root, 'outside')]) chmodSync(path, 0o644);
  await makePrivateDirectory(data);
  expect([data, join(data, 'database'), join(data, 'database/base')].map(modeOf)).toEqual([
    '700',
    '700',
    '700',
  ]);
  expect(modeOf(join(data, 'database/base/1'))).toBe('600');
  expect(modeOf(join(root, 'outside'))).toBe('644');
});
