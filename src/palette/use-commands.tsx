/** Everything that the palette can find now, from the state. */
import { useEffect, useState } from 'react';
import { useActions, useDesk } from '../desk/desk-context.ts';
import type { Reason } from '../store/model.ts';
import type { Command } from './command.ts';
import {
  useAccountCommands,
  useLookCommands,
  usePlaceCommands,
  useWaitingCommands,
} from './desk-commands.tsx';
import { useStateCommands } from './state-commands.tsx';
import { useConversationCommands, useHereCommands, useOfferCommands } from './work-commands.tsx';

/** The configured reasons, once they have been fetched. */
function useReasons(): readonly Reason[] {
  const actions = useActions();
  const [reasons, setReasons] = useState<readonly Reason[]>([]);
  useEffect(() => {
    let here = true;
    actions.reasons().then(
      (all) => {
        if (here) setReasons(all);
      },
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [actions]);
  return reasons;
}

/** All commands, those of work first. */
export function useCommands(): Command[] {
  const reasons = useReasons();
  const signedIn = useDesk((state) => state.me !== null);
  const commands = [
    ...useOfferCommands(),
    ...useConversationCommands(),
    ...useStateCommands(reasons),
    ...useHereCommands(),
    ...useWaitingCommands(),
    ...usePlaceCommands(),
    ...useLookCommands(),
    ...useAccountCommands(reasons),
  ];
  return signedIn ? commands : [];
}
