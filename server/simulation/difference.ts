/** Where two plain values differ, as a path with both sides; null when they are equal. */
export function difference(left: unknown, right: unknown): string | null {
  if (left === right) return null;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    return `: ${brief(left)} is not ${brief(right)}`;
  }
  const a = left as Record<string, unknown>;
  const b = right as Record<string, unknown>;
  let surplus = 0;
  for (const key in a) {
    surplus += 1;
    if (!Object.hasOwn(b, key)) return `/${key}: ${brief(a[key])} is missing on the right`;
    const found = difference(a[key], b[key]);
    // The path is put together on the way back only: most comparisons find nothing.
    if (found !== null) return `/${key}${found}`;
  }
  for (const key in b) {
    surplus -= 1;
    if (surplus < 0 && !Object.hasOwn(a, key)) return `/${key}: ${brief(b[key])} is missing on the left`;
  }
  if (surplus === 0) return null;
  const extra = Object.keys(b).find((key) => !Object.hasOwn(a, key));
  return `/${String(extra)}: is missing on the left`;
}

function brief(value: unknown): string {
  const text = value === undefined ? 'undefined' : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
