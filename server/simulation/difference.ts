/** Where two plain values differ, as a path with both sides; null when they are equal. */
export function difference(left: unknown, right: unknown, path = ''): string | null {
  if (left === right) return null;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    return `${path}: ${brief(left)} is not ${brief(right)}`;
  }
  const a = left as Record<string, unknown>;
  const b = right as Record<string, unknown>;
  let keys = 0;
  for (const key in a) {
    keys += 1;
    if (!Object.hasOwn(b, key)) return `${path}/${key}: ${brief(a[key])} is missing on the right`;
    const found = difference(a[key], b[key], `${path}/${key}`);
    if (found !== null) return found;
  }
  for (const key in b) {
    keys -= 1;
    if (keys < 0 && !Object.hasOwn(a, key)) return `${path}/${key}: ${brief(b[key])} is missing on the left`;
  }
  if (keys !== 0) {
    const extra = Object.keys(b).find((key) => !Object.hasOwn(a, key));
    return `${path}/${String(extra)}: is missing on the left`;
  }
  return null;
}

function brief(value: unknown): string {
  const text = value === undefined ? 'undefined' : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
