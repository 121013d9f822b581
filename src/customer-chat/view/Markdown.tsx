/** @jsxImportSource preact */
import type { ComponentChildren, VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Block, Inline } from '../../markdown/ast.ts';
import { hostBehind } from '../../markdown/href.ts';
import { parseMarkdown } from '../../markdown/parse.ts';
import { inlineText } from '../../markdown/plain-text.ts';

/** Draws a message's Markdown subset. What is not in the subset is text; links were checked by `safeHref`. */
export function Markdown({ text }: { text: string }): VNode {
  // The same text is parsed once, however often the message is drawn.
  const blocks = useMemo(() => drawBlocks(parseMarkdown(text)), [text]);
  return (
    <div class="markdown" dir="auto">
      {blocks}
    </div>
  );
}

function drawBlocks(blocks: readonly Block[]): ComponentChildren {
  return blocks.map(drawBlock);
}

function drawBlock(block: Block): VNode {
  switch (block.type) {
    case 'paragraph':
      return <p>{drawInlines(block.children)}</p>;
    case 'codeBlock':
      return <CodeBlock text={block.text} />;
    case 'quote':
      return <blockquote>{drawBlocks(block.children)}</blockquote>;
    case 'list': {
      const items = block.items.map((item, index) => <li key={index}>{drawItem(item)}</li>);
      return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
    }
  }
}

/** Long lines scroll, so the block can be reached by keyboard. */
function CodeBlock({ text }: { text: string }): VNode {
  const reachable = { tabindex: 0 };
  return (
    <pre dir="ltr" {...reachable}>
      <code>{text}</code>
    </pre>
  );
}

/** A list item of one paragraph is drawn tight. */
function drawItem(blocks: readonly Block[]): ComponentChildren {
  const [first, ...rest] = blocks;
  if (first?.type !== 'paragraph') return drawBlocks(blocks);
  return [drawInlines(first.children), drawBlocks(rest)];
}

function drawInlines(nodes: readonly Inline[]): ComponentChildren {
  return nodes.map(drawInline);
}

function drawInline(node: Inline): ComponentChildren {
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
    case 'link':
      return (
        <Link href={node.href} said={inlineText(node.children)}>
          {drawInlines(node.children)}
        </Link>
      );
  }
}

type LinkProps = {
  href: string;
  /** The label in words: one that names another host than the address's is followed by the true one. */
  said: string;
  children: ComponentChildren;
};

/** A checked address; the title shows where it really leads, because a label can claim anything. */
export function Link({ href, said, children }: LinkProps): VNode {
  const host = hostBehind(said, href);
  return (
    <>
      <a href={href} title={href} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
      {host !== null && (
        <code class="host" dir="ltr">
          {host}
        </code>
      )}
    </>
  );
}
