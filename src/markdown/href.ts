const ALLOWED = new Set(['http:', 'https:', 'mailto:']);
const LONGEST = 2048;
// Control characters, white space and invisible marks have no place in an address that a person wrote.
const SUSPICIOUS = /[\u0000-\u0020\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff<>"`\\]/u;

/**
 * The address as the browser may open it, or null when it is not one of http, https, mailto, or is written so
 * that it could pass for something else (hidden characters, a user name before the host).
 */
export function safeHref(raw: string): string | null {
  if (raw.length > LONGEST || SUSPICIOUS.test(raw) || !/^(https?:\/\/|mailto:)/i.test(raw)) return null;
  let url: URL;
  try {
    url = new URL(raw);
  } catch {
    return null;
  }
  if (!ALLOWED.has(url.protocol)) return null;
  if (url.username !== '' || url.password !== '') return null;
  if (url.protocol !== 'mailto:' && url.hostname === '') return null;
  return url.href;
}

/** Something in a label that looks like the name of a host, also with signs that only look like letters. */
const HOST_LIKE = /(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/gu;

function bare(host: string): string {
  return host.toLowerCase().replace(/^www\./, '');
}

/**
 * The true host of a link whose label names another one; null when the label claims nothing that is not so.
 * `href` is one that `safeHref` has let through.
 */
export function hostBehind(label: string, href: string): string | null {
  const url = new URL(href);
  const host = url.protocol === 'mailto:' ? (url.pathname.split('@').at(-1) ?? '') : url.hostname;
  // Marks that are not seen could split a name that is.
  const claimed = label
    .replaceAll(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '')
    .match(HOST_LIKE);
  const lies = claimed?.some((name) => bare(name) !== bare(host) && !href.includes(`/${name}`)) ?? false;
  return lies ? host : null;
}
