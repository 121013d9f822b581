import type { Inline } from './ast.ts';
import { safeHref } from '../../protocol/shared/safe-href.ts';

type Marker = '**' | '__' | '*' | '_' | '~~';
type OpenMarker = { marker: Marker | null; nodes: Inline[] };

const DEEPEST = 12;
const LONGEST_LABEL = 1000;
const WORD = /[\p{L}\p{N}]/u;
const SPACE = /\s/u;
const ESCAPABLE = new Set(['\\', '`', '*', '_', '~', '[', ']']);
const BARE_URL = /https?:\/\/[^\s<>"`\\]{1,2049}/iy;
const TYPE_OF = { '**': 'strong', __: 'strong', '*': 'em', _: 'em', '~~': 'del' } as const;

/**
 * Parses the text of one paragraph. One pass with a stack of open markers; a marker that is never closed stays
 * text, and every search is bounded, so that hostile input costs no more than its length.
 */
export function parseInline(source: string, links = true): Inline[] {
  const stack: OpenMarker[] = [{ marker: null, nodes: [] }];
  const openCount = new Map<Marker, number>();
  /** Lengths of backtick runs for which no closing run follows. */
  const unclosedRuns = new Set<number>();
  let at = 0;

  const top = (): OpenMarker => stack[stack.length - 1] ?? { marker: null, nodes: [] };
  const pushText = (text: string): void => {
    const { nodes } = top();
    const last = nodes[nodes.length - 1];
    if (last?.type === 'text') last.text += text;
    else nodes.push({ type: 'text', text });
  };
  /** Gives up the innermost open marker: it was text after all. */
  const dissolve = (): void => {
    const frame = stack.pop();
    if (frame?.marker == null) return;
    openCount.set(frame.marker, (openCount.get(frame.marker) ?? 1) - 1);
    pushText(frame.marker);
    for (const node of frame.nodes) {
      if (node.type === 'text') pushText(node.text);
      else top().nodes.push(node);
    }
  };

  while (at < source.length) {
    const char = source.charAt(at);
    if (char === '\n') {
      top().nodes.push({ type: 'break' });
      at += 1;
    } else if (char === '\\' && ESCAPABLE.has(source.charAt(at + 1))) {
      pushText(source.charAt(at + 1));
      at += 2;
    } else if (char === '`') {
      at = readCode(source, at, unclosedRuns, pushText, (node) => top().nodes.push(node));
    } else if (char === '[' && links) {
      const link = readLink(source, at);
      if (link === null) pushText(char);
      else top().nodes.push(link.node);
      at = link?.end ?? at + 1;
    } else if ((char === 'h' || char === 'H') && links) {
      const link = readBareUrl(source, at);
      if (link === null) pushText(char);
      else top().nodes.push(link.node);
      at = link?.end ?? at + 1;
    } else {
      const marker = markerAt(source, at);
      if (marker === null) {
        const end = nextSpecial(source, at + 1);
        pushText(source.slice(at, end));
        at = end;
      } else {
        const before = source.charAt(at - 1);
        const after = source.charAt(at + marker.length);
        if ((openCount.get(marker) ?? 0) > 0 && closes(marker, before, after)) {
          while (top().marker !== marker) dissolve();
          const frame = stack.pop();
          openCount.set(marker, (openCount.get(marker) ?? 1) - 1);
          if (frame !== undefined) top().nodes.push({ type: TYPE_OF[marker], children: frame.nodes });
        } else if (stack.length <= DEEPEST && opens(marker, before, after)) {
          stack.push({ marker, nodes: [] });
          openCount.set(marker, (openCount.get(marker) ?? 0) + 1);
        } else {
          pushText(marker);
        }
        at += marker.length;
      }
    }
  }
  while (stack.length > 1) dissolve();
  return top().nodes;
}

/** Text as it is: addresses lead where they say, and nothing else is anything but text. */
export function parseAddresses(source: string): Inline[] {
  const nodes: Inline[] = [];
  let from = 0;
  for (const { index } of source.matchAll(/https?:/giu)) {
    const link = index < from ? null : readBareUrl(source, index);
    if (link === null) continue;
    if (index > from) nodes.push({ type: 'text', text: source.slice(from, index) });
    nodes.push(link.node);
    from = link.end;
  }
  if (from < source.length) nodes.push({ type: 'text', text: source.slice(from) });
  return nodes;
}

function markerAt(source: string, at: number): Marker | null {
  const two = source.slice(at, at + 2);
  if (two === '**' || two === '__' || two === '~~') return two;
  const one = source.charAt(at);
  return one === '*' || one === '_' ? one : null;
}

/** A marker opens before text; single ones and underscores not inside a word, so that `snake_case` stays. */
function opens(marker: Marker, before: string, after: string): boolean {
  if (after === '' || SPACE.test(after)) return false;
  return marker === '**' || marker === '~~' || !WORD.test(before);
}

function closes(marker: Marker, before: string, after: string): boolean {
  if (before === '' || SPACE.test(before)) return false;
  return marker === '**' || marker === '~~' || !WORD.test(after);
}

function nextSpecial(source: string, from: number): number {
  for (let i = from; i < source.length; i += 1) {
    if ('\n\\`*_~[hH'.includes(source.charAt(i))) return i;
  }
  return source.length;
}

function runLength(source: string, at: number): number {
  let end = at;
  while (source.charAt(end) === '`') end += 1;
  return end - at;
}

function readCode(
  source: string,
  at: number,
  unclosedRuns: Set<number>,
  pushText: (text: string) => void,
  push: (node: Inline) => void,
): number {
  const length = runLength(source, at);
  if (!unclosedRuns.has(length)) {
    let scan = at + length;
    while (scan < source.length) {
      const next = source.indexOf('`', scan);
      if (next === -1) break;
      const found = runLength(source, next);
      if (found === length) {
        push({ type: 'code', text: source.slice(at + length, next) });
        return next + found;
      }
      scan = next + found;
    }
    unclosedRuns.add(length);
  }
  pushText(source.slice(at, at + length));
  return at + length;
}

function readLink(source: string, at: number): { node: Inline; end: number } | null {
  const limit = Math.min(source.length, at + LONGEST_LABEL);
  let close = -1;
  for (let i = at + 1; i < limit; i += 1) {
    const char = source.charAt(i);
    if (char === '[' || char === '\n') return null;
    if (char === ']') {
      close = i;
      break;
    }
  }
  if (close <= at + 1 || source.charAt(close + 1) !== '(') return null;
  const end = closingBracket(source, close + 2);
  if (end === -1) return null;
  const href = safeHref(source.slice(close + 2, end));
  if (href === null) return null;
  return {
    node: { type: 'link', href, children: parseInline(source.slice(at + 1, close), false) },
    end: end + 1,
  };
}

/** The bracket that closes an address; addresses may have one level of brackets inside. */
function closingBracket(source: string, from: number): number {
  let depth = 0;
  for (let i = from; i < source.length && i < from + 2100; i += 1) {
    const char = source.charAt(i);
    if (char === '[' || SPACE.test(char)) return -1;
    if (char === '(') depth += 1;
    if (char === ')') {
      if (depth === 0) return i;
      depth -= 1;
    }
  }
  return -1;
}

function readBareUrl(source: string, at: number): { node: Inline; end: number } | null {
  if (WORD.test(source.charAt(at - 1))) return null;
  BARE_URL.lastIndex = at;
  const match = BARE_URL.exec(source)?.[0];
  if (match === undefined) return null;
  const text = trimUrl(match);
  const href = safeHref(text);
  if (href === null) return null;
  return { node: { type: 'link', href, children: [{ type: 'text', text }] }, end: at + text.length };
}

/** Punctuation that ends the sentence, and a bracket opened before the address, are not part of it. */
function trimUrl(text: string): string {
  let end = text.length;
  let open = 0;
  for (const char of text) open += char === '(' ? 1 : char === ')' ? -1 : 0;
  while (end > 0) {
    const char = text.charAt(end - 1);
    if (char === ')' && open < 0) open += 1;
    else if (!".,;:!?'*_~]".includes(char)) break;
    end -= 1;
  }
  return text.slice(0, end);
}
