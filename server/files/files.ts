/** The files that people send each other. */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { FileKind } from './file-kinds.ts';

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

/** The files of one tenant. Each is written once and never changed. */
export type Files = {
  /** Throws away what processes that were killed had not finished. */
  clear(): Promise<void>;
  /**
   * Takes a file: all of it, looked at, under a new name, or nothing.
   * @param given its sender's name for it
   * @throws FileRefusal
   */
  take(content: AsyncIterable<Buffer>, given: string): Promise<StoredFile>;
  /** The file of this name, as `request` asks for it (`Range`, `If-None-Match`), or null when there is none. */
  give(name: string, request: IncomingMessage): Promise<OutgoingFile | null>;
  /** Whether there is a file of this name. */
  has(name: string): Promise<boolean>;
  /** Removes files; names that are none of ours or not there are passed over. Resolves with how many there were. */
  remove(names: Iterable<string>): Promise<number>;
  /** Bytes of all files together, as they lie there. */
  count(): Promise<number>;
};
