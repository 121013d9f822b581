import type { Block, Inline } from '../../markdown/ast.ts';
import { hostBehind } from '../../markdown/href.ts';
import { parseMarkdown } from '../../markdown/parse.ts';
import { inlineText } from '../../markdown/plain-text.ts';
import { h } from './dom.ts';
import type { Child, View } from './dom.ts';

/** Draws a message's Markdown subset. What is not in the subset is text; links were checked by `safeHref`. */
export function markdown(text: string): View {
  return h('div', { class: 'markdown', dir: 'auto' }, parseMarkdown(text).map(drawBlock));
}

function drawBlock(block: Block): Child {
  switch (block.type) {
    case 'paragraph':
      return h('p', {}, drawInlines(block.children));
    case 'codeBlock':
      return h('pre', { dir: 'ltr', tabindex: 0 }, h('code', {}, block.text));
    case 'quote':
      return h('blockquote', {}, block.children.map(drawBlock));
    case 'list': {
      const items = block.items.map((item) => h('li', {}, drawItem(item)));
      return block.ordered ? h('ol', { start: block.start }, items) : h('ul', {}, items);
    }
  }
}

/** A list item of one paragraph is drawn tight. */
function drawItem(blocks: readonly Block[]): Child {
  const [first, ...rest] = blocks;
  if (first?.type !== 'paragraph') return blocks.map(drawBlock);
  return [drawInlines(first.children), rest.map(drawBlock)];
}

function drawInlines(nodes: readonly Inline[]): Child[] {
  return nodes.map(drawInline);
}

function drawInline(node: Inline): Child {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'break':
      return h('br', {});
    case 'code':
      return h('code', { dir: 'ltr' }, node.text);
    case 'strong':
    case 'em':
    case 'del':
      return h(node.type, {}, drawInlines(node.children));
    case 'link':
      return link(node.href, inlineText(node.children), drawInlines(node.children));
  }
}

/**
 * A checked address; the title shows where it really leads, because a label can claim anything. `said` is the label
 * in words: one that names another host than the address's is followed by the true one.
 */
export function link(href: string, said: string, ...label: Child[]): Child {
  const host = hostBehind(said, href);
  const anchor = h('a', { href, title: href, target: '_blank', rel: 'noopener noreferrer nofollow' }, label);
  return host === null ? anchor : [anchor, h('code', { class: 'host', dir: 'ltr' }, host)];
}
