import { Fragment, memo } from 'react';
import type { ReactNode } from 'react';
import type { Block, Inline } from './ast.ts';
import { hostBehind } from './href.ts';
import { parseAddresses } from './inline.ts';
import { parseMarkdown } from './parse.ts';
import { inlineText } from './plain-text.ts';
import './markdown.css';

/**
 * Draws a message's Markdown subset as React elements. There is no way from text to markup here: what is not
 * in the subset is a text node, and links were checked by `safeHref`.
 */
export const Markdown = memo(function Markdown({
  text,
  asSent = false,
}: {
  text: string;
  /** Its signs are no formatting: all is drawn as it was written, and only addresses are links. */
  asSent?: boolean | undefined;
}): ReactNode {
  return (
    <div className="markdown" dir="auto">
      {asSent ? <p>{drawInlines(parseAddresses(text))}</p> : drawBlocks(parseMarkdown(text))}
    </div>
  );
});

function drawBlocks(blocks: Block[]): ReactNode {
  return blocks.map((block, index) => <Fragment key={index}>{drawBlock(block)}</Fragment>);
}

function drawBlock(block: Block): ReactNode {
  switch (block.type) {
    case 'paragraph':
      return <p>{drawInlines(block.children)}</p>;
    case 'codeBlock':
      return (
        <pre dir="ltr">
          <code>{block.text}</code>
        </pre>
      );
    case 'quote':
      return <blockquote>{drawBlocks(block.children)}</blockquote>;
    case 'list': {
      const items = block.items.map((item, index) => <li key={index}>{drawItem(item)}</li>);
      return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
    }
  }
}

/** A list item of one paragraph is drawn tight. */
function drawItem(blocks: Block[]): ReactNode {
  const [first, ...rest] = blocks;
  if (first?.type !== 'paragraph') return drawBlocks(blocks);
  return (
    <>
      {drawInlines(first.children)}
      {drawBlocks(rest)}
    </>
  );
}

function drawInlines(nodes: Inline[]): ReactNode {
  return nodes.map((node, index) => <Fragment key={index}>{drawInline(node)}</Fragment>);
}

function drawInline(node: Inline): ReactNode {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'break':
      return <br />;
    case 'code':
      return <code dir="ltr">{node.text}</code>;
    case 'strong':
      return <strong>{drawInlines(node.children)}</strong>;
    case 'em':
      return <em>{drawInlines(node.children)}</em>;
    case 'del':
      return <del>{drawInlines(node.children)}</del>;
    case 'link': {
      // The title shows where it really leads: a label can claim anything. One that names another host than that
      // of its address is given away in words.
      const host = hostBehind(inlineText(node.children), node.href);
      return (
        <>
          <a href={node.href} title={node.href} target="_blank" rel="noopener noreferrer nofollow">
            {drawInlines(node.children)}
          </a>
          {host !== null && (
            <code className="host" dir="ltr">
              {host}
            </code>
          )}
        </>
      );
    }
  }
}
