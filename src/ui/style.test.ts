import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = path.resolve(import.meta.dirname, '..');

function files(folder: string, ending: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return files(full, ending);
    return entry.name.endsWith(ending) ? [full] : [];
  });
}

const PHYSICAL =
  /(?<![-\w])(?:margin|padding|border)-(?:left|right)\b|(?<![-\w])(?:left|right)\s*:|text-align:\s*(?:left|right)|float:\s*(?:left|right)/;

describe('the styles', () => {
  // The widget stands in a corner that another page's author has named: left is left there.
  const ours = files(SRC, '.css').filter((file) => path.basename(path.dirname(file)) !== 'widget');
  it.each(ours.map((file) => [path.relative(SRC, file), file]))(
    '%s knows no left and right: it holds in every direction of writing',
    (_name, file) => {
      const declarations = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
      expect(PHYSICAL.exec(declarations)?.[0]).toBeUndefined();
    },
  );

  it('has no text outside of the words: no letter stands in the markup of a component', () => {
    const own = files(SRC, '.tsx').filter(
      (file) => !/\.test\.|[/\\](?:chat|markdown|testing)[/\\]/.test(file),
    );
    const stray = own.flatMap((file) => {
      const source = readFileSync(file, 'utf8');
      return [...source.matchAll(/>\s*([A-Z][a-z]+(?: [a-z]+)+)\s*</g)].map(
        ([, words]) => `${path.basename(file)}: ${words ?? ''}`,
      );
    });
    expect(stray).toEqual([]);
  });
});
