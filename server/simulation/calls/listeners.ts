/** Supervisors at random who listen to calls (V7), and what has to be on record of that. */
import type { EndCallMonitoring, MonitorCall } from '../../core/commands.ts';
import type { State } from '../../core/state.ts';
import type { Random } from '../random.ts';

type Report = Omit<MonitorCall, 'id'> | Omit<EndCallMonitoring, 'id'>;

/** Who listens to whom, and whether they talk there. */
export class Listeners {
  readonly #random: Random;
  readonly #agents: readonly string[];
  readonly #supervisorId: string;
  readonly #foreignId: string;
  #listensTo: { agentId: string; isBargedIn: boolean } | null = null;

  /** `foreignId`: an agent of another team. */
  constructor(random: Random, agents: readonly string[], supervisorId: string, foreignId: string) {
    this.#random = random;
    this.#agents = agents;
    this.#supervisorId = supervisorId;
    this.#foreignId = foreignId;
  }

  /** What happens next, if anything; `isWrong`: it has to be refused. */
  act(): { report: Report; isWrong: boolean } | null {
    const random = this.#random;
    const by = this.#supervisorId;
    switch (random.weighted({ nothing: 4, monitor: 3, bargeIn: 2, end: 2, foreign: 1 } as const)) {
      case 'nothing':
        return null;
      case 'monitor': {
        const agentId = random.pick(this.#agents);
        if (agentId === undefined) return null;
        this.#listensTo = { agentId, isBargedIn: false };
        return { report: { type: 'call.monitor', by, agentId, how: 'MONITOR' }, isWrong: false };
      }
      case 'bargeIn': {
        if (this.#listensTo === null) return null;
        this.#listensTo.isBargedIn = true;
        const { agentId } = this.#listensTo;
        return { report: { type: 'call.monitor', by, agentId, how: 'BARGE_IN' }, isWrong: false };
      }
      case 'end':
        this.#listensTo = null;
        return { report: { type: 'call.endMonitoring', by }, isWrong: false };
      case 'foreign':
        return {
          report: { type: 'call.monitor', by, agentId: this.#foreignId, how: 'MONITOR' },
          isWrong: true,
        };
    }
  }

  /** In words that begin with the rule's id; null: what is on record is so. */
  brokenRule({ callMonitorings }: State): string | null {
    const known = callMonitorings[this.#supervisorId];
    const tell = (one: typeof known | null): string =>
      one == null ? 'to nobody' : `to ${one.agentId}${one.isBargedIn ? ', and talks' : ''}`;
    const is = this.#listensTo === null ? 'to nobody' : tell({ ...this.#listensTo, conversationId: null });
    return tell(known) === is
      ? null
      : `V7: ${this.#supervisorId} listens ${is}, and on record ${tell(known)}`;
  }
}
