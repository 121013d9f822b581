/** Tells destinations whether Finesse is in service: who asks, once; everybody, when it changes. */
import type { FinesseService, ServiceStatus } from '../../finesse/service.ts';
import { messageOf, systemEvent } from './connector-event.ts';
import type { Destination } from './destination.ts';

/** So many destinations that have only asked are told of changes; the longest silent are forgotten. */
const MOST_ASKERS = 1_000;

export class SystemStatus {
  readonly #service: Pick<FinesseService, 'check'>;
  readonly #agentDestinations: () => Iterable<Destination>;
  readonly #askers = new Map<string, Destination>();
  /** They are told by the answer that they wait for. */
  readonly #waiting = new Map<string, number>();

  constructor(service: Pick<FinesseService, 'check'>, agentDestinations: () => Iterable<Destination>) {
    this.#service = service;
    this.#agentDestinations = agentDestinations;
  }

  /** Answers `Hello` and `Beat` once, however Finesse is. */
  async answer(destination: Destination): Promise<void> {
    const { name } = destination;
    this.#askers.delete(name);
    this.#askers.set(name, destination);
    for (const oldest of this.#askers.keys()) {
      if (this.#askers.size <= MOST_ASKERS) break;
      this.#askers.delete(oldest);
    }
    this.#waiting.set(name, (this.#waiting.get(name) ?? 0) + 1);
    const status = await this.#service.check();
    const others = (this.#waiting.get(name) ?? 1) - 1;
    if (others === 0) this.#waiting.delete(name);
    else this.#waiting.set(name, others);
    destination.tell(messageOf(systemEvent(status)));
  }

  changed(status: ServiceStatus): void {
    const all = new Map(this.#askers);
    for (const destination of this.#agentDestinations()) all.set(destination.name, destination);
    const message = messageOf(systemEvent(status));
    for (const [name, destination] of all) if (!this.#waiting.has(name)) destination.tell(message);
  }

  /** The place is gone. */
  forget(name: string): void {
    this.#askers.delete(name);
  }
}
