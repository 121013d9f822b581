/** How wide the desk itself is: in a frame, or beside something else, that is not the width of the window. */
import { useSyncExternalStore } from 'react';

/** The element that the desk is drawn into; style sheets ask for its width by `@container desk`. */
const ROOT = 'desk';

/** CSS px; null while it is not known. */
let width: number | null = null;
let observer: ResizeObserver | null = null;
const listeners = new Set<() => void>();

function measured(): number | null {
  const root = document.getElementById(ROOT);
  return root === null || root.clientWidth === 0 ? null : root.clientWidth;
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  const root = document.getElementById(ROOT);
  if (observer === null && root !== null) {
    observer = new ResizeObserver(() => {
      width = measured();
      for (const listener of listeners) listener();
    });
    observer.observe(root);
  }
  return () => {
    listeners.delete(changed);
    if (listeners.size > 0) return;
    observer?.disconnect();
    observer = null;
    width = null;
  };
}

/** Whether the desk is narrower than `px`. For what a style sheet can't do; looks belong there. */
export function useNarrowerThan(px: number): boolean {
  return useSyncExternalStore(subscribe, () => {
    width ??= measured();
    return width !== null && width < px;
  });
}
