/** A page that takes it out so often is left alone: two scripts would fight for ever. */
const MOST_RETURNS = 50;

/** The document element that each widget is kept in, with its watcher. */
const watched = new WeakMap<HTMLElement, { root: Element; observer: MutationObserver }>();

/**
 * Puts the widget into the page and keeps it there. It stands beside `body`, not in it: pages of one page replace
 * their body, and a body with `transform`, `filter`, `contain` or `perspective` would be the frame in which
 * `position: fixed` is meant.
 */
export function keepInPage(host: HTMLElement): void {
  const root = document.documentElement;
  const known = watched.get(host);
  if (known?.root !== root) {
    known?.observer.disconnect();
    let returns = 0;
    const observer = new MutationObserver(() => {
      if (host.parentNode === root || returns >= MOST_RETURNS) return;
      returns += 1;
      root.append(host);
    });
    observer.observe(root, { childList: true });
    watched.set(host, { root, observer });
  }
  if (host.parentNode !== root) root.append(host);
}
