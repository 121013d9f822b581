import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import styles from './Table.module.css';
import { cx } from './class-names.ts';
import { rowByKey } from './list-keys.ts';
import { useEvenWindow } from './list-window/use-list-window.ts';
import { useScrollStop } from './use-scroll-stop.ts';

export type Column<R> = {
  id: string;
  name: string;
  draw: (row: R) => ReactNode;
  /** A track of the grid, such as `minmax(8rem, 2fr)`. */
  width: string;
  /** 1: shown at any width; 2: from a tablet's width on; 3: only where there is plenty of room. */
  rank: 1 | 2 | 3;
  /** The table can be sorted by it. */
  sorts?: boolean;
  /** Numbers are aligned to the end. */
  end?: boolean;
};

export type Sorting = { by: string; down: boolean };

type TableProps<R> = {
  label: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  keyOf: (row: R) => string;
  /** What is said of a row below its first cell where the other cells have no room. */
  sub: (row: R) => ReactNode;
  /** The control at the end of a row; without it there is none. */
  act?: (row: R) => ReactNode;
  actName?: string;
  /** The order that the rows stand in; without `onSort` it is not chosen here. */
  sorting?: Sorting;
  onSort?: (sorting: Sorting) => void;
  /** Said instead of rows when there are none. */
  empty: ReactNode;
  /** Rows that stand out. */
  marked?: (row: R) => boolean;
};

/** Tables up to here are drawn whole. */
const WHOLE = 60;
const SHAPE = {
  rowHeight: (box: HTMLElement) => box.querySelector<HTMLElement>('[data-row]')?.offsetHeight ?? 0,
  assumed: { row: 44, view: 600 },
};

const tracks = <R,>(columns: readonly Column<R>[], rank: number, acts: boolean): string =>
  [
    ...columns.filter((column) => column.rank <= rank).map(({ width }) => width),
    ...(acts ? ['2.5rem'] : []),
  ].join(' ');

/** A column's name, which sorts by it when pressed. */
function Head<R>({
  column,
  sorting,
  onSort,
}: Pick<TableProps<R>, 'sorting' | 'onSort'> & { column: Column<R> }) {
  const isOrder = sorting?.by === column.id;
  const down = sorting?.down === true;
  const Mark = down ? ArrowDown : ArrowUp;
  return (
    <div
      role="columnheader"
      className={cx(styles.cell, column.end === true && styles.end)}
      data-rank={column.rank}
      aria-sort={isOrder ? (down ? 'descending' : 'ascending') : undefined}
    >
      {column.sorts === true && onSort !== undefined ? (
        <button
          type="button"
          className={styles.sort}
          onClick={() => {
            onSort({ by: column.id, down: isOrder && !down });
          }}
        >
          {column.name}
          {isOrder && <Mark size={14} aria-hidden="true" />}
        </button>
      ) : (
        column.name
      )}
    </div>
  );
}

/**
 * Rows of figures and words with one control each. Only rows in view are drawn. The control has one stop for the
 * keyboard in the whole table; arrows go from row to row.
 */
export function Table<R>(props: TableProps<R>) {
  const { label, columns, rows, keyOf, sub, act, actName, sorting, onSort, empty, marked } = props;
  const box = useScrollStop<HTMLDivElement>(act === undefined);
  const goTo = useRef<string | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const keyed = rows.map((row) => ({ key: keyOf(row), row }));
  const view = useEvenWindow(keyed, SHAPE, { whole: WHOLE });
  const { scroller } = view;
  useLayoutEffect(() => {
    scroller(box.current);
    return () => {
      scroller(null);
    };
  }, [box, scroller]);
  const keys = keyed.map(({ key }) => key);
  const stop = Math.max(0, cursor === null ? 0 : keys.indexOf(cursor));

  // One stop for the keyboard; a row that was not drawn can have the focus only once it is.
  useEffect(() => {
    for (const row of box.current?.querySelectorAll<HTMLElement>('[data-row]') ?? []) {
      const control = row.querySelector<HTMLElement>('[data-act] button');
      if (control === null) continue;
      control.tabIndex = row.dataset.row === keys[stop] ? 0 : -1;
      if (row.dataset.row !== goTo.current) continue;
      goTo.current = null;
      control.focus();
    }
  });

  // Rows are walked through by arrows, from the control that has the focus.
  useEffect(() => {
    const body = box.current;
    if (body === null) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
      const row = event.target.closest<HTMLElement>('[data-row]');
      if (row === null) return;
      const to = rowByKey(event.key, keys.indexOf(row.dataset.row ?? ''), keys.length);
      const key = to === null ? undefined : keys[to];
      if (to === null || key === undefined) return;
      event.preventDefault();
      view.reveal(key);
      goTo.current = key;
      setCursor(key);
    };
    body.addEventListener('keydown', onKeyDown);
    return () => {
      body.removeEventListener('keydown', onKeyDown);
    };
  });

  const grid = {
    '--tracks-3': tracks(columns, 3, act !== undefined),
    '--tracks-2': tracks(columns, 2, act !== undefined),
    '--tracks-1': tracks(columns, 1, act !== undefined),
  } as CSSProperties;
  const [first] = columns;
  return (
    <div className={styles.around}>
      <div
        ref={box}
        role="table"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        className={styles.table}
        style={grid}
      >
        <div role="rowgroup" className={styles.top}>
          <div role="row" aria-rowindex={1} className={cx(styles.row, styles.head)}>
            {columns.map((column) => (
              <Head
                key={column.id}
                column={column}
                {...(sorting !== undefined && { sorting })}
                {...(onSort !== undefined && { onSort })}
              />
            ))}
            {act !== undefined && (
              <div role="columnheader" className={styles.cell}>
                <span className="sr-only">{actName}</span>
              </div>
            )}
          </div>
        </div>
        {rows.length === 0 ? (
          <div role="rowgroup">
            <div role="row" className={styles.empty}>
              <div role="cell">{empty}</div>
            </div>
          </div>
        ) : (
          <div role="rowgroup">
            <div
              role="presentation"
              className={styles.rows}
              style={view.windowed ? { blockSize: `${view.total}px` } : undefined}
            >
              {keyed.slice(view.span.from, view.span.to).map(({ key, row }, at) => {
                const index = view.span.from + at;
                return (
                  <div
                    key={key}
                    role="row"
                    aria-rowindex={index + 2}
                    className={cx(styles.row, marked?.(row) === true && styles.marked)}
                    data-row={key}
                    style={
                      view.windowed
                        ? { position: 'absolute', insetBlockStart: `${view.top(index)}px` }
                        : undefined
                    }
                  >
                    {columns.map((column) => (
                      <div
                        key={column.id}
                        role="cell"
                        className={cx(styles.cell, column.end === true && styles.end)}
                        data-rank={column.rank}
                      >
                        {column.draw(row)}
                        {column === first && <span className={styles.sub}>{sub(row)}</span>}
                      </div>
                    ))}
                    {act !== undefined && (
                      <div role="cell" className={styles.cell} data-act>
                        {act(row)}
                      </div>
                    )}
                  </div>
                );
              })}
            </div>
          </div>
        )}
      </div>
    </div>
  );
}
