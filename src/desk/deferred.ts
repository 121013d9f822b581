/**
 * Parts of the desk that are fetched after the first screen. They are asked for as soon as the browser has time,
 * so that the first conversation opens without waiting; a part that is there is drawn at once, with no
 * in-between picture.
 */
import { useEffect, useState, type ComponentType } from 'react';
import type { WordSet } from '../i18n/i18n.ts';
import type { Start } from '../ui/start.ts';

export type Deferred<P> = {
  /** Fetches the part; called more than once it is fetched once. */
  load: () => Promise<void>;
  /** The part, or null while it is on its way. */
  part: () => ComponentType<P> | null;
};

let held: Promise<void> = Promise.resolve();
let release = () => {};

/** From now on parts are fetched only after `freeDeferredParts`: they must not hold up the first screen. */
export function holdDeferredParts(): void {
  held = new Promise((resolve) => {
    release = resolve;
  });
}

/** Resolves when what comes after the first screen may be fetched. */
export function untilFree(): Promise<void> {
  return held;
}

/** The first screen stands: what comes after it may be fetched. */
export function freeDeferredParts(): void {
  release();
}

let fetchWords: (sets: readonly WordSet[]) => Promise<unknown> = () => Promise.resolve();

/** Says how a part gets its words: they are fetched beside its code. */
export function withWords(fetchSets: (sets: readonly WordSet[]) => Promise<unknown>): void {
  fetchWords = fetchSets;
}

/** A part that `fetchPart` brings, with the words that it needs besides those of the whole desk. */
export function deferred<P>(fetchPart: () => Promise<ComponentType<P>>, ...words: WordSet[]): Deferred<P> {
  let part: ComponentType<P> | null = null;
  let loading: Promise<void> | null = null;
  return {
    part: () => part,
    load: () => {
      loading ??= Promise.all([fetchPart(), fetchWords(['desk', ...words])]).then(
        ([fetched]) => {
          part = fetched;
        },
        (error: unknown) => {
          // A lost network must not keep it away for ever.
          loading = null;
          throw error;
        },
      );
      return loading;
    },
  };
}

/** How soon what could not be fetched is tried again, ms. */
const AGAIN_AFTER = 2000;

/**
 * Something that goes on while the desk is open and is of no use before its first screen: `fetchStart` brings what
 * starts it, and that gives what stops it. The function returned stops it, also before it has started.
 */
export function afterFirstScreen(fetchStart: () => Promise<() => () => void>): () => void {
  let stopped = false;
  let stop = () => {};
  let again: ReturnType<typeof setTimeout> | undefined;
  const begin = () => {
    if (stopped) return;
    fetchStart().then(
      (start) => {
        if (!stopped) stop = start();
      },
      () => {
        again = setTimeout(begin, AGAIN_AFTER);
      },
    );
  };
  void untilFree().then(begin);
  return () => {
    stopped = true;
    clearTimeout(again);
    stop();
  };
}

/** The part as soon as it is there. */
export function useDeferred<P>(which: Deferred<P>): ComponentType<P> | null {
  const [, setArrived] = useState(0);
  const part = which.part();
  useEffect(() => {
    if (part !== null) return;
    let here = true;
    let again: ReturnType<typeof setTimeout> | undefined;
    const load = () => {
      which.load().then(
        () => {
          if (here) setArrived((count) => count + 1);
        },
        () => {
          again = setTimeout(load, AGAIN_AFTER);
        },
      );
    };
    void held.then(() => {
      if (here) load();
    });
    return () => {
      here = false;
      clearTimeout(again);
    };
  }, [part, which]);
  return part;
}

/** What the control that stands in for a menu notices. */
type FaceEvents = {
  onPointerDown: () => void;
  onKeyDown: (event: { key: string }) => void;
  onClick: () => void;
  onFocus: () => void;
  onBlur: () => void;
};

/** The keys that open a menu. */
const OPENING: readonly string[] = ['Enter', ' ', 'ArrowDown'];

/**
 * For a control whose menu is still on its way, with a face that stands in for it. Pressing the face fetches the menu
 * at once; `starts` tells the menu to stand open when it comes, or to take over the focus. No press is lost, and no
 * focus.
 */
export function useEarlyUse<P>(which: Deferred<P>): { starts: Start; face: FaceEvents } {
  const [pressed, setPressed] = useState(false);
  const [focused, setFocused] = useState(false);
  const press = () => {
    setPressed(true);
    freeDeferredParts();
    which.load().catch(() => undefined);
  };
  return {
    starts: pressed ? 'open' : focused ? 'focused' : null,
    face: {
      onPointerDown: press,
      // The click that follows would go to the menu's own button, which does not heed it, where the menu comes in between.
      onKeyDown: ({ key }) => {
        if (OPENING.includes(key)) press();
      },
      onClick: press,
      onFocus: () => {
        setFocused(true);
      },
      onBlur: () => {
        setFocused(false);
      },
    },
  };
}
