/** A UUID (version 4). `crypto.randomUUID` is missing on plain http outside of localhost. */
export function randomId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let hex = '';
  // A plain loop: scripts of the page around may have replaced `Array.from`.
  bytes.forEach((byte, index) => {
    const value = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    hex += value.toString(16).padStart(2, '0');
  });
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
