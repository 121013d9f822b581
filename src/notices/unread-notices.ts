import type { DeskState } from '../store/model.ts';

/** How many entries the agent has not seen. */
export function unreadNotices(state: Pick<DeskState, 'notices'>): number {
  return state.notices.filter((notice) => notice.read !== true).length;
}
