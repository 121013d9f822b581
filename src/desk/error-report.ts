/** What support wants to know of our own mistakes. Nothing of customers is in it: no address, no state, no text. */

/** How much of the stack helps. */
const FRAMES = 8;

/** A short code, always the same for the same mistake at the same place. */
function codeOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return `D-${hash.toString(36).toUpperCase().padStart(7, '0')}`;
}

/** Code and report of anything that was thrown. `at` is epoch ms. */
export function reportOf(thrown: unknown, at: number): { code: string; report: string } {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const frames = (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at |@/.test(line))
    .slice(0, FRAMES);
  // Names of files change with each build, names of functions do not.
  const place = frames[0]?.replace(/\(.*|https?:.*/u, '') ?? '';
  const code = codeOf(`${error.name} ${error.message} ${place}`);
  const report = [
    `Agent desk ${code}`,
    new Date(at).toISOString(),
    navigator.userAgent,
    `${window.innerWidth} × ${window.innerHeight}, ${navigator.language}, ${navigator.onLine ? 'online' : 'offline'}`,
    `${error.name}: ${error.message}`,
    ...frames,
  ].join('\n');
  return { code, report };
}
