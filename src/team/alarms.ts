/** Alarms on thresholds of the floor: what is beyond them now. Pure. */
import type { FloorView } from './floor-slice.ts';

/**
 * `waiting`: customers who wait; `longest`: minutes that the first of them waits; `level`: service level in percent,
 * from below; `state`: minutes of an agent in one state; `notReady`: minutes of an agent in not ready.
 */
export const MEASURES = ['waiting', 'longest', 'level', 'state', 'notReady'] as const;
export type Measure = (typeof MEASURES)[number];

/** Of queues: of one (`queueId`), or empty: of each. A muted one is shown and makes no sound. */
export type Alarm = { id: string; measure: Measure; limit: number; queueId: string; muted: boolean };

/** Whether an alarm is about queues. */
export const isOfQueues = (measure: Measure): boolean =>
  measure === 'waiting' || measure === 'longest' || measure === 'level';

/** Something beyond its limit. `key` stays the same as long as it is. `value` is in the alarm's unit. */
export type Ringing = { key: string; alarm: Alarm; name: string; value: number };

const MINUTE = 60_000;

function valueOfQueue(
  measure: Measure,
  queue: { waiting: number; since: number | null; serviceLevel: number | null },
  now: number,
) {
  switch (measure) {
    case 'waiting':
      return queue.waiting;
    case 'longest':
      return queue.since === null ? null : Math.floor((now - queue.since) / MINUTE);
    case 'level':
      return queue.serviceLevel === null ? null : queue.serviceLevel * 100;
    case 'state':
    case 'notReady':
      return null;
  }
}

function isBeyond({ measure, limit }: Alarm, value: number): boolean {
  return measure === 'level' ? value < limit : value >= limit;
}

/** What is beyond its limit, in the order of the alarms. `now`: epoch ms of the server's clock. */
export function ringingOn(floor: FloorView, alarms: readonly Alarm[], now: number): Ringing[] {
  return alarms.flatMap((alarm) => {
    const found: Ringing[] = [];
    const add = (id: string, name: string, value: number | null) => {
      if (value !== null && isBeyond(alarm, value))
        found.push({ key: `${alarm.id} ${id}`, alarm, name, value });
    };
    if (isOfQueues(alarm.measure)) {
      for (const queue of floor.queues.values()) {
        if (alarm.queueId !== '' && alarm.queueId !== queue.id) continue;
        add(queue.id, queue.name, valueOfQueue(alarm.measure, queue, now));
      }
    } else {
      for (const { id, name, state, since } of floor.agents.values()) {
        if (since === null || state === 'LOGOUT') continue;
        if (alarm.measure === 'notReady' && state !== 'NOT_READY') continue;
        // Another state begins anew, also where nobody has looked in between.
        add(`${id} ${since}`, name, Math.floor((now - since) / MINUTE));
      }
    }
    return found;
  });
}

/** What rings now and did not ring before; what has cleared may ring again. */
export function newlyRinging(
  before: Pick<ReadonlySet<string>, 'has'>,
  ringing: readonly Ringing[],
): Ringing[] {
  return ringing.filter(({ key, alarm }) => !before.has(key) && !alarm.muted);
}
