import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a page may use a web channel. Browsers say by `Origin` whose page asks; programs that are no browsers
 * say what they like, so this keeps other people's pages away, not other people. Our own pages
 * always may.
 *
 * @param allowed as configured: `*`, `https://www.example.org`, `https://*.example.org`
 * @param isOwn whether our own page asks
 */
export function mayUse(
  allowed: readonly string[],
  headers: IncomingHttpHeaders,
  isOwn: (headers: IncomingHttpHeaders) => boolean,
): boolean {
  const { origin } = headers;
  if (origin === undefined || allowed.includes('*')) return true;
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  return isOwn(headers) || allowed.some((entry) => matches(entry, page));
}

function matches(entry: string, page: URL): boolean {
  const wild = /^(https?:)\/\/\*(\..+)$/.exec(entry);
  if (wild === null) return URL.canParse(entry) && new URL(entry).origin === page.origin;
  return page.protocol === wild[1] && page.host.endsWith(wild[2] ?? '');
}
