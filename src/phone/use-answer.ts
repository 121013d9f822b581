import { useEffect, useRef } from 'react';
import { useDesk, useDeskContext } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import type { ActionTools } from '../desk/actions/tools.ts';
import { phoneActions } from './phone-actions.ts';
import { phoneOf, type Call } from './read-phone.ts';

/** What was on the screen when a call was answered: whoever has gone elsewhere since is not taken out of it. */
type Before = { selected: string | null; draft: string | undefined };

type Answered = Map<string, Before>;

const answered = (): Answered => new Map();

function before({ get }: Pick<ActionTools, 'get'>): Before {
  const { selected, drafts } = get();
  return { selected, draft: selected === null ? undefined : drafts[selected] };
}

/** Calls that were answered at this desk, until their conversation has been opened. */
function answeredCalls(tools: ActionTools): {
  add: (callId: string) => void;
  all: Answered;
  now: () => Before;
} {
  const all = answered();
  return {
    all,
    add: (callId) => all.set(callId, before(tools)),
    now: () => before(tools),
  };
}

/** Gives what answers a call: its conversation opens when it is there. */
export function useAnswer(): (call: Call) => void {
  const { act } = useSlice(phoneActions);
  const { add } = useSlice(answeredCalls);
  return (call) => {
    add(call.id);
    void act(call.id, 'ANSWER');
  };
}

/**
 * Opens the conversation of a call that has begun: at once when it was answered here or nothing else is open, unless
 * the agent has gone on writing meanwhile. Each call once.
 */
export function useScreenPop(): void {
  const { actions } = useDeskContext();
  const { all, now } = useSlice(answeredCalls);
  const phone = useDesk(phoneOf);
  const conversations = useDesk((state) => state.conversations);
  const popped = useRef<Set<string> | null>(null);
  useEffect(() => {
    const talking = (phone?.calls ?? []).filter(
      ({ state, conversationId }) => state === 'ACTIVE' && conversationId !== null,
    );
    // Calls that were there before the desk was opened do not open anything.
    popped.current ??= new Set(talking.filter(({ id }) => !all.has(id)).map(({ id }) => id));
    for (const { id, conversationId } of talking) {
      if (popped.current.has(id) || conversationId === null) continue;
      if (!Object.hasOwn(conversations, conversationId)) continue;
      popped.current.add(id);
      const then = all.get(id);
      all.delete(id);
      const { selected, draft } = now();
      const untouched =
        then === undefined ? selected === null : then.selected === selected && then.draft === draft;
      if (untouched) actions.open(conversationId);
    }
  }, [phone, conversations, actions, all, now]);
}
