/**
 * Rich text from the clipboard as the Markdown subset of a chat. Read by hand, token by token: the page never
 * makes markup out of it (which the content security policy would refuse), so nothing in it can come to life.
 * What the subset does not know goes, its words stay.
 */
import { safeHref } from '../../protocol/shared/safe-href.ts';
import { htmlTokens } from './html-tokens.ts';

/** Clipboards of whole documents: beyond this the plain text is used. */
const LONGEST = 500_000;

const BLOCKS = new Set(
  'address article aside div dl dt dd fieldset footer form h1 h2 h3 h4 h5 h6 header hr main nav p section'.split(
    ' ',
  ),
);
const SILENT = new Set([
  'script',
  'style',
  'head',
  'title',
  'template',
  'noscript',
  'svg',
  'iframe',
  'object',
]);
const MARKS: Readonly<Record<string, string>> = {
  b: '**',
  strong: '**',
  h1: '**',
  h2: '**',
  h3: '**',
  h4: '**',
  h5: '**',
  h6: '**',
  i: '_',
  em: '_',
  s: '~~',
  del: '~~',
  strike: '~~',
  code: '`',
  tt: '`',
  kbd: '`',
  samp: '`',
};
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  laquo: '«',
  raquo: '»',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  euro: '€',
  copy: '©',
  bull: '•',
};

function codePoint(value: number): string {
  return value > 0 && value <= 0x10ffff && !(value >= 0xd800 && value <= 0xdfff)
    ? String.fromCodePoint(value)
    : '';
}

function unescaped(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]{2,8}));/g,
    (whole: string, ten?: string, sixteen?: string, name?: string) => {
      if (ten !== undefined) return codePoint(Number.parseInt(ten, 10));
      if (sixteen !== undefined) return codePoint(Number.parseInt(sixteen, 16));
      return (name === undefined ? undefined : NAMED[name]) ?? whole;
    },
  );
}

function attribute(source: string, name: string): string {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(source);
  return unescaped(found?.[1] ?? found?.[2] ?? found?.[3] ?? '');
}

/** The mark of an element, also of one that is bold by its style alone; a bold one may be styled as not bold. */
function markOf(name: string, attributes: string): string {
  const style = attribute(attributes, 'style').toLowerCase();
  const weight = /font-weight\s*:\s*([\w]+)/.exec(style)?.[1];
  const known = MARKS[name] ?? '';
  if (known === '**' || (name === 'span' && weight !== undefined)) {
    const bold = weight === undefined ? known === '**' : weight === 'bold' || Number(weight) >= 600;
    return bold ? '**' : '';
  }
  return known === '' && name === 'span' && /font-style\s*:\s*italic/.test(style) ? '_' : known;
}

/** Where the mark of an item, with what it stands behind, may begin, in characters from the end. */
const ITEM_BEGIN = 64;

/** How much of the end is still looked at when the next token comes, in characters. */
const KEPT_IN_HAND = 200;

/** Without the spaces at its end; looks at no more than those. */
function withoutEndSpace(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

type Open = { name: string; mark: string; href: string | null; from: number };
type List = { ordered: boolean; next: number };

/** Markdown of a piece of HTML, or null when the plain text beside it says as much. */
export function htmlToMarkdown(html: string): string | null {
  if (html.length > LONGEST) return null;
  const open: Open[] = [];
  const lists: List[] = [];
  let out = '';
  const done: string[] = [];
  let silent = '';
  let pre = 0;
  /** Whether there is anything in it that plain text can't say. */
  const rich = { found: false };

  /** For each table that is open, how many cells its row has, and whether one of them is open. */
  const rows: { cells: number; inCell: boolean }[] = [];
  const inCell = () => rows.some((row) => row.inCell);
  const endsInSpace = () => out === '' || /\s/.test(out.charAt(out.length - 1));

  const lineEnd = () => {
    // A row of a table stays on one line, whatever paragraphs its cells are made of.
    if (inCell()) {
      if (!endsInSpace()) out += ' ';
      return;
    }
    out = withoutEndSpace(out);
    if (out !== '' && !out.endsWith('\n')) out += '\n';
  };
  const paragraphEnd = () => {
    lineEnd();
    if (inCell()) return;
    if (lists.length === 0 && out !== '' && !out.endsWith('\n\n')) out += '\n';
  };
  const inCode = () => pre > 0 || open.some((each) => each.mark === '`');

  /** Puts the mark around what has been written since the element began; marks stand at letters, not at spaces. */
  const close = ({ mark, href, from }: Open) => {
    if (mark === '' && href === null) return;
    const inner = out.slice(from);
    const words = inner.trim();
    if (words === '') return;
    const [before, after] = [
      inner.slice(0, inner.indexOf(words)),
      inner.slice(inner.indexOf(words) + words.length),
    ];
    const linked = href === null || words === href || words.includes('\n') ? words : `[${words}](${href})`;
    const around = mark === '' || words.includes('\n') ? linked : `${mark}${linked}${mark}`;
    if (around !== words) rich.found = true;
    out = out.slice(0, from) + before + around + after;
  };
  const endElement = (name: string) => {
    const at = open.findLastIndex((each) => each.name === name);
    if (at === -1) return;
    for (const each of open.splice(at).reverse()) close(each);
  };

  const begin = (name: string, attributes: string) => {
    if (name === 'br') {
      if (inCell()) lineEnd();
      else out += '\n';
    } else if (name === 'table') {
      lineEnd();
      rows.push({ cells: 0, inCell: false });
    } else if (name === 'tr') {
      const row = rows.at(-1);
      if (row !== undefined) row.inCell = false;
      lineEnd();
      if (row !== undefined) row.cells = 0;
    } else if (name === 'ul' || name === 'ol') {
      if (lists.length === 0) paragraphEnd();
      lists.push({ ordered: name === 'ol', next: 1 });
    } else if (name === 'li') {
      lineEnd();
      const list = lists.at(-1) ?? { ordered: false, next: 1 };
      out += `${'  '.repeat(Math.max(0, lists.length - 1))}${list.ordered ? `${list.next}.` : '-'} `;
      list.next += 1;
      rich.found = true;
    } else if (name === 'pre') {
      paragraphEnd();
      out += '```\n';
      pre += 1;
      rich.found = true;
    } else if (name === 'td' || name === 'th') {
      const row = rows.at(-1);
      if (row !== undefined && row.cells > 0) {
        out = `${withoutEndSpace(out)} | `;
        rich.found = true;
      } else if (!endsInSpace()) out += ' ';
      if (row !== undefined) {
        row.cells += 1;
        row.inCell = true;
      }
    } else if (BLOCKS.has(name) && !/(?:^|\n) *(?:-|\d+\.) $/.test(out.slice(-ITEM_BEGIN))) {
      if (name === 'p' || /^h\d$/.test(name)) paragraphEnd();
      else lineEnd();
    }
    const mark = inCode() ? '' : markOf(name, attributes);
    const repeated = mark !== '' && open.some((each) => each.mark === mark);
    const href = name === 'a' ? safeHref(attribute(attributes, 'href')) : null;
    open.push({ name, mark: repeated ? '' : mark, href, from: out.length });
  };
  const end = (name: string) => {
    endElement(name);
    const row = rows.at(-1);
    if (row !== undefined && (name === 'td' || name === 'th' || name === 'tr')) {
      row.inCell = false;
      if (name === 'tr') lineEnd();
    } else if (name === 'table') {
      rows.pop();
      lineEnd();
    } else if (name === 'ul' || name === 'ol') {
      lists.pop();
      paragraphEnd();
    } else if (name === 'pre' && pre > 0) {
      pre -= 1;
      lineEnd();
      out += '```\n';
    } else if (name === 'p' || /^h\d$/.test(name)) paragraphEnd();
    else if (BLOCKS.has(name)) lineEnd();
  };
  const write = (raw: string) => {
    const text = unescaped(raw);
    if (pre > 0) {
      out += text;
      return;
    }
    const flowed = text.replace(/[ \t\r\n\f]+/g, ' ');
    const joined = endsInSpace() ? flowed.replace(/^ /, '') : flowed;
    out += inCode()
      ? joined
      : joined.replace(/[\\`*_~[\]]/g, (sign) => (/[*`\\~[\]]/.test(sign) ? `\\${sign}` : sign));
  };

  /** Puts away what no element that is open can change any more, so that a long text is not gone through again. */
  const putAway = () => {
    if (out.length < KEPT_IN_HAND * 10 || open.some((each) => each.mark !== '' || each.href !== null)) return;
    done.push(out.slice(0, -KEPT_IN_HAND));
    out = out.slice(-KEPT_IN_HAND);
  };

  for (const token of htmlTokens(html)) {
    putAway();
    if (silent !== '') {
      if (token.type === 'end' && token.name === silent) silent = '';
    } else if (token.type === 'text') write(token.text);
    else if (token.type === 'end') end(token.name);
    else if (SILENT.has(token.name)) silent = token.name;
    else begin(token.name, token.attributes);
  }
  for (const each of open.reverse()) close(each);
  const all = done.join('') + out;
  return rich.found ? all.replace(/\n{3,}/g, '\n\n').trim() : null;
}
