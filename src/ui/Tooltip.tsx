import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Kbd } from './Kbd.tsx';
import styles from './Tooltip.module.css';

/** How long the pointer rests before words appear, and how soon after others, ms. */
const REST = 500;
const REST_SOON = 100;
/** For how long after one tooltip the next comes sooner, ms. */
const SOON = 300;
/** From the control to its words, and from these to the edge of the window, px. */
const GAP = 6;

type Shown = { control: HTMLElement; text: string; shortcut: string | undefined };

function controlAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;
}

/**
 * Below the control or, where there is no room, above it; never outside the window. One tooltip serves the whole
 * page, by `data-tip` and `data-tip-key` of a control: hundreds of buttons need not carry one each. It repeats the
 * name that the control has anyway, so that it is for the eye alone.
 */
function useShownTip(): { shown: Shown | null; hide: () => void; keep: () => void } {
  const [shown, setShown] = useState<Shown | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hiddenAt = useRef(0);
  const keep = useCallback(() => {
    clearTimeout(timer.current);
  }, []);
  const hide = useCallback(() => {
    clearTimeout(timer.current);
    setShown((before) => {
      if (before !== null) hiddenAt.current = performance.now();
      return null;
    });
  }, []);

  useEffect(() => {
    const show = (control: HTMLElement, after: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        if (!control.isConnected) return;
        setShown({ control, text: control.dataset.tip ?? '', shortcut: control.dataset.tipKey });
      }, after);
    };
    const onOver = (event: PointerEvent) => {
      const control = controlAt(event.target);
      if (control === null || event.pointerType === 'touch') return;
      show(control, performance.now() - hiddenAt.current < SOON ? REST_SOON : REST);
    };
    const onOut = (event: PointerEvent) => {
      const control = controlAt(event.target);
      if (control === null || controlAt(event.relatedTarget) === control) return;
      // A moment to reach the words themselves.
      clearTimeout(timer.current);
      timer.current = setTimeout(hide, REST_SOON);
    };
    const onFocus = (event: FocusEvent) => {
      const control = controlAt(event.target);
      if (control?.matches(':focus-visible') === true) show(control, 0);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide();
    };
    document.addEventListener('pointerover', onOver);
    document.addEventListener('pointerout', onOut);
    document.addEventListener('focusin', onFocus);
    document.addEventListener('focusout', hide);
    document.addEventListener('pointerdown', hide, true);
    document.addEventListener('scroll', hide, true);
    document.addEventListener('keydown', onKey, true);
    return () => {
      clearTimeout(timer.current);
      document.removeEventListener('pointerover', onOver);
      document.removeEventListener('pointerout', onOut);
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('focusout', hide);
      document.removeEventListener('pointerdown', hide, true);
      document.removeEventListener('scroll', hide, true);
      document.removeEventListener('keydown', onKey, true);
    };
  }, [hide]);

  return { shown, hide, keep };
}

/** The tooltip of the whole page. */
export function Tooltip() {
  const { shown, hide, keep } = useShownTip();
  const tip = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = tip.current;
    if (element === null || shown === null) return;
    const at = shown.control.getBoundingClientRect();
    const { width, height } = element.getBoundingClientRect();
    const left = Math.min(Math.max(at.left + at.width / 2 - width / 2, GAP), innerWidth - width - GAP);
    const above = at.bottom + GAP + height > innerHeight;
    element.style.left = `${left}px`;
    element.style.top = `${above ? at.top - GAP - height : at.bottom + GAP}px`;
  }, [shown]);
  if (shown === null) return null;
  return (
    <div
      key={shown.text}
      ref={tip}
      className={styles.tooltip}
      aria-hidden="true"
      onPointerEnter={keep}
      onPointerLeave={hide}
    >
      {shown.text}
      {shown.shortcut !== undefined && <Kbd>{shown.shortcut}</Kbd>}
    </div>
  );
}
