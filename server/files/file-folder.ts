/** Files that people send each other, in a folder. Each is written once and never changed. */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { send } from '@fastify/send';
import { kindOfFile } from './file-kinds.ts';
import type { FileKind } from './file-kinds.ts';
import { newFileName, readFileName } from './file-name.ts';
import { FileRefusal } from './file-refusal.ts';
import { ENDLESS_ROOM } from './room.ts';
import type { Room } from './room.ts';

/** A file that was taken. `size` in bytes. */
export type StoredFile = { name: string; type: string; size: number };

/** A file on its way out: all of it, the part that was asked for, or that nothing has changed. */
export type OutgoingFile = {
  statusCode: number;
  headers: Record<string, string>;
  stream: Readable;
  kind: FileKind;
  /** What its sender called it, with the ending of what it is. */
  shownName: string;
};

/** What has been begun and not finished lies here. */
const UNFINISHED = 'unfinished';
/** The part that was asked for lies behind the end of the file. */
const RANGE_NOT_THERE = 416;
/** What is older (ms) was begun by a process that is gone: no request takes so long. */
const LONG_AGO_MS = 7_200_000;

/** The folder of a tenant's files, and the largest that is taken, as the settings have it. */
export function openFiles(
  settings: { filesDir: string; fileLimit: number },
  tenant: string,
  room: Room = ENDLESS_ROOM,
): FileFolder {
  return new FileFolder(join(settings.filesDir, encodeURIComponent(tenant)), settings.fileLimit, room);
}

/** The files of one tenant. */
export class FileFolder {
  readonly #folder: string;
  readonly #most: number;
  readonly #room: Room;

  /** @param most bytes of the largest file that is taken */
  constructor(folder: string, most: number, room: Room) {
    this.#folder = folder;
    this.#most = most;
    this.#room = room;
  }

  /** Throws away what processes that were killed had not finished. */
  async clear(): Promise<void> {
    const folder = join(this.#folder, UNFINISHED);
    for (const name of await readdir(folder).catch(() => [] as string[])) {
      const path = join(folder, name);
      const begun = await stat(path).catch(() => null);
      if (begun !== null && begun.mtimeMs < Date.now() - LONG_AGO_MS) await rm(path, { force: true });
    }
  }

  /**
   * Takes a file: all of it, looked at, under a new name, or nothing.
   * @param given its sender's name for it
   * @throws FileRefusal
   */
  async take(content: AsyncIterable<Buffer>, given: string): Promise<StoredFile> {
    const draft = join(this.#folder, UNFINISHED, randomUUID());
    await mkdir(join(this.#folder, UNFINISHED), { recursive: true, mode: 0o700 });
    try {
      await pipeline(content, atMost(this.#most), createWriteStream(draft, { mode: 0o600, flush: true }));
      const { size } = await stat(draft);
      if (size === 0) throw new FileRefusal('EMPTY');
      const kind = await kindOfFile(draft, given);
      if (kind === null) throw new FileRefusal('KIND');
      if (!(await this.#room.take(size))) throw new FileRefusal('FULL');
      const name = newFileName(given, kind);
      try {
        await mkdir(this.#shelf(name), { recursive: true, mode: 0o700 });
        await rename(draft, join(this.#shelf(name), name));
      } catch (error) {
        await this.#room.giveBack(size).catch(() => {});
        throw error;
      }
      return { name, type: kind.type, size };
    } finally {
      await rm(draft, { force: true });
    }
  }

  /** The file of this name, as `request` asks for it (`Range`, `If-None-Match`), or null when there is none. */
  async give(name: string, request: IncomingMessage): Promise<OutgoingFile | null> {
    const stored = readFileName(name);
    if (stored === null) return null;
    const path = encodeURIComponent(name);
    const found = await send(request, path, { root: this.#shelf(name), index: false, dotfiles: 'deny' });
    if (found.type !== 'file' && found.statusCode !== RANGE_NOT_THERE) return null;
    const { statusCode, headers, stream } = found;
    const { kind, title } = stored;
    return {
      statusCode,
      headers,
      stream,
      kind,
      shownName: `${title === '' ? 'file' : title}.${kind.extension}`,
    };
  }

  /** Whether there is a file of this name. */
  async has(name: string): Promise<boolean> {
    if (readFileName(name) === null) return false;
    return stat(join(this.#shelf(name), name)).then(
      () => true,
      () => false,
    );
  }

  /** Removes files; names that are none of ours or not there are passed over. Resolves with how many there were. */
  async remove(names: Iterable<string>): Promise<number> {
    let removed = 0;
    let bytes = 0;
    for (const name of names) {
      if (readFileName(name) === null) continue;
      const path = join(this.#shelf(name), name);
      const size = await stat(path).then((found) => found.size, isAbsent);
      const wasThere = await rm(path).then(() => true, isAbsent);
      if (!wasThere) continue;
      removed += 1;
      bytes += size === false ? 0 : size;
    }
    if (bytes > 0) await this.#room.giveBack(bytes);
    return removed;
  }

  /** Bytes of all files together, as they lie there. */
  async count(): Promise<number> {
    let bytes = 0;
    for (const shelf of await readdir(this.#folder).catch(() => [] as string[])) {
      if (shelf === UNFINISHED) continue;
      const folder = join(this.#folder, shelf);
      for (const name of await readdir(folder)) {
        bytes += await stat(join(folder, name)).then(
          ({ size }) => size,
          () => 0,
        );
      }
    }
    return bytes;
  }

  /** Folders with millions of files are slow: there are 256 of them. */
  #shelf(name: string): string {
    return join(this.#folder, name.slice(0, 2));
  }
}

/** False for a file that is not there; anything else is thrown on. */
function isAbsent(error: unknown): false {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
  throw error;
}

/** Lets bytes through until they are too many. Where they come from may break off. */
function atMost(most: number) {
  return async function* (content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let size = 0;
    try {
      for await (const chunk of content) {
        size += chunk.length;
        if (size > most) break;
        yield chunk;
      }
    } catch {
      throw new FileRefusal('BROKEN');
    }
    if (size > most) throw new FileRefusal('TOO_LARGE');
  };
}
