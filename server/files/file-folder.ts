/** The files of a tenant in a folder. */
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { send } from '@fastify/send';
import type { Drafts } from './drafts.ts';
import { UNFINISHED } from './drafts.ts';
import { readFileName } from './file-name.ts';
import type { Files, OutgoingFile, StoredFile } from './files.ts';
import type { Room } from './room.ts';

/** The part that was asked for lies behind the end of the file. */
const RANGE_NOT_THERE = 416;

export class FileFolder implements Files {
  readonly #folder: string;
  readonly #drafts: Drafts;
  readonly #room: Room;

  constructor(folder: string, drafts: Drafts, room: Room) {
    this.#folder = folder;
    this.#drafts = drafts;
    this.#room = room;
  }

  clear(): Promise<void> {
    return this.#drafts.clear();
  }

  take(content: AsyncIterable<Buffer>, given: string): Promise<StoredFile> {
    return this.#drafts.take(content, given, async (path, { name }) => {
      await mkdir(this.#shelf(name), { recursive: true, mode: 0o700 });
      await rename(path, join(this.#shelf(name), name));
    });
  }

  async give(name: string, request: IncomingMessage): Promise<OutgoingFile | null> {
    const stored = readFileName(name);
    if (stored === null) return null;
    const path = encodeURIComponent(name);
    const found = await send(request, path, { root: this.#shelf(name), index: false, dotfiles: 'deny' });
    if (found.type !== 'file' && found.statusCode !== RANGE_NOT_THERE) return null;
    const { statusCode, headers, stream } = found;
    return { statusCode, headers, stream, kind: stored.kind, shownName: stored.shownName };
  }

  async has(name: string): Promise<boolean> {
    if (readFileName(name) === null) return false;
    return stat(join(this.#shelf(name), name)).then(
      () => true,
      () => false,
    );
  }

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
