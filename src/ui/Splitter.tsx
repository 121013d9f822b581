import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { cx } from './class-names.ts';
import styles from './Splitter.module.css';

/** How far an arrow key moves, CSS px. */
const STEP = 16;

/**
 * The line between two panes, to be dragged, or moved by arrows, Home and End; a double click or Enter puts it
 * back. Widths are CSS px. It follows the direction of writing.
 */
export function Splitter({
  label,
  controls,
  value,
  least,
  most,
  grows,
  className,
  onMove,
  onDone,
  onReset,
}: {
  label: string;
  /** Id of the pane whose width it sets. */
  controls: string;
  value: number;
  least: number;
  most: number;
  /** Which way the pane grows: along the line of writing, or against it. */
  grows: 'forward' | 'back';
  className?: string | undefined;
  /** While it moves. */
  onMove: (width: number) => void;
  /** It has been let go. */
  onDone: (width: number) => void;
  onReset: () => void;
}) {
  const drag = useRef<{ x: number; width: number; now: number } | null>(null);
  const bounded = (width: number) => Math.round(Math.min(most, Math.max(least, width)));
  /** 1 when moving to the right makes the pane wider. */
  const sign = (target: Element) =>
    (getComputedStyle(target).direction === 'rtl' ? -1 : 1) * (grows === 'forward' ? 1 : -1);

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const pane = document.getElementById(controls)?.getBoundingClientRect().width;
    const width = pane === undefined || pane === 0 ? value : pane;
    drag.current = { x: event.clientX, width, now: width };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (drag.current === null) return;
    const moved = (event.clientX - drag.current.x) * sign(event.currentTarget);
    drag.current.now = bounded(drag.current.width + moved);
    onMove(drag.current.now);
  };
  const onPointerEnd = () => {
    const { current } = drag;
    drag.current = null;
    if (current !== null && Math.round(current.width) !== current.now) onDone(bounded(current.now));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = STEP * sign(event.currentTarget);
    const to = { ArrowRight: value + by, ArrowLeft: value - by, Home: least, End: most }[event.key];
    if (to !== undefined) onDone(bounded(to));
    else if (event.key === 'Enter') onReset();
    else return;
    event.preventDefault();
  };

  const moves = {
    onPointerDown,
    onPointerMove,
    onPointerUp: onPointerEnd,
    onPointerCancel: onPointerEnd,
    onDoubleClick: onReset,
    onKeyDown,
  };

  return (
    <div
      className={cx(styles.splitter, className)}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-controls={controls}
      aria-valuenow={Math.round(value)}
      aria-valuemin={least}
      aria-valuemax={most}
      {...moves}
    />
  );
}
