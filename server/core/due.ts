/** When warnings and ends are due that follow from what the state says of a time that runs. */
import type { AwaitedAnswer, IdleTime } from './state.ts';

/** Which part of the time for an answer has passed at each warning: two colours, then the question (C25). */
export const ANSWER_WARNINGS: readonly number[] = [0.5, 0.75, 0.9];

/** When the next warning is due, or the end. */
export function nextAnswerDeadline({ startedAt, endsAt, stage }: AwaitedAnswer): number {
  const part = ANSWER_WARNINGS[stage];
  return part === undefined ? endsAt : startedAt + Math.round((endsAt - startedAt) * part);
}

/** Which part of the time has passed when an agent without a sign of life is warned (A8). */
const IDLE_WARNING = 0.8;

/** When the agent is warned, or signed out. */
export function nextIdleDeadline({ since, logoutAt, warned }: IdleTime): number {
  return warned ? logoutAt : since + Math.round((logoutAt - since) * IDLE_WARNING);
}
