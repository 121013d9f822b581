/** UUIDs that are made from something: the same in, the same out, on every node and after a crash. */
import { hash } from 'node:crypto';

/** The first 16 bytes of a hash as a UUID of this version (RFC 9562: 5 or 8). */
export function uuidOf(digest: Buffer, version: 5 | 8): string {
  const bytes = Buffer.from(digest.subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | (version << 4), 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A UUID (version 8) made from its parts. The parts cannot run into each other. */
export function derivedId(...parts: readonly string[]): string {
  return uuidOf(hash('sha256', JSON.stringify(parts), 'buffer'), 8);
}
