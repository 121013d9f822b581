/** Chooses what happens next: people, lost sockets, forgers, repeated and late commands, crashes, and time. */
import type { Command } from '../core/commands.ts';
import type { DeadlineKind } from '../core/index/types.ts';
import type { Step, TenantName } from './history.ts';
import type { Act, Mood } from './moods.ts';
import type { Wish } from './scene.ts';
import type { Random } from './random.ts';
import type { TenantRun } from './tenant-run.ts';
import { beginsSession } from './begins-session.ts';
import { changedConfig, randomConfig } from './contact-centre.ts';
import { TENANTS } from './history.ts';
import { MOODS } from './moods.ts';
import { callWish } from './calls/call-acts.ts';
import { wish } from './people.ts';

const BEGINNING = Date.UTC(2026, 0, 5, 8);
const MOOD_STEPS = 300;
const HOUR = 3_600_000;
/** Of so many acts one happens at a telephone. */
const CALLS = 0.12;

const DEADLINES: readonly DeadlineKind[] = [
  'agent.grace',
  'session.reconnect',
  'conversation.inactivity',
  'task',
  'task.reoffer',
];

/** Ids that trip up careless dictionaries, and one that is nobody's. */
const HOSTILE = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  ' ',
  '\u0000',
  '0',
  'x'.repeat(300),
];

/** No id at all: what a client makes itself may be anything else. */
const IMPOSSIBLE = ['__proto__', '', 'x'.repeat(300)];

/** Fields of commands that name something. */
const NAMES = new Set([
  'agentId',
  'mrdId',
  'reasonId',
  'conversationId',
  'taskId',
  'sessionId',
  'channelId',
  'queueId',
  'messageId',
  'replyTo',
  'helperId',
  'removedId',
  'ownerId',
  'sid',
  'by',
]);

type Late = { due: number; step: Step };

/** What a tenant's people have done lately, for those who do it again. */
type Memory = { recent: Command[]; customers: string[]; late: Late[] };

export class Generator {
  readonly #random: Random;
  readonly #runs: Readonly<Record<TenantName, TenantRun>>;
  readonly #memory: Record<TenantName, Memory>;
  readonly #calls: boolean;
  #mood: Mood = MOODS.calm;
  /** How much time has passed. */
  #now = BEGINNING;
  /** By how much each server's time is ahead of that, since the wall clock was set and the server restarted. */
  readonly #ahead: Record<TenantName, number> = { north: 0, south: 0 };
  /** Servers that restart now, and by how much the wall clock was set meanwhile. */
  readonly #waking: Partial<Record<TenantName, number>> = {};
  #steps = 0;
  /** Steps that are decided already: ticks of a long silence. */
  readonly #planned: Step[] = [];

  /** @param calls whether the contact centres have telephones (V1–V6) */
  constructor(random: Random, runs: Readonly<Record<TenantName, TenantRun>>, calls = false) {
    this.#random = random;
    this.#runs = runs;
    this.#calls = calls;
    this.#memory = {
      north: { recent: [], customers: [], late: [] },
      south: { recent: [], customers: [], late: [] },
    };
  }

  next(): Step {
    const random = this.#random;
    if (this.#steps % MOOD_STEPS === 0)
      this.#mood = MOODS[random.pick(Object.keys(MOODS) as (keyof typeof MOODS)[]) ?? 'calm'];
    this.#steps += 1;
    const planned = this.#planned.shift();
    if (planned !== undefined) return planned;
    const tenant = random.chance(0.85) ? TENANTS[0] : TENANTS[1];
    if (Object.keys(this.#runs[tenant].state.config.agents).length === 0) {
      return this.#command(tenant, { type: 'configure', config: randomConfig(random, tenant, this.#calls) });
    }
    this.#now += random.int(this.#mood.pace);
    this.#wake(tenant);
    return this.#timePasses(tenant) ?? this.#lateArrival(tenant) ?? this.#act(tenant);
  }

  /** A server that starts believes the wall clock, but not that it is earlier than what the journal knows. */
  #wake(tenant: TenantName): void {
    const set = this.#waking[tenant];
    if (set === undefined) return;
    Reflect.deleteProperty(this.#waking, tenant);
    const wall = this.#timeOf(tenant) + set;
    this.#ahead[tenant] = Math.max(wall, this.#runs[tenant].state.clock) - this.#now;
  }

  /** The time of a tenant's server: it passes as all time does, and is set only while the server is down. */
  #timeOf(tenant: TenantName): number {
    return this.#now + this.#ahead[tenant];
  }

  /** A tick, when one is due and the server is not too busy to serve it first. */
  #timePasses(tenant: TenantName): Step | null {
    const due = this.#runs[tenant].nextDeadline;
    const now = this.#timeOf(tenant);
    if (due === null || due > now || !this.#random.chance(this.#mood.punctuality)) return null;
    const at = this.#random.chance(0.7) ? Math.max(due, this.#runs[tenant].state.clock) : now;
    return this.#command(tenant, { type: 'tick' }, at);
  }

  #lateArrival(tenant: TenantName): Step | null {
    const { late } = this.#memory[tenant];
    const index = late.findIndex(({ due }) => due <= this.#steps);
    const arrived = index < 0 ? undefined : late.splice(index, 1)[0];
    if (arrived?.step.do !== 'command') return null;
    return { ...arrived.step, at: this.#timeOf(tenant) };
  }

  #act(tenant: TenantName): Step {
    const called = this.#calls && this.#random.chance(CALLS) ? callWish(this.#scene(tenant)) : null;
    if (called !== null) return this.#command(tenant, called);
    for (let tries = 0; tries < 10; tries++) {
      const step = this.#try(this.#random.weighted(this.#mood.acts), tenant);
      if (step !== null) return step;
    }
    return this.#command(tenant, { type: 'tick' });
  }

  /** Null: there is nobody who could do that now. */
  #try(act: Act, tenant: TenantName): Step | null {
    const random = this.#random;
    const run = this.#runs[tenant];
    const agentId = random.pick(Object.keys(run.state.agents));
    switch (act) {
      case 'crash':
      case 'snapshot':
        return { do: act, tenant };
      case 'restart':
        return { do: 'restart', tenant, from: random.chance(0.8) ? 'snapshot' : 'journal' };
      case 'deskLost':
        return agentId === undefined ? null : { do: 'lose', tenant, agentId };
      case 'deskBack': {
        const by = random.chance(0.6) ? 'events' : 'snapshot';
        return agentId === undefined ? null : { do: 'catchUp', tenant, agentId, by };
      }
      case 'configure': {
        const config = changedConfig(random, tenant, run.state.config, this.#calls);
        return this.#command(tenant, { type: 'configure', config });
      }
      case 'silence':
        return this.#silence(tenant);
      case 'orphan': {
        const kind = random.pick(DEADLINES) ?? 'task';
        return { do: 'orphan', tenant, kind, dueIn: random.int(60_000) };
      }
      case 'clockJump':
        // Back, or ahead past whatever was due, while the server is down.
        this.#waking[tenant] = random.chance(0.5) ? -random.int(HOUR) : random.int(HOUR / 2);
        return random.chance(0.5) ? { do: 'crash', tenant } : { do: 'restart', tenant, from: 'snapshot' };
      case 'repeat':
        return this.#repeat(tenant);
      case 'forge':
        return this.#forge(tenant);
      case 'late':
        return this.#late(tenant);
      default: {
        const wanted = wish(act, this.#scene(tenant));
        return wanted === null ? null : this.#command(tenant, wanted);
      }
    }
  }

  #scene(tenant: TenantName) {
    const { customers } = this.#memory[tenant];
    return {
      random: this.#random,
      state: this.#runs[tenant].state,
      now: this.#timeOf(tenant),
      customers,
      isKnownCustomer: (id: string) => {
        if (customers.push(id) > 30) customers.shift();
      },
    };
  }

  #anyWish(tenant: TenantName): Wish {
    for (let tries = 0; tries < 10; tries++) {
      const wanted = wish(this.#random.weighted(MOODS.rush.acts), this.#scene(tenant));
      if (wanted !== null) return wanted;
    }
    return { type: 'tick' };
  }

  /** Nothing but time for hours, its deadlines served one by one or, after a stopped process, all at once. */
  #silence(tenant: TenantName): Step {
    const random = this.#random;
    const begin = this.#timeOf(tenant);
    const length = random.between(HOUR / 12, HOUR * 3);
    if (random.chance(0.7)) {
      const stride = random.between(1, 20) * 1000;
      for (let at = begin; at < begin + 40 * stride; at += stride) {
        this.#planned.push(this.#command(tenant, { type: 'tick' }, at));
      }
    }
    this.#planned.push(this.#command(tenant, { type: 'tick' }, begin + length));
    const first = this.#command(tenant, { type: 'tick' });
    this.#now += length;
    return first;
  }

  /** The same again: a lost acknowledgement, a double click, another tab. */
  #repeat(tenant: TenantName): Step | null {
    const command = this.#random.pick(this.#memory[tenant].recent);
    if (command === undefined) return null;
    // A session that has ended is remembered by the store, not by the core: that one is not asked again.
    if (beginsSession(command) && !Object.hasOwn(this.#runs[tenant].state.sessions, command.sessionId)) {
      return null;
    }
    const id = this.#random.chance(0.5) ? command.id : this.#random.uuid();
    // Each time that a call is told of, the id of its conversation is a new one, for the case that it opens one.
    if (command.type === 'call.startLeg') {
      const again = { ...command, conversationId: this.#random.uuid() };
      return this.#step(tenant, { ...again, id }, this.#timeOf(tenant));
    }
    return this.#step(tenant, { ...command, id }, this.#timeOf(tenant));
  }

  /** What somebody wants now arrives when the world has moved on. */
  #late(tenant: TenantName): null {
    const wanted = this.#anyWish(tenant);
    if (!beginsSession(wanted)) {
      const step = this.#command(tenant, wanted);
      this.#memory[tenant].late.push({ due: this.#steps + this.#random.between(2, 40), step });
    }
    return null;
  }

  /** A command whose names are another tenant's, somebody else's, or poison. */
  #forge(tenant: TenantName): Step {
    const random = this.#random;
    const wanted = this.#anyWish(tenant);
    const forged: Record<string, unknown> = { ...wanted };
    const field = random.pick(Object.keys(forged).filter((key) => NAMES.has(key)));
    if (field !== undefined) {
      const other = this.#runs[tenant === 'north' ? 'south' : 'north'].state;
      const own = this.#runs[tenant].state;
      const source = random.chance(0.5) ? other : own;
      const records = {
        agentId: source.config.agents,
        by: source.config.agents,
        mrdId: source.config.mrds,
        reasonId: source.config.reasons,
        conversationId: source.conversations,
        taskId: source.tasks,
        sessionId: source.sessions,
        channelId: source.config.channels,
        queueId: source.config.queues,
      };
      const record = field in records ? records[field as keyof typeof records] : {};
      // Ids that a client makes itself are new by definition.
      const made = beginsSession(wanted) && (field === 'sessionId' || field === 'conversationId');
      const known = made || random.chance(0.4) ? undefined : random.pick(Object.keys(record));
      forged[field] = known ?? random.pick(made ? IMPOSSIBLE : HOSTILE);
    }
    return this.#command(tenant, forged as Wish);
  }

  #command(tenant: TenantName, wanted: Wish, at = this.#timeOf(tenant)): Step {
    const command = { ...wanted, id: this.#random.uuid() };
    if ('taskId' in command && command.taskId !== null) {
      const run = this.#runs[tenant];
      const { taskId } = command;
      command.taskId = run.taskNames.nameOf(taskId, run.state.tasks[taskId]?.conversationId ?? '');
    }
    if (command.type !== 'tick' && command.type !== 'configure') {
      const { recent } = this.#memory[tenant];
      recent.push(command);
      if (recent.length > 60) recent.shift();
    }
    return this.#step(tenant, command, at);
  }

  #step(tenant: TenantName, command: Command, at: number): Step {
    return { do: 'command', tenant, at, command, commit: this.#random.chance(this.#mood.commits) };
  }
}
