/** Something in a label that looks like the name of a host, also with signs that only look like letters. */
const HOST_LIKE = /(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}|(?:\d{1,3}\.){3}\d{1,3}/gu;
/** Endings of files that are no top-level domain: what ends so names no host. */
const FILE_ENDINGS = new Set(
  'pdf doc docx xls xlsx ppt pptx odt ods txt csv json xml html htm css js png jpg jpeg gif webp svg mp3 mp4 wav rar gz'.split(
    ' ',
  ),
);
/** Marks that are not seen could split a name that is. */
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const SCHEME = /^[^\p{L}\p{N}]*[a-z][a-z+.-]*:\/\//iu;

function bare(host: string): string {
  return host.toLowerCase().replace(/^www\./, '');
}

function hostsIn(text: string): string[] {
  return (text.match(HOST_LIKE) ?? []).filter(
    (name) => !FILE_ENDINGS.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase()),
  );
}

/** The hosts that a word claims: what is before its first slash, or anything in it where that names none. */
function claimedBy(word: string): string[] {
  const address = word.replace(SCHEME, '');
  const [authority = ''] = address.split(/[/?#\\]/u);
  // A name before the @ is that of a person, but in an address with a scheme it is what is read first.
  const shown = address === word ? authority.slice(authority.lastIndexOf('@') + 1) : authority;
  const claimed = hostsIn(shown);
  return claimed.length > 0 ? claimed : hostsIn(address);
}

/**
 * The true host of a link whose label names another one; null when the label claims nothing that is not so.
 * `href` is one that `safeHref` has let through. What the label says of paths does not count: anybody may give a page
 * the name of another's host.
 */
export function hostBehind(label: string, href: string): string | null {
  const url = new URL(href);
  const host = url.protocol === 'mailto:' ? (url.pathname.split('@').at(-1) ?? '') : url.hostname;
  const words = label
    .normalize('NFKC')
    .replaceAll(UNSEEN, '')
    .replaceAll(/[\u3002\uff61]/gu, '.')
    .split(/\s+/u);
  return words.flatMap(claimedBy).some((name) => bare(name) !== bare(host)) ? host : null;
}
