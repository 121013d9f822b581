import { Check } from 'lucide-react';
import { useImperativeHandle, useMemo, type MouseEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useConfigured } from '../desk/use-configured.ts';
import { cx } from '../ui/class-names.ts';
import { useEvenWindow } from '../ui/list-window/use-list-window.ts';
import styles from './CodeList.module.css';
import type { Code } from './match-codes.ts';
import type { CodePicker } from './use-code-picker.ts';

/** Height of a row; the stylesheet says the same. */
const ROW_REM = 2;

const SHAPE = {
  rowHeight: () => ROW_REM * (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16),
  // Where nothing is laid out yet, CSS px.
  assumed: { row: ROW_REM * 16, view: 320 },
};

/** A newer property than those of ARIA 1.2, which types and linters know: what a code belongs to, after its name. */
function described(category: string): object {
  return { 'aria-description': category };
}

type Row = { key: string } & ({ category: string } | { code: Code; index: number });

function rowOf(code: Code, index: number): Row {
  return { key: `${code.categoryName}/${code.value}`, code, index };
}

/** Codes in their order: the `recent` first ones under a heading of their own, then each category under its name. */
export function groupedRows(codes: readonly Code[], recent: { count: number; name: string }): Row[] {
  const headingOf = (index: number) =>
    index < recent.count ? recent.name : (codes[index]?.categoryName ?? '');
  return codes.flatMap((code, index): Row[] => {
    const row = rowOf(code, index);
    const begins = index === 0 || index === recent.count || headingOf(index - 1) !== headingOf(index);
    const category = headingOf(index);
    return begins ? [{ key: `${category}/`, category }, row] : [row];
  });
}

/** Rows for what was found, each with its category, as the order is no longer theirs. */
function flatRows(codes: readonly Code[]): Row[] {
  return codes.map(rowOf);
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
  const name = t('wrapup.recent');
  const rows = useMemo(
    () => (grouped ? groupedRows(codes, { count: recent, name }) : flatRows(codes)),
    [codes, grouped, recent, name],
  );
  const { scroller, span, reveal } = useEvenWindow(rows, SHAPE);
  useImperativeHandle(show, () => (index: number) => {
    const row = rows.find((each) => 'code' in each && each.index === index);
    if (row !== undefined) reveal(row.key);
  });
  const onClick = (event: MouseEvent) => {
    const option = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
    const index = Number(option?.dataset.index);
    const code = option === null ? undefined : codes[index];
    if (code === undefined) return;
    picker.setActive(index);
    picker.toggle(code);
  };
  return (
    <div
      ref={scroller}
      id={id}
      className={styles.list}
      role="listbox"
      aria-multiselectable="true"
      aria-label={t('wrapup.codes')}
      aria-activedescendant={picker.active === -1 ? undefined : codeId(id, picker.active)}
      tabIndex={0}
      onClick={onClick}
      onKeyDown={(event) => {
        picker.onKeyDown(event, 'list');
      }}
    >
      <div className={styles.all} role="presentation" style={{ blockSize: `${rows.length * ROW_REM}rem` }}>
        {rows.slice(span.from, span.to).map((row, at) => {
          const style = { insetBlockStart: `${(span.from + at) * ROW_REM}rem` };
          if ('category' in row) {
            return (
              <p key={row.key} className={styles.category} style={style} aria-hidden="true" dir="auto">
                {row.category === name ? name : configured.category(row.category)}
              </p>
            );
          }
          const { code, index } = row;
          const chosen = picker.isChosen(code);
          return (
            <div
              key={row.key}
              id={codeId(id, index)}
              role="option"
              aria-selected={chosen}
              aria-disabled={(full && !chosen) || undefined}
              {...described(configured.category(code.categoryName))}
              data-index={index}
              aria-setsize={codes.length}
              aria-posinset={index + 1}
              title={configured.code(code)}
              className={cx(styles.code, chosen && styles.chosen, index === picker.active && styles.active)}
              style={style}
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
