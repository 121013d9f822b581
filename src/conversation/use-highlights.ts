/** Marks found words in what is drawn, by the browser's own highlights: nothing of the messages is changed. */
import { useEffect } from 'react';
import { folded } from './search.ts';

const NAME = 'found';

/** Every place of `needle` in the texts below `root`. Words may go over several text nodes. */
function rangesIn(root: Element, needle: string): Range[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: { node: Node; from: number }[] = [];
  let text = '';
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    nodes.push({ node, from: text.length });
    text += node.nodeValue ?? '';
  }
  const within = folded(text);
  const place = (at: number): [Node, number] | null => {
    const found = nodes.findLast((each) => each.from <= at);
    return found === undefined ? null : [found.node, at - found.from];
  };
  const ranges: Range[] = [];
  for (let at = within.indexOf(needle); at !== -1; at = within.indexOf(needle, at + needle.length)) {
    const start = place(at);
    const end = place(at + needle.length - 1);
    if (start === null || end === null) break;
    const range = document.createRange();
    range.setStart(...start);
    range.setEnd(end[0], end[1] + 1);
    ranges.push(range);
  }
  return ranges;
}

/** Marks `words` in the messages that are drawn in `log`, after every drawing. */
export function useHighlights(log: { current: HTMLElement | null }, words: string): void {
  useEffect(() => {
    // Not in every browser; the message that was found is lit in all of them.
    if (typeof Highlight === 'undefined' || typeof CSS === 'undefined' || !('highlights' in CSS)) return;
    const needle = folded(words.trim());
    if (needle === '' || log.current === null) {
      CSS.highlights.delete(NAME);
      return;
    }
    const ranges = [...log.current.querySelectorAll('[data-words]')].flatMap((root) =>
      rangesIn(root, needle),
    );
    CSS.highlights.set(NAME, new Highlight(...ranges));
  });
  useEffect(
    () => () => {
      if (typeof CSS !== 'undefined' && 'highlights' in CSS) CSS.highlights.delete(NAME);
    },
    [],
  );
}
