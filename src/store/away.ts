/** What ended for this agent while no desk was connected: the server says so once; kept until the agent has read it. */
import type { FrameOf } from './frames.ts';
import type { AwayEnding, DeskState } from './model.ts';
import { addNotice } from './unsent.ts';

/** How many are kept at most; the newest stay. */
const MOST = 100;

function isSame(a: AwayEnding, b: AwayEnding): boolean {
  return a.conversationId === b.conversationId && a.at === b.at;
}

/** The id of the notice that a conversation ended while the agent was offline, whoever tells it. */
export function endedNoticeId(conversationId: string): string {
  return `ended:${conversationId}`;
}

/** What the server tells is added to what has not been read yet, and listed among the notifications as read. */
export function endedWhileAway(state: DeskState, { since, endings, at }: FrameOf<'away'>): DeskState {
  if (endings.length === 0) return state;
  const known = state.away?.endings ?? [];
  const all = [...endings, ...known.filter((old) => !endings.some((each) => isSame(each, old)))]
    .sort((a, b) => b.at - a.at)
    .slice(0, MOST);
  const away = { since: Math.min(since, state.away?.since ?? since), endings: all };
  return [...endings]
    .sort((a, b) => a.at - b.at)
    .reduce<DeskState>(
      (next, ending) =>
        addNotice(next, {
          id: endedNoticeId(ending.conversationId),
          text: 'notice.conversationEnded',
          values: { name: ending.name },
          tone: 'info',
          at,
          conversationId: ending.conversationId,
          read: true,
        }),
      { ...state, away, readingAway: true },
    );
}
