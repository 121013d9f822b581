import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Block, Inline } from '../markdown/ast.ts';
import { Markdown } from '../markdown/Markdown.tsx';
import { parseMarkdown } from '../markdown/parse.ts';
import styles from './Preview.module.css';

function isAsTyped(node: Inline): boolean {
  if (node.type === 'link') {
    const [label] = node.children;
    return node.children.length === 1 && label?.type === 'text' && label.text.startsWith('http');
  }
  return node.type === 'text' || node.type === 'break';
}

/** A plain list looks as it is typed. */
function isPlain(block: Block): boolean {
  if (block.type === 'list') return block.items.every((item) => item.every(isPlain));
  return block.type === 'paragraph' && block.children.every(isAsTyped);
}

/** Whether the customer sees something else than what stands in the field. */
export function looksDifferent(text: string): boolean {
  return /[*_~`\\>[\-+\d]/.test(text) && (!parseMarkdown(text).every(isPlain) || /\\[\\`*_~[\]]/.test(text));
}

/** What the customer will see, as soon as that is something else than what is typed. */
export function Preview({ text }: { text: string }) {
  const { t } = useTranslation();
  // Typing comes first: on a slow machine the preview may be a frame late.
  const shown = useDeferredValue(text);
  const different = useMemo(() => looksDifferent(shown), [shown]);
  if (!different) return null;
  return (
    <div className={styles.preview} role="group" aria-label={t('composer.preview')}>
      <span className={styles.name} aria-hidden="true">
        {t('composer.preview')}
      </span>
      <div className={styles.text}>
        <Markdown text={shown} />
      </div>
    </div>
  );
}
