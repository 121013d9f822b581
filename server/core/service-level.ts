/** How well a queue was served on a day: of its customers, who was answered and who left, in time and at all. */
import type { Config } from './config.ts';

/** `in time`: within the queue's threshold. Who was told that nobody is there is `expired`. */
export type QueueDay = {
  answered: number;
  answeredInTime: number;
  abandoned: number;
  abandonedInTime: number;
  expired: number;
};

/** How many customers there were in all. */
export function offeredOn({ answered, abandoned, expired }: QueueDay): number {
  return answered + abandoned + expired;
}

/**
 * The part (0 to 1) that was served in time; null: nobody counts yet. What those are who left in time is the contact
 * centre's choice: type 1 does not count them, 2 counts them as not served, 3 as served.
 */
export function serviceLevelOf({ serviceLevelType }: Config, day: QueueDay): number | null {
  const type = serviceLevelType ?? 2;
  const all = offeredOn(day) - (type === 1 ? day.abandonedInTime : 0);
  const inTime = day.answeredInTime + (type === 3 ? day.abandonedInTime : 0);
  return all === 0 ? null : inTime / all;
}
