/** Documents that people follow, and pages that the build follows: what they name must be there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const documents = ['README.md', 'CONTRIBUTING.md', 'bench/README.md'].concat(
  readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
);

/** A path of this repository between backticks, down to a file of source or with a slash at its end. */
const SOURCE =
  /`((?:server|src|protocol|packages|gadget-xml|e2e|bench|scripts)\/(?:[\w./-]+\.(?:tsx?|mjs|json|css|js|xml)|[\w./-]*\/))`/g;
/** A link to a file beside the document, without its part. */
const LINK = /\]\((?!https?:|mailto:|#)([^)#]+)(?:#[^)]*)?\)/g;

it.each(documents)('%s names files that are there', (document) => {
  const text = readFileSync(join(ROOT, document), 'utf8');
  const named = [...text.matchAll(SOURCE)].map(([, path = '']) => path);
  const linked = [...text.matchAll(LINK)].map(([, path = '']) => join(document, '..', path));
  expect([...named, ...linked].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

it.each(['index.html', 'chat.html', 'demo.html', 'shop.html', 'crm.html'])(
  '%s names sources that are there',
  (page) => {
    const sources = [...readFileSync(join(ROOT, page), 'utf8').matchAll(/(?:src|href)="(\/src\/[^"]+)"/g)];
    expect(sources.map(([, path = '']) => path).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  },
);
