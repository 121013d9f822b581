import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyTemplate } from './database-template.ts';

describe('the template of the embedded database', () => {
  let folder: string;
  let template: string;
  let directory: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'desk-template-'));
    template = join(folder, 'template');
    directory = join(folder, 'database');
    mkdirSync(template);
    writeFileSync(join(template, 'PG_VERSION'), '18');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('becomes the database of a new data directory, also after a copy that was interrupted', async () => {
    mkdirSync(`${directory}.new`);
    writeFileSync(join(`${directory}.new`, 'half'), '');
    await copyTemplate(directory, template);
    expect(readFileSync(join(directory, 'PG_VERSION'), 'utf8')).toBe('18');
    expect(existsSync(join(directory, 'half'))).toBe(false);
    expect(existsSync(`${directory}.new`)).toBe(false);
  });

  it('never touches a database that is there', async () => {
    mkdirSync(directory);
    writeFileSync(join(directory, 'PG_VERSION'), '17');
    await copyTemplate(directory, template);
    expect(readFileSync(join(directory, 'PG_VERSION'), 'utf8')).toBe('17');
  });

  it('is not needed', async () => {
    await copyTemplate(directory, join(folder, 'nothing'));
    expect(existsSync(directory)).toBe(false);
  });
});
