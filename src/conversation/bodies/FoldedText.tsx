import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { firstCharacters } from '../../../protocol/shared/characters.ts';
import { Markdown } from '../../markdown/Markdown.tsx';
import type { Body } from '../../store/events.ts';
import { useMessageActions } from '../message-actions.ts';
import styles from './bodies.module.css';

/** A text shorter than this, with fewer lines than that, has not twenty lines at any width. */
const FEW_LETTERS = 400;
const FOLD_LINES = 20;
/** A folded text draws at most so many characters. */
const DRAWN_WHEN_FOLDED = 6000;

type Folded = {
  value: string;
  /** The message that it is a text of. */
  of: Body;
};

function mayBeLong(value: string): boolean {
  if (value.length > FEW_LETTERS) return true;
  let lines = 1;
  for (let at = value.indexOf('\n'); at !== -1; at = value.indexOf('\n', at + 1)) lines += 1;
  return lines > FOLD_LINES;
}

function LongText({ value, of }: Folded) {
  const { t } = useTranslation();
  const actions = useMessageActions();
  const [open, setOpen] = useState(false);
  const [cut, setCut] = useState(value.length > DRAWN_WHEN_FOLDED);
  const words = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = words.current;
    if (element === null || open) return undefined;
    const look = () => {
      setCut(value.length > DRAWN_WHEN_FOLDED || element.scrollHeight > element.clientHeight + 1);
    };
    look();
    // How many lines it has depends on the width.
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    return () => {
      sizes.disconnect();
    };
  }, [value, open]);
  return (
    <>
      <div ref={words} className={open ? undefined : styles.folded}>
        <Markdown text={open ? value : firstCharacters(value, DRAWN_WHEN_FOLDED)} asSent={of.asSent} />
      </div>
      {cut && (
        <button
          type="button"
          className={styles.more}
          aria-expanded={open}
          onClick={(event) => {
            actions?.hold(event.currentTarget);
            setOpen(!open);
          }}
        >
          {t(open ? 'timeline.showLess' : 'timeline.showAll')}
        </button>
      )}
    </>
  );
}

/** A text; a long one shows its first twenty lines, and the rest when it is asked for. */
export function FoldedText({ value, of }: Folded) {
  return mayBeLong(value) ? <LongText value={value} of={of} /> : <Markdown text={value} asSent={of.asSent} />;
}
