/**
 * `npm run layers`: draws which folders import which, from the imports themselves, into `docs/layers.md`. An arrow
 * that follows from others (a → b → c makes a → c) is left out, so that the layers can be seen.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { format } from 'prettier';
import { root } from './lib/paths.mjs';

process.chdir(root);
const NOT_DRAWN = String.raw`\.test\.tsx?$|/testing/|\.(css|json|svg)$`;
const options = { exclude: NOT_DRAWN, doNotFollow: 'node_modules', tsPreCompilationDeps: true };
const { output } = await cruise(['server', 'protocol', 'src'], options);

/** The folder that a file stands in, as the picture names it; null for files that belong to none. */
function folderOf(path) {
  if (path.startsWith('protocol/')) return 'protocol';
  return /^(?:server|src)\/(?:customer-chat\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? null;
}

const arrows = new Map();
for (const { source, dependencies } of output.modules) {
  const from = folderOf(source);
  if (from === null) continue;
  if (!arrows.has(from)) arrows.set(from, new Set());
  for (const { resolved } of dependencies) {
    const to = folderOf(resolved);
    if (to !== null && to !== from) arrows.get(from).add(to);
  }
}

/** Whether `to` is reached from any of these folders. */
function isReached(to, folders) {
  const seen = new Set();
  const next = [...folders];
  while (next.length > 0) {
    const folder = next.pop();
    if (folder === to) return true;
    if (seen.has(folder)) continue;
    seen.add(folder);
    next.push(...(arrows.get(folder) ?? []));
  }
  return false;
}

/** Whether an arrow says nothing that others do not say. In a circle every arrow counts. */
function followsFromOthers(from, to) {
  if (isReached(from, [to])) return false;
  return isReached(
    to,
    [...arrows.get(from)].filter((folder) => folder !== to),
  );
}

function picture(part) {
  const folders = [...arrows.keys()].filter((folder) => folder.startsWith(`${part}/`)).sort();
  const lines = folders.flatMap((from) =>
    [...arrows.get(from)]
      .filter((to) => to.startsWith(`${part}/`) && !followsFromOthers(from, to))
      .sort()
      .map((to) => `  ${from.slice(part.length + 1)} --> ${to.slice(part.length + 1)}`),
  );
  // Mermaid takes no slash in the name of a box.
  return ['```mermaid', 'flowchart TD', ...lines.map((line) => line.replaceAll('/', '.')), '```'].join('\n');
}

const text = `# Layers

Made by \`npm run layers\` from the imports. An arrow that follows from others is left out. What is allowed stands in
\`.dependency-cruiser.cjs\`; \`npm run check:layers\` proves it.

## Server

${picture('server')}

## Desk and customer's pages

${picture('src')}
`;
writeFileSync(join(root, 'docs', 'layers.md'), await format(text, { parser: 'markdown', printWidth: 110 }));
console.log('docs/layers.md');
