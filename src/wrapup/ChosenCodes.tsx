import { X } from 'lucide-react';
import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useConfigured } from '../desk/use-configured.ts';
import styles from './ChosenCodes.module.css';
import type { Code } from './match-codes.ts';

/** The codes that are chosen. Press, Delete or Backspace removes one, and the focus goes on to its neighbour. */
export function ChosenCodes({
  codes,
  onRemove,
  onLeave,
}: {
  codes: readonly Code[];
  onRemove: (code: Code) => void;
  /** The last one is gone: the focus needs another place. */
  onLeave: () => void;
}) {
  const { t } = useTranslation();
  const { code: read, category } = useConfigured();
  const list = useRef<HTMLUListElement>(null);
  if (codes.length === 0) return null;
  const chips = () => [...(list.current?.querySelectorAll('button') ?? [])];
  const remove = (index: number) => {
    const code = codes[index];
    const neighbour = chips()[index + 1] ?? chips()[index - 1];
    if (neighbour === undefined) onLeave();
    else neighbour.focus();
    if (code !== undefined) onRemove(code);
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      remove(index);
      return;
    }
    const toEnd = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    chips()[index + (event.key === toEnd ? 1 : -1)]?.focus();
  };
  return (
    <ul ref={list} className={styles.chosen} aria-label={t('wrapup.chosen')}>
      {codes.map((code, index) => (
        <li key={`${code.categoryName}/${code.value}`}>
          <button
            type="button"
            className={styles.chip}
            aria-label={t('wrapup.remove', { code: read(code) })}
            title={`${category(code.categoryName)} · ${read(code)}`}
            onClick={() => {
              remove(index);
            }}
            onKeyDown={(event) => {
              onKeyDown(event, index);
            }}
          >
            <span dir="auto">{read(code)}</span>
            <X size={13} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}
