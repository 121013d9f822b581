/**
 * Why a file is not taken. `EMPTY`: nothing arrived; `BROKEN`: it ended before its end; `TOO_LARGE`: more than the limit;
 * `KIND`: not one that is taken; `FULL`: all files together have no more room.
 */
export type FileRefusalReason = 'EMPTY' | 'BROKEN' | 'TOO_LARGE' | 'KIND' | 'FULL';

/** A file that is not taken. Nothing of it is kept. */
export class FileRefusal extends Error {
  override readonly name = 'FileRefusal';
  readonly reason: FileRefusalReason;

  constructor(reason: FileRefusalReason) {
    super(`The file is not taken: ${reason}`);
    this.reason = reason;
  }
}
