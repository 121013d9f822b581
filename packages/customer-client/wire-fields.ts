/** Reads what came over the wire: what is not of the right kind counts as missing. */
import { isBlank, withPlainLines } from '../../protocol/shared/visible.ts';

export type Fields = Record<string, unknown>;

export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** Words that can be seen; else empty. */
export function text(value: unknown): string {
  return typeof value === 'string' && !isBlank(value) ? withPlainLines(value) : '';
}

/** A finite number, also as digits; else null. */
export function numberOf(value: unknown): number | null {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : null;
}
