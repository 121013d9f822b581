import { Check } from 'lucide-react';
import { useMemo, useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useConfigured } from '../desk/use-configured.ts';
import { cx } from '../ui/class-names.ts';
import styles from './CodeList.module.css';
import type { Code } from './match-codes.ts';
import type { CodePicker } from './use-code-picker.ts';
import { useWindow, type Window } from './use-window.ts';

/** Height of a row; the stylesheet says the same. */
const ROW_REM = 2;

type Row = { category: string } | { code: Code; index: number };

/** Codes in their order: the `recent` first ones under a heading of their own, then each category under its name. */
export function groupedRows(codes: readonly Code[], recent: { count: number; name: string }): Row[] {
  const headingOf = (index: number) =>
    index < recent.count ? recent.name : (codes[index]?.categoryName ?? '');
  return codes.flatMap((code, index): Row[] => {
    const row = { code, index };
    const begins = index === 0 || index === recent.count || headingOf(index - 1) !== headingOf(index);
    return begins ? [{ category: headingOf(index) }, row] : [row];
  });
}

/** Rows for what was found, each with its category, as the order is no longer theirs. */
function flatRows(codes: readonly Code[]): Row[] {
  return codes.map((code, index) => ({ code, index }));
}

/** The id of a code's row, for `aria-activedescendant`. */
export function codeId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** Scrolls to a code, when there is a list. */
export type ShowCode = RefObject<((index: number) => void) | null>;

/** The codes to choose from. Arrows move, Space or Enter chooses. Only what can be seen is drawn. */
export function CodeList({
  id,
  codes,
  recent,
  grouped,
  full,
  picker,
  show,
}: {
  id: string;
  codes: readonly Code[];
  /** How many of them, from the first on, are those used last. */
  recent: number;
  grouped: boolean;
  full: boolean;
  picker: CodePicker;
  show: ShowCode;
}) {
  const { t } = useTranslation();
  const configured = useConfigured();
  const box = useRef<HTMLDivElement>(null);
  const name = t('wrapup.recent');
  const rows = useMemo(
    () => (grouped ? groupedRows(codes, { count: recent, name }) : flatRows(codes)),
    [codes, grouped, recent, name],
  );
  const view: Window = useWindow(box, rows.length, ROW_REM);
  show.current = (index) => {
    view.show(rows.findIndex((row) => 'code' in row && row.index === index));
  };
  return (
    <div
      ref={box}
      id={id}
      className={styles.list}
      role="listbox"
      aria-multiselectable="true"
      aria-label={t('wrapup.codes')}
      aria-activedescendant={picker.active === -1 ? undefined : codeId(id, picker.active)}
      tabIndex={0}
      onScroll={view.onScroll}
      onKeyDown={(event) => {
        picker.onKeyDown(event, 'list');
      }}
    >
      <div className={styles.all} role="presentation" style={{ blockSize: `${rows.length * ROW_REM}rem` }}>
        {rows.slice(view.from, view.to).map((row, at) => {
          const style = { insetBlockStart: `${(view.from + at) * ROW_REM}rem` };
          if ('category' in row) {
            return (
              <p
                key={`${row.category}/`}
                className={styles.category}
                style={style}
                aria-hidden="true"
                dir="auto"
              >
                {row.category === name ? name : configured.category(row.category)}
              </p>
            );
          }
          const { code, index } = row;
          const chosen = picker.isChosen(code);
          return (
            <div
              key={`${code.categoryName}/${code.value}`}
              id={codeId(id, index)}
              role="option"
              aria-selected={chosen}
              aria-disabled={(full && !chosen) || undefined}
              aria-description={configured.category(code.categoryName)}
              aria-setsize={codes.length}
              aria-posinset={index + 1}
              title={configured.code(code)}
              className={cx(styles.code, chosen && styles.chosen, index === picker.active && styles.active)}
              style={style}
              onClick={() => {
                picker.setActive(index);
                picker.toggle(code);
              }}
            >
              <span className={styles.box} aria-hidden="true">
                {chosen && <Check size={12} strokeWidth={3} />}
              </span>
              <span className={styles.value} dir="auto">
                {configured.code(code)}
              </span>
              {(!grouped || index < recent) && (
                <span className={styles.of} aria-hidden="true" dir="auto">
                  {configured.category(code.categoryName)}
                </span>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
