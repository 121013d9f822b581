/**
 * The pure core: decisions per second on a mixed day, and what one costs as agents and waiting requests grow.
 * Target: at least 200,000 decisions/s, growing no faster than log n from 100 to 10,000 agents and to 100,000
 * queued tasks. `--seconds` per measurement. `--company` agents: instead of all that, one contact centre of so many, each
 * with five conversations, and 10,000 requests that wait.
 */
import type { Command } from '../server/core/commands.ts';
import { decide } from '../server/core/decide.ts';
import { createWorld } from '../server/core/world.ts';
import type { World } from '../server/core/world.ts';
import { numbers } from './lib/arguments.ts';
import { largeCentre } from './lib/large-centre.ts';
import { finish, print, rounded, table } from './lib/figures.ts';

const { seconds, company } = numbers({ seconds: 3, company: 0 });

/** A command without its id. */
type Ask = Command extends infer C ? (C extends Command ? Omit<C, 'id'> : never) : never;

class Day {
  readonly world: World = createWorld('bench');
  now = Date.UTC(2026, 0, 5, 8);
  decisions = 0;
  events = 0;
  /** Conversations whose offers ring. */
  readonly ringing: string[] = [];
  #customers = 0;

  constructor(agents: number) {
    this.do({ type: 'configure', config: largeCentre(agents) });
    for (const agentId of Object.keys(this.world.state.config.agents)) {
      this.do({ type: 'agent.connect', agentId, sid: `sid-${agentId}` });
      this.do({ type: 'agent.setState', agentId, state: 'READY', reasonId: null });
    }
  }

  do(ask: Ask): void {
    this.decisions += 1;
    const decision = decide(this.world, { ...ask, id: `c${this.decisions}` }, this.now);
    if (!decision.ok) throw new Error(`${ask.type} was refused: ${decision.rejection.code}`);
    this.events += decision.events.length;
    for (const event of decision.events) {
      if (event.type === 'task.offered') this.ringing.push(event.stream.slice('conversation:'.length));
    }
  }

  /** Which channel a conversation came by. */
  channelOf(conversationId: string): number {
    const { conversations, sessions } = this.world.state;
    const session = sessions[conversations[conversationId]?.sessionIds[0] ?? ''];
    return Number(session?.channelId.slice('channel-'.length));
  }

  /** A customer comes; who they get, if anybody, is the core's to say. */
  arrive(channel?: number): string {
    const number = (this.#customers += 1);
    const channels = Object.keys(this.world.state.config.channels).length;
    const conversationId = `conversation-${number}`;
    this.do({
      type: 'session.start',
      sessionId: `session-${number}`,
      conversationId,
      customerId: `customer-${number}`,
      channelId: `channel-${channel ?? number % channels}`,
      queueId: null,
      priority: 1 + (number % 10),
      connectionBound: true,
    });
    return conversationId;
  }

  /** The conversation from the answer to the end, `messages` either way; the freed agent is offered the next. */
  converse(conversationId: string, messages: number): void {
    const { state } = this.world;
    const task = state.tasks[state.conversations[conversationId]?.taskIds[0] ?? ''];
    const session = state.conversations[conversationId]?.sessionIds[0];
    if (task?.agentId == null || session === undefined) return;
    const { agentId } = task;
    this.now += 40;
    this.do({ type: 'task.accept', agentId, conversationId, taskId: task.id, participantId: null });
    for (let i = 0; i < messages; i++) {
      this.now += 1;
      const sender =
        i % 2 === 0 ? { kind: 'CUSTOMER' as const, sessionId: session } : { kind: 'AGENT' as const, agentId };
      const messageId = `${conversationId}-${i}`;
      const kind = 'MESSAGE' as const;
      this.do({
        type: 'message.send',
        conversationId,
        messageId,
        sender,
        kind,
        replyTo: null,
        textLength: 40,
      });
      if (i % 2 === 0) {
        const by = { kind: 'AGENT' as const, agentId };
        this.do({ type: 'message.mark', conversationId, messageId, status: 'READ', by, reason: null });
      }
    }
    this.do({ type: 'conversation.leave', agentId, conversationId });
    this.do({ type: 'wrapup.close', agentId, conversationId, messageId: null });
  }
}

/** Slices of a measurement; the best one counts, for nothing but others' work makes it worse. */
const SLICES = 5;

function measure(day: Day, ms: number, round: () => void): { perSecond: number; micros: number } {
  const slice = (length: number): number => {
    day.decisions = 0;
    const began = performance.now();
    while (performance.now() - began < length) for (let i = 0; i < 20; i++) round();
    return (performance.now() - began) / day.decisions;
  };
  slice(ms / 3);
  const best = Math.min(...Array.from({ length: SLICES }, () => slice(ms / SLICES)));
  return { perSecond: 1000 / best, micros: best * 1000 };
}

function mixedDay(): number {
  const day = new Day(500);
  return measure(day, seconds * 1000, () => {
    day.converse(day.arrive(), 10);
    day.ringing.length = 0;
  }).perSecond;
}

/**
 * Everybody has all they can take and `waiting` requests queue; each round one conversation is led to its end,
 * which gives its agent the next request, and one customer comes.
 */
function crowd(agents: number, waiting: number): { day: Day; round: () => void } {
  const day = new Day(agents);
  for (let i = 0; i < agents * 5 + waiting; i++) day.arrive();
  const round = (): void => {
    const conversationId = day.ringing.pop();
    if (conversationId === undefined) throw new Error('nobody is asked');
    // Where one is served another one queues, so that no queue runs dry.
    day.arrive(day.channelOf(conversationId));
    day.converse(conversationId, 2);
  };
  return { day, round };
}

function crowded(agents: number, waiting: number): number {
  const { day, round } = crowd(agents, waiting);
  return measure(day, seconds * 1000, round).micros;
}

/** Processor time of this process so far (ms), its collections of garbage with it: what others do does not count. */
function usedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What one contact centre with so many agents costs: to fill, for each decision in it, and in memory. */
function companyOf(agents: number): Record<string, number> {
  const emptyMs = usedMs();
  const { day, round } = crowd(agents, 10_000);
  const fillMs = usedMs() - emptyMs;
  const { decisions } = day;
  const conversations = Object.keys(day.world.state.conversations).length;
  const rounds = 20_000;
  for (let i = 0; i < rounds / 10; i++) round();
  day.decisions = 0;
  const began = usedMs();
  for (let i = 0; i < rounds; i++) round();
  const micros = ((usedMs() - began) * 1000) / day.decisions;
  return {
    agents,
    conversations,
    fillSeconds: rounded(fillMs / 1000),
    fillMicros: rounded((fillMs * 1000) / decisions, 2),
    micros: rounded(micros, 2),
    memoryMb: rounded(process.memoryUsage().rss / 2 ** 20, 0),
  };
}

if (company > 0) {
  const figures = companyOf(company);
  table(Object.entries(figures));
  finish('core', { company: figures });
  process.exit(0);
}

const perSecond = mixedDay();
print(`mixed day, 500 agents: ${Math.round(perSecond).toLocaleString('en')} decisions/s`);

const byAgents = [100, 1_000, 10_000].map((agents) => ({ agents, micros: crowded(agents, 1_000) }));
const byWaiting = [1_000, 10_000, 100_000].map((waiting) => ({ waiting, micros: crowded(1_000, waiting) }));
table([
  ['agents', 'waiting', 'µs per decision'],
  ...byAgents.map(({ agents, micros }) => [agents, 1_000, rounded(micros, 2)]),
  ...byWaiting.map(({ waiting, micros }) => [1_000, waiting, rounded(micros, 2)]),
]);
const growth = (rows: { micros: number }[]) =>
  rounded((rows.at(-1)?.micros ?? 0) / (rows[0]?.micros ?? 1), 2);
print(
  `growth: ×${growth(byAgents)} for 100 times the agents (log n: ×2.0), ×${growth(byWaiting)} for 100 times the queue (log n: ×1.7)`,
);
finish('core', {
  decisionsPerSecond: Math.round(perSecond),
  microsByAgents: Object.fromEntries(byAgents.map(({ agents, micros }) => [agents, rounded(micros, 2)])),
  microsByQueued: Object.fromEntries(byWaiting.map(({ waiting, micros }) => [waiting, rounded(micros, 2)])),
  growthByAgents: growth(byAgents),
  growthByQueued: growth(byWaiting),
  memoryMb: rounded(process.memoryUsage().rss / 2 ** 20),
});
