import type { Block, Inline } from './ast.ts';
import { parseMarkdown } from './parse.ts';

/** The words of a message without its formatting, on one line: for previews and notifications. */
export function toPlainText(source: string): string {
  return blocksText(parseMarkdown(source)).replace(/\s+/gu, ' ').trim();
}

/** The words of a message without its formatting, on the lines they stand on: for copying. */
export function toLines(source: string): string {
  return blocksLines(parseMarkdown(source)).trim();
}

function blocksLines(blocks: Block[]): string {
  return blocks
    .map((block) => {
      switch (block.type) {
        case 'paragraph':
          return inlineText(block.children, '\n');
        case 'codeBlock':
          return block.text;
        case 'quote':
          return blocksLines(block.children).replace(/^/gm, '> ');
        case 'list':
          return block.items
            .map((item, index) => {
              const mark = block.ordered ? `${block.start + index}.` : '-';
              return `${mark} ${blocksLines(item).replaceAll('\n', '\n  ')}`;
            })
            .join('\n');
      }
    })
    .join('\n\n');
}

function blocksText(blocks: Block[]): string {
  return blocks
    .map((block) => {
      switch (block.type) {
        case 'paragraph':
          return inlineText(block.children);
        case 'codeBlock':
          return block.text;
        case 'quote':
          return blocksText(block.children);
        case 'list':
          return block.items.map(blocksText).join(' ');
      }
    })
    .join(' ');
}

/** The words of a run of text. */
export function inlineText(nodes: Inline[], lineBreak = ' '): string {
  return nodes
    .map((node) => {
      switch (node.type) {
        case 'text':
        case 'code':
          return node.text;
        case 'break':
          return lineBreak;
        case 'strong':
        case 'em':
        case 'del':
        case 'link':
          return inlineText(node.children, lineBreak);
      }
    })
    .join('');
}
