/**
 * How much JavaScript a browser has to fetch before people see something, compressed. Beyond its budget the build
 * fails: size creeps in unseen otherwise.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** In kB (1,000 bytes) of gzip. */
const BUDGETS = {
  "the desk's main screen": { most: 172, files: (dir) => withLate(dir, 'index.html') },
  "the customer's page": { most: 60, files: (dir) => withLate(dir, 'chat.html') },
  'the widget, with its largest language': { most: 60, files: widgetFiles },
};

/** Sizes in bytes, by what they are of. */
function measure(webDir) {
  return Object.fromEntries(
    Object.entries(BUDGETS).map(([name, { most, files }]) => [
      name,
      {
        bytes: files(webDir).reduce((sum, file) => sum + compressed(join(webDir, file)), 0),
        most: most * 1_000,
      },
    ]),
  );
}

/** Says what everything weighs. Throws when something is too heavy. */
export function checkBudgets(webDir) {
  const sizes = Object.entries(measure(webDir));
  const lines = sizes.map(
    ([name, { bytes, most }]) => `${name}: ${(bytes / 1_000).toFixed(1)} of ${most / 1_000} kB`,
  );
  if (sizes.some(([, { bytes, most }]) => bytes > most)) {
    throw new Error(`There is too much JavaScript (gzip):\n  ${lines.join('\n  ')}`);
  }
  console.log(`JavaScript (gzip): ${lines.join('; ')}`);
}

/** What a page's entry needs, by Vite's manifest, with what it fetches as soon as it runs. */
function withLate(webDir, page) {
  const manifest = manifestOf(webDir);
  const late = (manifest[page]?.dynamicImports ?? []).filter((name) => !/\/texts\//.test(name));
  return [...new Set([page, ...late].flatMap((name) => [...closure(manifest, name)]))].filter(isScript);
}

/** The loader, the panel, the socket and one language: a visitor fetches no second one. */
function widgetFiles(webDir) {
  const modules = readdirSync(join(webDir, 'widget'))
    .filter(isScript)
    .map((name) => `widget/${name}`);
  const [largest] = modules.filter(isLanguage).sort((a, b) => sizeOf(webDir, b) - sizeOf(webDir, a));
  if (largest === undefined) throw new Error('The build has no languages of the widget.');
  return ['widget.js', largest, ...modules.filter((file) => !isLanguage(file))];
}

/** Named by the language: `widget/de-….js`. */
function isLanguage(file) {
  return /^widget\/[a-z]{2}-/.test(file);
}

function sizeOf(webDir, file) {
  return compressed(join(webDir, file));
}

function manifestOf(webDir) {
  return JSON.parse(readFileSync(join(webDir, '.vite/manifest.json'), 'utf8'));
}

function closure(manifest, name, found = new Set()) {
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`The build has no ${name}.`);
  if (found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const imported of chunk.imports ?? []) closure(manifest, imported, found);
  return found;
}

function isScript(file) {
  return file.endsWith('.js');
}

function compressed(path) {
  return gzipSync(readFileSync(path), { level: 9 }).length;
}
