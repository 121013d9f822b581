/** The formatting that keys and the toolbar do: what to replace in the text, and what is selected afterwards. */

/** A text with what is selected in it. */
export type Selected = { text: string; from: number; to: number };

/** Replace `from`–`to` by `insert`, then select `selectFrom`–`selectTo`. */
export type Edit = { from: number; to: number; insert: string; selectFrom: number; selectTo: number };

export type Format = 'bold' | 'italic' | 'strike' | 'code' | 'list' | 'link';

const MARKS = { bold: '**', italic: '_', strike: '~~', code: '`' } as const;
const FENCE = '```';
const ITEM = /^(\s*)(?:[-*+]|(\d{1,3})([.)])) +/;

/** The selection without the spaces at its ends: marks stand at letters. */
function trimmed({ text, from, to }: Selected): { from: number; to: number } {
  let [start, end] = [from, to];
  while (start < end && /\s/.test(text.charAt(start))) start += 1;
  while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
  return { from: start, to: end };
}

/** Puts a mark around what is selected, or takes it away when it is there. */
function mark(selected: Selected, sign: string): Edit {
  const { text } = selected;
  const { from, to } = trimmed(selected);
  const inner = text.slice(from, to);
  if (inner.length >= 2 * sign.length && inner.startsWith(sign) && inner.endsWith(sign)) {
    const bare = inner.slice(sign.length, -sign.length);
    return { from, to, insert: bare, selectFrom: from, selectTo: from + bare.length };
  }
  const around = text.slice(from - sign.length, from) === sign && text.slice(to, to + sign.length) === sign;
  if (from >= sign.length && around) {
    const start = from - sign.length;
    return {
      from: start,
      to: to + sign.length,
      insert: inner,
      selectFrom: start,
      selectTo: start + inner.length,
    };
  }
  const selectFrom = from + sign.length;
  return { from, to, insert: `${sign}${inner}${sign}`, selectFrom, selectTo: selectFrom + inner.length };
}

/** The whole lines that a selection touches. */
function lines({ text, from, to }: Selected): { from: number; to: number } {
  const end = text.indexOf('\n', to);
  return { from: text.lastIndexOf('\n', from - 1) + 1, to: end === -1 ? text.length : end };
}

function codeBlock(selected: Selected): Edit {
  const range = lines(selected);
  const insert = `${FENCE}\n${selected.text.slice(range.from, range.to)}\n${FENCE}`;
  return { ...range, insert, selectFrom: range.from + 4, selectTo: range.from + insert.length - 4 };
}

/** Makes the lines items of a list, or lines again when all of them are items. */
function list(selected: Selected): Edit {
  const range = lines(selected);
  const touched = selected.text.slice(range.from, range.to).split('\n');
  const all = touched.every((line) => ITEM.test(line) || (line.trim() === '' && touched.length > 1));
  const changed = touched.map((line) => {
    if (all) return line.replace(ITEM, '$1');
    return ITEM.test(line) || (line.trim() === '' && touched.length > 1) ? line : `- ${line}`;
  });
  const insert = changed.join('\n');
  const end = range.from + insert.length;
  return { ...range, insert, selectFrom: selected.from === selected.to ? end : range.from, selectTo: end };
}

/** Makes a link of what is selected; the address is selected to be typed, or the name where there is none. */
function link(selected: Selected, address = 'https://'): Edit {
  const { from, to } = trimmed(selected);
  const name = selected.text.slice(from, to);
  const insert = `[${name}](${address})`;
  if (name === '') return { from, to, insert, selectFrom: from + 1, selectTo: from + 1 };
  const start = from + name.length + 3;
  return { from, to, insert, selectFrom: start, selectTo: start + address.length };
}

/** What a format does to a text. */
export function formatted(selected: Selected, format: Format): Edit {
  if (format === 'list') return list(selected);
  if (format === 'link') return link(selected);
  if (format === 'code' && selected.text.slice(selected.from, selected.to).includes('\n')) {
    return codeBlock(selected);
  }
  return mark(selected, MARKS[format]);
}

/** An address that is pasted over words makes a link of them; null when it is no address or nothing is selected. */
export function linkedBy(selected: Selected, pasted: string): Edit | null {
  const words = selected.text.slice(selected.from, selected.to).trim();
  if (words === '' || /[\n[\]]/.test(words) || /^https?:/i.test(words)) return null;
  if (!/^https?:\/\/[^\s<>"\\()]{1,2000}$/i.test(pasted.trim())) return null;
  const edit = link(selected, pasted.trim());
  return { ...edit, selectFrom: edit.from + edit.insert.length, selectTo: edit.from + edit.insert.length };
}

/** A new line within a list goes on with the list, and on an item without words it ends the list. Else null. */
export function nextItem({ text, from, to }: Selected): Edit | null {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const line = text.slice(start, from);
  const item = ITEM.exec(line);
  if (item === null) return null;
  if (item[0].length === line.length && from === to) {
    return { from: start, to: from, insert: '', selectFrom: start, selectTo: start };
  }
  const [sign, indent = '', number, dot = '.'] = item;
  const next = number === undefined ? sign : `${indent}${Number(number) + 1}${dot} `;
  const at = from + 1 + next.length;
  return { from, to, insert: `\n${next}`, selectFrom: at, selectTo: at };
}
