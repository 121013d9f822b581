/** The files of a tenant in a bucket that speaks S3. What arrives lies in a folder until it has been looked at. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Drafts } from './drafts.ts';
import { readFileName } from './file-name.ts';
import type { Files, OutgoingFile, StoredFile } from './files.ts';
import type { Room } from './room.ts';
import type { S3Bucket } from './s3-bucket.ts';

/** What a browser asks with, and what it is told of the object. */
const ASKED = ['range', 'if-none-match', 'if-modified-since'] as const;
const TOLD = ['content-length', 'content-range', 'accept-ranges', 'etag', 'last-modified'] as const;

export class FileBucket implements Files {
  readonly #bucket: S3Bucket;
  readonly #prefix: string;
  readonly #drafts: Drafts;
  readonly #room: Room;

  /** @param prefix what the keys of the tenant's objects begin with */
  constructor(bucket: S3Bucket, prefix: string, drafts: Drafts, room: Room) {
    this.#bucket = bucket;
    this.#prefix = prefix;
    this.#drafts = drafts;
    this.#room = room;
  }

  clear(): Promise<void> {
    return this.#drafts.clear();
  }

  take(content: AsyncIterable<Buffer>, given: string): Promise<StoredFile> {
    return this.#drafts.take(content, given, async (path, { name, type, size }) => {
      const hash = createHash('sha256');
      await pipeline(createReadStream(path), hash);
      await this.#bucket.put(this.#key(name), { path, size, type, hash: hash.digest('hex') });
    });
  }

  async give(name: string, { method, headers }: IncomingMessage): Promise<OutgoingFile | null> {
    const stored = readFileName(name);
    if (stored === null) return null;
    const asked: Record<string, string> = {};
    for (const header of ASKED) if (headers[header] !== undefined) asked[header] = headers[header];
    const answer = await this.#bucket.get(method === 'HEAD' ? 'HEAD' : 'GET', this.#key(name), asked);
    if (answer.status === 404) {
      await answer.body?.cancel();
      return null;
    }
    const told: Record<string, string> = {};
    for (const header of TOLD) {
      const value = answer.headers.get(header);
      if (value !== null) told[header] = value;
    }
    // What the service says about a part that is not there is nobody's file.
    const isFile = answer.ok && answer.body !== null;
    if (!answer.ok) {
      await answer.body?.cancel();
      Reflect.deleteProperty(told, 'content-length');
    }
    return {
      statusCode: answer.status,
      headers: told,
      stream: isFile ? Readable.fromWeb(answer.body) : Readable.from([]),
      kind: stored.kind,
      shownName: stored.shownName,
    };
  }

  /** False as well while the service does not answer: whoever asks for the file itself is told so. */
  async has(name: string): Promise<boolean> {
    if (readFileName(name) === null) return false;
    return this.#bucket.size(this.#key(name)).then(
      (size) => size !== null,
      () => false,
    );
  }

  async remove(names: Iterable<string>): Promise<number> {
    let removed = 0;
    let bytes = 0;
    try {
      for (const name of names) {
        if (readFileName(name) === null) continue;
        const size = await this.#bucket.size(this.#key(name));
        if (size === null) continue;
        await this.#bucket.remove(this.#key(name));
        removed += 1;
        bytes += size;
      }
    } finally {
      if (bytes > 0) await this.#room.giveBack(bytes);
    }
    return removed;
  }

  count(): Promise<number> {
    return this.#bucket.bytes(this.#prefix);
  }

  #key(name: string): string {
    return `${this.#prefix}${name}`;
  }
}
