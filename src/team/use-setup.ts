/** What a supervisor has set up: read from the server, kept there soon after each change. */
import { useEffect, useRef, useState } from 'react';
import { useDesk } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { setupActions, USUAL_SETUP, type Setup, type View } from './setup.ts';

/** A moment after the last change, ms. */
const KEEP_AFTER = 600;

export type SetupHere = {
  setup: Setup;
  /** The server has told what was kept. Before, only the view may be changed: the rest would be overwritten. */
  known: boolean;
  change: (change: Partial<Setup>) => void;
  changeView: (change: Partial<View>) => void;
  /** The last change is not on the server. */
  unkept: boolean;
};

export function useSetup(): SetupHere {
  const { read, keep } = useSlice(setupActions);
  const online = useDesk((state) => state.link.status === 'online');
  const [setup, setSetup] = useState(USUAL_SETUP);
  const [known, setKnown] = useState(false);
  const [unkept, setUnkept] = useState(false);
  // What was chosen before the answer came is newer than the answer.
  const early = useRef<Partial<View>>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(setup);
  useEffect(() => {
    if (known || !online) return undefined;
    let current = true;
    read().then(
      (kept) => {
        if (!current) return;
        latest.current = { ...kept, view: { ...kept.view, ...early.current } };
        setSetup(latest.current);
        setKnown(true);
      },
      () => {
        // As usual, then, until the desk is connected anew: nothing is kept over what could not be read.
      },
    );
    return () => {
      current = false;
    };
  }, [read, known, online]);
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
    latest.current = { ...latest.current, ...part };
    setSetup(latest.current);
    if (!known) return;
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
    known,
    unkept,
    change,
    changeView: (part) => {
      if (!known) early.current = { ...early.current, ...part };
      change({ view: { ...latest.current.view, ...part } });
    },
  };
}
