/**
 * Reads the journal of older versions: each step makes an event of one version into one of the next, so that
 * `evolve` only knows the present form. Steps are only ever added.
 */
import { isKnownEvent } from './event-kinds.ts';
import type { DomainEvent } from './events.ts';
import { EVENT_VERSION } from './events.ts';
import { eventFromV1 } from './upcast-v1.ts';
import { eventFromV2 } from './upcast-v2.ts';
import { eventFromV3 } from './upcast-v3.ts';
import { eventFromV4 } from './upcast-v4.ts';

/** An event as it was stored: what `JSON.parse` gave. */
export type StoredEvent = Readonly<Record<string, unknown>>;

/** From the version that is the key to the one after it. */
type Upcasters = ReadonlyMap<number, (event: StoredEvent) => StoredEvent>;

const UPCASTERS: Upcasters = new Map([
  [1, eventFromV1],
  [2, eventFromV2],
  [3, eventFromV3],
  [4, eventFromV4],
]);

/** The journal was written by newer code than this, or a step is missing: reading on would corrupt the state. */
export class JournalVersionError extends Error {
  override readonly name = 'JournalVersionError';

  constructor(found: string) {
    super(`The journal holds an event ${found}: a newer version of the program has written it.`);
  }
}

/**
 * The event in its present form.
 * @throws JournalVersionError when there is no way from `version` to the current one, or nothing is known of its type.
 */
export function upcast(
  event: StoredEvent,
  version: number,
  upcasters: Upcasters = UPCASTERS,
  current: number = EVENT_VERSION,
): DomainEvent {
  let upcasted = event;
  for (let from = version; from !== current; from++) {
    const step = upcasters.get(from);
    if (step === undefined || from > current)
      throw new JournalVersionError(`of version ${version}, this code reads up to version ${current}`);
    upcasted = step(upcasted);
  }
  if (!isKnownEvent(upcasted.type)) throw new JournalVersionError(`"${String(upcasted.type)}"`);
  // What the journal holds was written by `emit`: its form is known by its version.
  return upcasted as unknown as DomainEvent;
}
