/** What the panel holds while it is open: who is free now, what is looked for, and what is chosen. */
import { useEffect, useMemo, useState } from 'react';
import { useDesk } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import type { Conversation } from '../store/model.ts';
import { canDo } from '../store/selectors.ts';
import {
  HELP_KINDS,
  OF_KIND,
  helpPayload,
  ranked,
  targetsOf,
  type HelpKind,
  type HelpTarget,
} from './help-targets.ts';
import { helpActions } from './help-actions.ts';
import { helpControl } from './help-control.ts';

/** How often it is looked who is free, ms. */
const LOOK_EVERY = 3000;

/** Whom this agent asked last, at this desk. */
let lastAsked: string | null = null;

/** Queues and people, newest knowledge; null until the first answer. */
function useTargets(conversationId: string): readonly HelpTarget[] | null {
  const help = useSlice(helpActions);
  const [targets, setTargets] = useState<readonly HelpTarget[] | null>(null);
  useEffect(() => {
    let here = true;
    const look = () => {
      help.targets(conversationId).then(
        (answer) => {
          if (here) setTargets(targetsOf(answer));
        },
        () => {
          // A lost network: the next look may succeed, and what is known stays.
        },
      );
    };
    look();
    const timer = setInterval(look, LOOK_EVERY);
    return () => {
      here = false;
      clearInterval(timer);
    };
  }, [help, conversationId]);
  return targets;
}

/** The state of the panel of one conversation; `onDone` closes it. */
export function useHelp(conversation: Conversation, onDone: () => void) {
  const actions = useSlice(helpActions);
  const { id, queue } = conversation;
  const kinds = HELP_KINDS.filter((kind) => canDo(conversation, OF_KIND[kind].action));
  const [wanted, setWanted] = useState<HelpKind>('transfer');
  const [query, setQuery] = useState('');
  const [note, setNote] = useState('');
  const [at, setAt] = useState(0);
  const targets = useTargets(id);
  const asking = useDesk((state) => state.asking[helpControl.ask(id)] !== undefined);
  const found = useMemo(
    () => (targets === null ? [] : ranked(targets, query, { here: queue, last: lastAsked })),
    [targets, query, queue],
  );
  const kind = kinds.includes(wanted) ? wanted : kinds[0];
  const active = found[Math.min(at, found.length - 1)];
  const ask = (target: HelpTarget | undefined) => {
    if (target === undefined || kind === undefined) return;
    lastAsked = target.id;
    void actions.ask(id, OF_KIND[kind].event, helpPayload(target, note)).then((done) => {
      if (done) onDone();
    });
  };
  return {
    kinds,
    kind,
    choose: setWanted,
    query,
    look: (words: string) => {
      setQuery(words);
      setAt(0);
    },
    note,
    write: setNote,
    loading: targets === null,
    found,
    active,
    point: (target: HelpTarget) => {
      setAt(found.indexOf(target));
    },
    asking,
    ask,
  };
}
