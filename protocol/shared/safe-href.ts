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
