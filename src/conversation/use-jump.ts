/** Going to a message: shows it and lights it up; loads older pages until it is there. */
import { useCallback, useEffect, useState } from 'react';
import { control } from '../desk/actions/actions.ts';
import { useAsking, useDesk } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { earlierActions } from './earlier-actions.ts';
import { indexOfMessage } from '../store/fold.ts';
import type { Conversation } from '../store/model.ts';
import { messageKey } from './rows.ts';

/** How long a message stays lit, ms. */
const LIT = 2400;

type Jump = {
  goTo: (messageId: string) => void;
  /** The key of the row that is lit. */
  lit: string | null;
  /** A message is being looked for in older pages. */
  seeking: boolean;
  /** What was looked for is not there, after everything has been loaded. */
  notFound: boolean;
};

/** `show` brings a row into view; false when it has none. */
export function useJump(conversation: Conversation, show: (key: string) => boolean): Jump {
  const { id, transcript } = conversation;
  const { fold, earlier } = transcript;
  const earlierPages = useSlice(earlierActions);
  const loading = useAsking(control.earlier(id)) !== null;
  const refused = useDesk((state) => state.refusals[control.earlier(id)] !== undefined);
  const [sought, setSought] = useState<string | null>(null);
  /** An object of its own for each jump: going to the same message again shows it again. */
  const [lit, setLit] = useState<{ key: string } | null>(null);
  const [notFound, setNotFound] = useState(false);

  const goTo = useCallback((messageId: string) => {
    setNotFound(false);
    setLit(null);
    setSought(messageId);
  }, []);

  const here = sought !== null && indexOfMessage(fold, sought) !== -1;
  const goesOn = sought !== null && !here && earlier && !refused;
  if (here) {
    setSought(null);
    setLit({ key: messageKey(sought) });
  } else if (sought !== null && !goesOn) {
    setSought(null);
    setNotFound(!earlier);
  }
  useEffect(() => {
    if (lit !== null) show(lit.key);
  }, [lit, show]);
  useEffect(() => {
    if (goesOn && !loading) earlierPages.load(id);
  }, [goesOn, loading, earlierPages, id, fold]);

  useEffect(() => {
    if (lit === null && !notFound) return undefined;
    const timer = setTimeout(() => {
      setLit(null);
      setNotFound(false);
    }, LIT);
    return () => {
      clearTimeout(timer);
    };
  }, [lit, notFound]);

  return { goTo, lit: lit?.key ?? null, seeking: sought !== null, notFound };
}
