/** `docs/rules`: every reference leads to a rule there, and what is said of tasks is what happens to them. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { TASK_ENDS } from '../simulation/checks/transitions.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const RULES = 'docs/rules';
/** Where rules are referred to. */
const FOLDERS = ['protocol', 'server', 'src', 'e2e', 'bench', 'scripts', RULES];

/** What looks like the id of a rule or a lesson. Other letters name keys, sizes of paper and the like; V8 runs the server, S3 keeps files. */
const ID = /(?<![\w./$#-])(?:L-[A-Z]|V(?!8)|S(?!3)|[ACDGIMQTWRBPX])\d{1,2}(?![\w/-]|\.\d)/g;
/** Documents that are not in this repository. */
const ELSEWHERE =
  /\b(?:lifecycles|cx-protocol|agent-desk-wire|field-lessons|desk-experience)\b|\bdecisions? \d/i;

function filesIn(folder: string): string[] {
  return readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => /\.(?:ts|tsx|css|mjs|md)$/.test(path) && !path.includes('node_modules'))
    .filter((path) => statSync(`${ROOT}${path}`).isFile());
}

const read = (path: string) => readFileSync(`${ROOT}${path}`, 'utf8');

/** The first cell of a table row, or a bold beginning. */
function definitionsIn(text: string): string[] {
  return [...text.matchAll(/^\| ([A-Z]\d+) +\||^- \*\*((?:L-)?[A-Z]\d+)\*\*/gm)].map(
    ([, row, bold]) => row ?? bold ?? '',
  );
}

/** Lines in which people are told something: comments and the titles of tests. */
function toldIn(path: string): [number, string][] {
  const isProse = path.endsWith('.md');
  return read(path)
    .split('\n')
    .map((line, index): [number, string] => [index + 1, line])
    .filter(([, line]) =>
      isProse ? true : /\/\/|\/\*|^\s*\*|\b(?:describe|it|test)(?:\.\w+)*\(/.test(line),
    );
}

const definitions = filesIn(RULES).flatMap((path) => definitionsIn(read(path)));

describe('the rules', () => {
  it('have an id each', () => {
    expect(definitions.length).toBeGreaterThan(150);
    expect(definitions.filter((id, index) => definitions.indexOf(id) !== index)).toEqual([]);
  });

  it('are what comments and titles of tests refer to', () => {
    const known = new Set(definitions);
    const lost = FOLDERS.flatMap(filesIn)
      .filter((path) => !path.endsWith('rules.test.ts'))
      .flatMap((path) =>
        toldIn(path).flatMap(([line, text]) => [
          ...[...text.matchAll(ID)].flatMap(([id]) => (known.has(id) ? [] : [`${path}:${line} ${id}`])),
          ...(ELSEWHERE.test(text) ? [`${path}:${line} ${text.trim()}`] : []),
        ]),
      );
    expect(lost).toEqual([]);
  });

  it('say with which reasons a task closes: those that the simulation lets the core give', () => {
    const table =
      /transitions:begin -->([\s\S]*?)<!-- transitions:end/.exec(read(`${RULES}/task.md`))?.[1] ?? '';
    const rows = [...table.matchAll(/^\| ([A-Z_]+) +\| ([A-Z_, ]+?) *\|$/gm)].map(([, state, reasons]) => [
      state,
      (reasons ?? '').split(', ').sort(),
    ]);
    const core = Object.entries(TASK_ENDS).map(([state, reasons]) => [state, [...reasons].sort()]);
    expect(rows).toEqual(core);
  });
});

describe('the glossary', () => {
  it('gives each word one meaning', () => {
    const words = [...read('docs/glossary.md').matchAll(/^\| ([a-zA-Z].*?) +\|/gm)]
      .flatMap(([, cell]) => (cell ?? '').split(', '))
      .filter((word) => word !== 'word' && word !== 'name');
    expect(words.length).toBeGreaterThan(60);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  });
});
