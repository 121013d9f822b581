/** How long a conversation rests, as desks show it. */
import type { HoldTimerChange, HoldTimerDetails } from '../../../protocol/cim/event.ts';

/** It does not rest. */
export const NO_HOLD: HoldTimerDetails = { totalDuration: null, startTime: null };

/** Epoch ms in; `totalDuration` in seconds, `startTime` as ISO 8601. */
export function holdTimer(startedAt: number, endsAt: number): HoldTimerDetails {
  return {
    totalDuration: Math.round((endsAt - startedAt) / 1000),
    startTime: new Date(startedAt).toISOString(),
  };
}

/** The same as CONVERSATION_PAUSED and CONVERSATION_RESUMED tell it, with the family's form beside that of the documents. */
export function holdTimerChange(hold: HoldTimerDetails): HoldTimerChange {
  const startTime = hold.startTime?.slice(0, 19).replace('T', ' ') ?? null;
  return { ...hold, holdTimerDetails: { ...hold, startTime } };
}
