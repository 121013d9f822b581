/** What a supervisor has set up: read once from the server, kept there soon after each change. */
import { useEffect, useRef, useState } from 'react';
import { useSlice } from '../desk/use-slice.ts';
import { setupActions, USUAL_SETUP, type Setup, type View } from './setup.ts';

/** A moment after the last change, ms. */
const KEEP_AFTER = 600;

export type SetupHere = {
  setup: Setup;
  change: (change: Partial<Setup>) => void;
  changeView: (change: Partial<View>) => void;
  /** The last change is not on the server. */
  unkept: boolean;
};

export function useSetup(): SetupHere {
  const { read, keep } = useSlice(setupActions);
  const [setup, setSetup] = useState(USUAL_SETUP);
  const [unkept, setUnkept] = useState(false);
  // What was chosen before the answer came is newer than the answer.
  const touched = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(setup);
  useEffect(() => {
    let current = true;
    read().then(
      (kept) => {
        if (!current || touched.current) return;
        latest.current = kept;
        setSetup(kept);
      },
      () => {
        // As usual, then.
      },
    );
    return () => {
      current = false;
    };
  }, [read]);
  useEffect(
    () => () => {
      if (timer.current === undefined) return;
      // What was changed just before leaving is kept, too.
      clearTimeout(timer.current);
      keep(latest.current).catch(() => undefined);
    },
    [keep],
  );
  const change = (part: Partial<Setup>) => {
    touched.current = true;
    const next = { ...latest.current, ...part };
    latest.current = next;
    setSetup(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      timer.current = undefined;
      keep(latest.current).then(
        () => {
          setUnkept(false);
        },
        () => {
          setUnkept(true);
        },
      );
    }, KEEP_AFTER);
  };
  return {
    setup,
    unkept,
    change,
    changeView: (part) => {
      change({ view: { ...latest.current.view, ...part } });
    },
  };
}
