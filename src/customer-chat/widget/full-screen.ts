/** Where there is no room for a window, the chat has the whole screen; the style sheet asks the same. */
const NARROW = '(max-width: 480px), (max-height: 440px)';
const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

type FullScreen = { enter: () => void; leave: () => void };

/**
 * What covers everything behaves like it: the page behind does not scroll, the keyboard stays inside, and the
 * chat keeps to what the keyboard of a telephone leaves visible.
 */
export function fullScreen(dialog: HTMLElement, shadow: ShadowRoot): FullScreen {
  const narrow = window.matchMedia(NARROW);
  const page = document.documentElement;
  let open = false;
  let overflow: string | null = null;

  const fit = (): void => {
    const viewport = window.visualViewport;
    if (!open || !narrow.matches || viewport === null) return;
    dialog.style.setProperty('--visible-top', `${viewport.offsetTop}px`);
    dialog.style.setProperty('--visible-height', `${viewport.height}px`);
  };
  const apply = (): void => {
    const covers = open && narrow.matches;
    dialog.setAttribute('aria-modal', String(covers));
    if (covers && overflow === null) {
      overflow = page.style.overflow;
      page.style.overflow = 'hidden';
    } else if (!covers && overflow !== null) {
      page.style.overflow = overflow;
      overflow = null;
    }
    fit();
  };
  const keepInside = (event: KeyboardEvent): void => {
    if (event.key !== 'Tab' || !narrow.matches) return;
    const stops = [...dialog.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((stop) =>
      stop.checkVisibility(),
    );
    const edge = event.shiftKey ? stops.at(0) : stops.at(-1);
    if (shadow.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops.at(0))?.focus();
  };

  narrow.addEventListener('change', apply);
  window.visualViewport?.addEventListener('resize', fit);
  window.visualViewport?.addEventListener('scroll', fit);
  dialog.addEventListener('keydown', keepInside);
  return {
    enter: () => {
      open = true;
      apply();
    },
    leave: () => {
      open = false;
      apply();
    },
  };
}
