/** @jsxImportSource preact */
import type { VNode } from 'preact';

/**
 * A text that changes while it is shown. A browser's translator puts elements of its own in the place of a text node, and
 * a change of the replaced node would not be seen: so a changed text gets a new element.
 */
export function ChangingText({ text }: { text: string }): VNode {
  return <span key={text}>{text}</span>;
}
