/** @jsxImportSource preact */
import type { VNode } from 'preact';

/** Icons on a grid of 24 × 24, in the colour of the text. They say nothing to screen readers. */
const SHAPES = {
  send: ['M21 3 3 10.2l7.4 3.4L13.8 21 21 3ZM21 3 10.4 13.6'],
  close: ['m6 6 12 12M18 6 6 18'],
  down: ['m6 9 6 6 6-6'],
  clock: ['M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Z', 'M12 8v4l2.5 2'],
  check: ['m5 13 4.5 4.5L19 7.5'],
  checks: ['m2 13 4 4 8.5-9M11.5 16.5l.8.8L21 8'],
  alert: ['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z', 'M12 7.5v5.5M12 16.4v.1'],
  bubble: ['M4 5h16v11H9.5L5 20v-4H4V5Z'],
  done: ['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z', 'm8 12.5 2.7 2.7L16 9.8'],
  save: ['M12 4v11m0 0 4.5-4.5M12 15l-4.5-4.5', 'M5 19.5h14'],
  leave: ['M10 4H5v16h5', 'M15 8l4 4-4 4M19 12H9.5'],
  open: ['M14 5h5v5M19 5l-8.5 8.5', 'M17 14v5H5V7h5'],
  pin: [
    'M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.8 12 21 12 21Z',
    'M12 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z',
  ],
  person: ['M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z', 'M4.5 20.5c.7-4 3.8-6 7.5-6s6.8 2 7.5 6'],
  star: ['M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.2-4.1 5.8-.8L12 3.6Z'],
} satisfies Record<string, readonly string[]>;

export type IconName = keyof typeof SHAPES;

/** Icons that point along the text. */
const MIRRORED: ReadonlySet<IconName> = new Set(['send', 'bubble', 'leave', 'open']);

/** Draws an icon. */
export function Icon({ name }: { name: IconName }): VNode {
  return (
    <svg
      class={MIRRORED.has(name) ? 'icon mirrored' : 'icon'}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width={2}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden
      focusable="false"
    >
      {SHAPES[name].map((d) => (
        <path key={d} d={d} />
      ))}
    </svg>
  );
}
