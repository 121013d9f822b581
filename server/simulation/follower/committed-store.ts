/** What the store of a simulated contact centre has: all that was committed, and only that. */
import type { World } from '../../core/world.ts';
import type { State } from '../../core/state.ts';
import type { Turn } from '../../engine/contract.ts';
import { contentOf } from '../../engine/entry-content.ts';
import type { PlacedSession } from '../../engine/commit-queue.ts';
import type { Archive, ArchivedTurn } from '../../engine/follower/archive.ts';
import { LiveRecords } from '../../engine/live-records.ts';
import type { EnteredWrapup } from '../../store/entered-wrapups.ts';
import type { CustomerRecord } from '../../store/records.ts';
import type { Core } from '../core.ts';
import type { Random } from '../random.ts';

/** A turn that can be kept. */
export type KeptTurn = Pick<Turn, 'cause' | 'events' | 'signals' | 'content' | 'now'>;

export class CommittedStore {
  readonly #core: Core;
  readonly #turns: ArchivedTurn[] = [];
  readonly #customers = new Map<string, CustomerRecord>();
  readonly #sessions = new Map<string, PlacedSession>();
  readonly #entered = new Map<string, EnteredWrapup>();
  readonly world: World;

  constructor(core: Core, tenant: string) {
    this.#core = core;
    this.world = core.createWorld(tenant);
  }

  append({ cause, events, content, now }: KeptTurn): void {
    const { customers, sessions, enteredWrapups } = contentOf(events, content);
    for (const customer of customers) this.#customers.set(customer.id, customer);
    for (const session of sessions) this.#sessions.set(session.id, session);
    for (const entered of enteredWrapups) this.#entered.set(entered.taskId, entered);
    if (events.length === 0) return;
    const text = JSON.stringify({ cause, events, signals: [], content, now });
    const turn = JSON.parse(text) as ArchivedTurn;
    for (const event of turn.events) {
      this.#core.evolve(this.world, event);
      if (event.type === 'task.closed') this.#entered.delete(event.taskId);
    }
    this.#turns.push(JSON.parse(text) as ArchivedTurn);
  }

  /** The records of what is open, read anew. */
  records(): Promise<LiveRecords> {
    const people = {
      customers: (ids: readonly string[]) =>
        Promise.resolve(ids.flatMap((id) => this.#customers.get(id) ?? [])),
      sessionsOfConversations: (ids: readonly string[]) =>
        Promise.resolve(
          [...this.#sessions.values()].filter(
            ({ conversationId }) => conversationId !== null && ids.includes(conversationId),
          ),
        ),
    };
    return LiveRecords.load(people, this.world, [...this.#entered.values()]);
  }

  /** What a follower reads. Now and then the store is away. */
  archive(random: Random): Archive {
    const sometimes = <T>(read: () => Promise<T>): Promise<T> =>
      random.chance(0.1) ? Promise.reject(new Error('the store is away')) : read();
    return {
      load: () =>
        sometimes(async () => {
          const state = JSON.parse(JSON.stringify(this.world.state)) as State;
          return { world: this.#core.loadWorld(state), records: await this.records() };
        }),
      turnsAfter: (seq) =>
        sometimes(() => {
          const from = this.#turns.findIndex(({ events }) => (events.at(-1)?.seq ?? 0) > seq);
          const turns = from < 0 ? [] : this.#turns.slice(from, from + 7);
          return Promise.resolve(JSON.parse(JSON.stringify(turns)) as ArchivedTurn[]);
        }),
    };
  }
}
