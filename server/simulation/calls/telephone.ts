/**
 * A random telephone: which agents are in which calls, and what it reports about them. Each report comes once, in order;
 * some come again much later, as if from a second desk.
 */
import type { EndCallLeg, HoldCall, StartCallLeg } from '../../core/commands.ts';
import type { CallEndReason, TaskDirection } from '../../core/state.ts';
import type { Random } from '../random.ts';

/** What an agent has in a call. */
type Part = { callId: string; reason: TaskDirection; held: boolean; answeredAt: number };

type Call = {
  id: string;
  customerId: string;
  /** The agents in it; who is only asked about it is in a consult. */
  parts: Map<string, Part>;
  /** Who asks whom about it, and by which call. */
  consult: { by: string; asked: string; callId: string } | null;
};

type Report = Omit<StartCallLeg, 'id'> | Omit<EndCallLeg, 'id'> | Omit<HoldCall, 'id'>;

export type CallConfig = { agents: readonly string[]; customers: readonly string[]; channelId: string };

const ACTS = {
  call: 6,
  missed: 1,
  hold: 4,
  consult: 4,
  transfer: 3,
  conference: 2,
  giveAway: 2,
  hangUp: 4,
  again: 6,
} as const;

/** Of so many reports one may come again: agents' desks are not later than that. */
const REPEATED_WITHIN = 24;

export class Telephone {
  readonly calls = new Map<string, Call>();
  readonly #random: Random;
  readonly #config: CallConfig;
  readonly #told: Report[] = [];
  #number = 0;

  constructor(random: Random, config: CallConfig) {
    this.#random = random;
    this.#config = config;
  }

  /** Lets something happen at this time (epoch ms). Returns what is reported, in order. */
  act(now: number): Report[] {
    const reports = this.#happen(now);
    for (const report of reports) if (report.type !== 'call.hold') this.#told.push(report);
    this.#told.splice(0, this.#told.length - REPEATED_WITHIN);
    // A report that is repeated at once tells nothing new either.
    return this.#random.chance(0.3) ? reports.flatMap((one) => [one, one]) : reports;
  }

  /** The agent's parts as they are: in calls, and in consults that others have begun. */
  partsOf(agentId: string): Part[] {
    return [...this.calls.values()].flatMap(({ parts, consult }) => {
      const own = parts.get(agentId);
      const asked: Part[] =
        consult?.asked === agentId
          ? [{ callId: consult.callId, reason: 'CONSULT', held: false, answeredAt: 0 }]
          : [];
      return own === undefined ? asked : [own, ...asked];
    });
  }

  #happen(now: number): Report[] {
    const random = this.#random;
    const idle = random.pick(this.#config.agents.filter((id) => this.partsOf(id).length === 0));
    const call = random.pick([...this.calls.values()]);
    const agentId = call && random.pick([...call.parts.keys()]);
    switch (random.weighted(ACTS)) {
      case 'call':
        return idle === undefined ? [] : this.#begin(idle, now);
      case 'missed':
        return idle === undefined ? [] : this.#passBy(idle, now);
      case 'hold':
        return call === undefined || agentId === undefined ? [] : this.#hold(call, agentId);
      case 'consult':
        return idle === undefined || call === undefined || agentId === undefined
          ? []
          : this.#ask(call, agentId, idle, now);
      case 'transfer':
        return call === undefined ? [] : this.#join(call, now, 'CONSULT_TRANSFER');
      case 'conference':
        return call === undefined ? [] : this.#join(call, now, 'CONSULT_CONFERENCE');
      case 'giveAway':
        return idle === undefined || call === undefined || agentId === undefined
          ? []
          : this.#giveAway(call, agentId, idle, now);
      case 'hangUp':
        return call === undefined || agentId === undefined ? [] : this.#leave(call, agentId, now);
      case 'again': {
        const late = random.pick(this.#told);
        return late === undefined || this.#isTrueNow(late) ? [] : [late];
      }
    }
  }

  /** A second source that tells what is so adds nothing; what was so is the hard case. */
  #isTrueNow(report: Report): boolean {
    return (
      report.type === 'call.endLeg' &&
      this.partsOf(report.agentId).some(
        ({ callId, answeredAt }) => callId === report.callId && answeredAt <= (report.endedAt ?? 0),
      )
    );
  }

  #begin(agentId: string, now: number): Report[] {
    const id = `call-${++this.#number}`;
    const customerId = this.#random.pick(this.#config.customers) ?? 'somebody';
    const call: Call = { id, customerId, parts: new Map(), consult: null };
    this.calls.set(id, call);
    return [this.#enter(call, agentId, this.#random.chance(0.3) ? 'OUTBOUND' : 'INBOUND', now)];
  }

  /** A call of no time at all, as after a fail-over. */
  #passBy(agentId: string, now: number): Report[] {
    const [start] = this.#begin(agentId, now);
    const call = this.calls.get(`call-${this.#number}`);
    return start === undefined || call === undefined ? [] : [start, ...this.#leave(call, agentId, now)];
  }

  #hold({ id, parts }: Call, agentId: string): Report[] {
    const part = parts.get(agentId);
    if (part === undefined) return [];
    part.held = !part.held;
    return [{ type: 'call.hold', agentId, callId: id, on: part.held }];
  }

  #ask(call: Call, by: string, asked: string, now: number): Report[] {
    if (call.consult !== null) return [];
    const callId = `call-${++this.#number}`;
    call.consult = { by, asked, callId };
    return [this.#start(call, asked, callId, 'CONSULT', now)];
  }

  /** Who was asked comes into the call; by a transfer, who asked goes. */
  #join(call: Call, now: number, reason: 'CONSULT_TRANSFER' | 'CONSULT_CONFERENCE'): Report[] {
    const { consult } = call;
    if (consult === null) return [];
    call.consult = null;
    const comes = this.#enter(call, consult.asked, reason, now);
    const ends = this.#end(consult.asked, consult.callId, 'CONSULT_ENDED', now);
    if (reason === 'CONSULT_CONFERENCE') return [comes, ends];
    return [comes, ends, ...this.#leave(call, consult.by, now, 'CONSULT_TRANSFER')];
  }

  #giveAway(call: Call, from: string, to: string, now: number): Report[] {
    if (call.consult !== null || call.parts.size > 1) return [];
    call.parts.delete(from);
    return [
      this.#end(from, call.id, 'DIRECT_TRANSFER', now),
      this.#enter(call, to, 'DIRECT_TRANSFER', now + 1),
    ];
  }

  #leave(call: Call, agentId: string, now: number, reason: CallEndReason = 'DIALOG_ENDED'): Report[] {
    const { consult } = call;
    call.parts.delete(agentId);
    const reports: Report[] = [];
    if (consult?.by === agentId) {
      call.consult = null;
      reports.push(this.#end(consult.asked, consult.callId, 'CONSULT_ENDED', now));
    }
    if (call.parts.size === 0) this.calls.delete(call.id);
    return [...reports, this.#end(agentId, call.id, reason, now)];
  }

  #enter(call: Call, agentId: string, reason: TaskDirection, now: number): Report {
    call.parts.set(agentId, { callId: call.id, reason, held: false, answeredAt: now });
    return this.#start(call, agentId, call.id, reason, now);
  }

  #start(call: Call, agentId: string, callId: string, reason: TaskDirection, now: number): Report {
    return {
      type: 'call.startLeg',
      agentId,
      callId,
      leg: `${agentId}:${callId}`,
      reason,
      channelId: this.#config.channelId,
      conversationId: `about-${callId}`,
      customerId: call.customerId,
      queueId: null,
      address: agentId,
      fromAddress: null,
      associatedId: callId === call.id ? null : call.id,
      answeredAt: now,
    };
  }

  #end(agentId: string, callId: string, reason: CallEndReason, endedAt: number): Report {
    return { type: 'call.endLeg', agentId, callId, reason, endedAt };
  }
}
