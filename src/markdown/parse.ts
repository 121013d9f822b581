import { withPlainLines } from '../../protocol/shared/visible.ts';
import type { Block } from './ast.ts';
import { parseInline } from './inline.ts';

const DEEPEST = 6;
const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;
const QUOTE = /^ {0,3}>(?: |$|(?=>))/;
const ITEM = /^( {0,3})([-*+]|\d{1,3}[.)]) +(?=\S)/;

/**
 * Parses the Markdown subset of messages: bold, italic, strike, code, code blocks, links (http, https, mailto),
 * lists, quotes and line breaks. Everything else, HTML above all, is text and comes out as it went in.
 */
export function parseMarkdown(source: string): Block[] {
  return parseBlocks(withPlainLines(source).split('\n'), 0);
}

function parseBlocks(lines: string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const flush = (): void => {
    if (paragraph.length > 0) {
      blocks.push({ type: 'paragraph', children: parseInline(paragraph.join('\n')) });
      paragraph = [];
    }
  };

  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      flush();
      at += 1;
      continue;
    }
    const fence = FENCE.exec(line);
    if (fence !== null && !(fence[2] ?? '').includes('`')) {
      flush();
      const end = closingFence(lines, at + 1, fence[1] ?? '```');
      blocks.push({ type: 'codeBlock', text: lines.slice(at + 1, end).join('\n') });
      at = end + 1;
      continue;
    }
    if (depth < DEEPEST && QUOTE.test(line)) {
      flush();
      const inner: string[] = [];
      while (at < lines.length && QUOTE.test(lines[at] ?? '')) {
        inner.push((lines[at] ?? '').replace(QUOTE, ''));
        at += 1;
      }
      blocks.push({ type: 'quote', children: parseBlocks(inner, depth + 1) });
      continue;
    }
    const item = depth < DEEPEST ? ITEM.exec(line) : null;
    if (item !== null) {
      flush();
      at = readList(lines, at, depth, blocks);
      continue;
    }
    paragraph.push(line);
    at += 1;
  }
  flush();
  return blocks;
}

function closingFence(lines: string[], from: number, fence: string): number {
  const mark = fence.charAt(0);
  for (let i = from; i < lines.length; i += 1) {
    const text = (lines[i] ?? '').trim();
    if (text.length >= fence.length && text === mark.repeat(text.length)) return i;
  }
  return lines.length;
}

/** Reads one list; lines that are indented to the text of their item belong to it. Returns where it ends. */
function readList(lines: string[], from: number, depth: number, blocks: Block[]): number {
  const first = ITEM.exec(lines[from] ?? '')?.[2] ?? '-';
  const ordered = /\d/.test(first);
  const kind = first.slice(-1);
  const items: Block[][] = [];
  let at = from;
  while (at < lines.length) {
    const match = ITEM.exec(lines[at] ?? '');
    const marker = match?.[2];
    if (match === null || marker?.slice(-1) !== kind || /\d/.test(marker) !== ordered) break;
    const own = [(lines[at] ?? '').slice(match[0].length)];
    at += 1;
    while (at < lines.length) {
      const line = lines[at] ?? '';
      const indent = line.length - line.trimStart().length;
      if (line.trim() === '' || indent < 2) break;
      own.push(line.slice(Math.min(indent, match[0].length)));
      at += 1;
    }
    items.push(parseBlocks(own, depth + 1));
  }
  blocks.push({ type: 'list', ordered, start: ordered ? Number.parseInt(first, 10) : 1, items });
  return at;
}
