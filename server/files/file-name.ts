/**
 * Names of stored files. A name is all that is known of a file: it says what the file is, how its sender called it,
 * and, because nobody can guess it, that whoever shows it was given it.
 */
import { randomUUID } from 'node:crypto';
import { KINDS } from './file-kinds.ts';
import type { FileKind } from './file-kinds.ts';

/** What is kept of the sender's own name: file systems take 255 bytes, and a character may need four. */
const FIRST_LETTERS = /^.{1,40}(?<!-)/u;

const SHAPE =
  /^(?<id>[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})(?:-(?<title>[\p{L}\p{M}\p{N}_]+(?:-[\p{L}\p{M}\p{N}_]+)*))?\.(?<extension>[a-z0-9]{2,4})$/u;

/** What a stored name says. `shownName`: what its sender called it, with the ending of what it is. */
type StoredName = { id: string; shownName: string; kind: FileKind };

/** A new name for a file of this kind that its sender called `given`. */
export function newFileName(given: string, kind: FileKind): string {
  const stem = given
    .slice(0, 1_000)
    .replace(/^.*[\\/]/u, '')
    .replace(/\.[^.]*$/u, '');
  const words = stem.normalize('NFC').match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
  const [title = ''] = FIRST_LETTERS.exec(words.join('-')) ?? [];
  return `${randomUUID()}${title === '' ? '' : `-${title}`}.${kind.extension}`;
}

/** What a name says, or null for what is no name of ours: nothing else reaches the file system. */
export function readFileName(name: string): StoredName | null {
  const groups = SHAPE.exec(name)?.groups;
  const kind = KINDS.find(({ extension }) => extension === groups?.extension);
  if (groups?.id === undefined || kind === undefined) return null;
  return { id: groups.id, shownName: `${groups.title ?? 'file'}.${kind.extension}`, kind };
}

/** The names of files that a text mentions: addresses in what was said. */
export function fileNamesIn(text: string): string[] {
  const found =
    text.match(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}[^\s"'&\\?#/]*/gu) ?? [];
  return [...new Set(found.map(decoded))].filter((name) => readFileName(name) !== null);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
