/** UUIDs that are made from something: the same in, the same out, on every node and after a crash. */
import { createHash } from 'node:crypto';

/** The first 16 bytes of a hash as a UUID of this version (RFC 9562: 5 or 8). */
export function uuidOf(hash: Buffer, version: 5 | 8): string {
  const bytes = Buffer.from(hash.subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | (version << 4), 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A UUID (version 8) made from its parts. The parts cannot run into each other. */
export function derivedId(...parts: readonly string[]): string {
  return uuidOf(createHash('sha256').update(JSON.stringify(parts)).digest(), 8);
}
