/** Files on their way in: each is written to a folder, looked at when all of it is there, and then kept, or nothing of it. */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { kindOfFile } from './file-kinds.ts';
import { newFileName } from './file-name.ts';
import { FileRefusal } from './file-refusal.ts';
import type { StoredFile } from './files.ts';
import type { Room } from './room.ts';

/** What has been begun and not finished lies here. */
export const UNFINISHED = 'unfinished';
/** What is older (ms) was begun by a process that is gone: no request takes so long. */
const LONG_AGO_MS = 7_200_000;

/** The unfinished files of one tenant. */
export class Drafts {
  readonly #folder: string;
  readonly #most: number;
  readonly #room: Room;

  /** @param most bytes of the largest file that is taken */
  constructor(folder: string, most: number, room: Room) {
    this.#folder = join(folder, UNFINISHED);
    this.#most = most;
    this.#room = room;
  }

  /** Throws away what processes that were killed had not finished. */
  async clear(): Promise<void> {
    for (const name of await readdir(this.#folder).catch(() => [] as string[])) {
      const path = join(this.#folder, name);
      const begun = await stat(path).catch(() => null);
      if (begun !== null && begun.mtimeMs < Date.now() - LONG_AGO_MS) await rm(path, { force: true });
    }
  }

  /**
   * @param given its sender's name for it
   * @param keep puts the finished file where it stays; what it throws is thrown on, and nothing is kept
   * @throws FileRefusal
   */
  async take(
    content: AsyncIterable<Buffer>,
    given: string,
    keep: (path: string, file: StoredFile) => Promise<void>,
  ): Promise<StoredFile> {
    const path = join(this.#folder, randomUUID());
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    try {
      await pipeline(content, atMost(this.#most), createWriteStream(path, { mode: 0o600, flush: true }));
      const { size } = await stat(path);
      if (size === 0) throw new FileRefusal('EMPTY');
      const kind = await kindOfFile(path, given);
      if (kind === null) throw new FileRefusal('KIND');
      if (!(await this.#room.take(size))) throw new FileRefusal('FULL');
      const file = { name: newFileName(given, kind), type: kind.type, size };
      try {
        await keep(path, file);
      } catch (error) {
        await this.#room.giveBack(size).catch(() => {});
        throw error;
      }
      return file;
    } finally {
      await rm(path, { force: true });
    }
  }
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
