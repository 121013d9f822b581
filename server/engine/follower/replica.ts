import { evolve } from '../../core/decide.ts';
import type { World } from '../../core/world.ts';
import type { LiveRecords } from '../live-records.ts';
import type { TurnSubscribers } from '../turn-subscribers.ts';
import type { ArchivedTurn } from './archive.ts';

/** The state of a tenant in another process than its owner's: the same, turn by turn. */
export class Replica {
  readonly world: World;
  readonly records: LiveRecords;

  constructor({ world, records }: { world: World; records: LiveRecords }) {
    this.world = world;
    this.records = records;
  }

  /** Sequence of the last event. */
  get seq(): number {
    return this.world.state.seq;
  }

  /** Lets a turn happen here, too, in the order in which the owner's mailbox shows it. */
  apply({ cause, events, signals, content, now }: ArchivedTurn, subscribers: TurnSubscribers): void {
    const { world, records } = this;
    for (const event of events) evolve(world, event);
    if (events.length > 0) records.begin(events, content);
    const deliveries = subscribers.prepare({ world, records, now, cause, events, signals, content });
    if (events.length > 0) records.end(events);
    subscribers.deliver(deliveries);
  }
}
