/** A contact centre in a test's hands: its clock, its commands, and short words for what happens often. */
import type { Command } from '../commands.ts';
import type { Config } from '../config.ts';
import type { Decision } from '../decide.ts';
import type { DomainEvent, EventOf, EventType, Signal } from '../events.ts';
import type { Agent, Conversation, Task } from '../state.ts';
import type { World } from '../world.ts';
import { decide } from '../decide.ts';
import { createWorld, nextDeadline } from '../world.ts';
import { testConfig } from './config.ts';

/** A command without its id, which the centre gives. */
export type Ask = Command extends infer C ? (C extends Command ? Omit<C, 'id'> : never) : never;

const START = 1_750_000_000_000;

/** Throws in a test where something that has to succeed is refused. */
export class Centre {
  readonly world: World;
  /** All events so far, the journal. */
  readonly journal: DomainEvent[] = [];
  now = START;
  #commands = 0;

  constructor(config: Config = testConfig(), world: World = createWorld('test')) {
    this.world = world;
    if (world.state.seq === 0) this.do({ type: 'configure', config });
  }

  /** What the core decides; nothing is asserted. */
  ask(ask: Ask): Decision {
    this.#commands += 1;
    const decision = decide(this.world, { id: `command-${this.#commands}`, ...ask }, this.now);
    if (decision.ok) this.journal.push(...decision.events);
    return decision;
  }

  /** Does what has to succeed. */
  do(ask: Ask): { events: DomainEvent[]; signals: Signal[] } {
    const decision = this.ask(ask);
    if (!decision.ok) throw new Error(`${ask.type} was refused: ${decision.rejection.code}`);
    return decision;
  }

  /** The code with which something is refused, null when it is not. */
  refusal(ask: Ask): string | null {
    const decision = this.ask(ask);
    return decision.ok ? null : decision.rejection.code;
  }

  /** Lets time pass as the engine does: a tick at every deadline on the way. */
  pass(ms: number): DomainEvent[] {
    const until = this.now + ms;
    const events: DomainEvent[] = [];
    for (let next = nextDeadline(this.world); next !== null && next <= until;) {
      this.now = Math.max(this.now, next);
      events.push(...this.do({ type: 'tick' }).events);
      next = nextDeadline(this.world);
    }
    this.now = until;
    return events;
  }

  signIn(...agentIds: string[]): void {
    for (const agentId of agentIds) this.do({ type: 'agent.connect', agentId, sid: `sid-${agentId}` });
  }

  /** Signed in and READY, one millisecond after the other. */
  ready(...agentIds: string[]): void {
    for (const agentId of agentIds) {
      if ((this.world.state.agents[agentId]?.state ?? 'LOGOUT') === 'LOGOUT') this.signIn(agentId);
      this.setState(agentId, 'READY');
      this.now += 1;
    }
  }

  setState(agentId: string, state: 'READY' | 'NOT_READY', reasonId: string | null = null): Decision {
    return this.ask({ type: 'agent.setState', agentId, state, reasonId });
  }

  /** A customer begins in conversation `talk-<name>` with session `session-<name>`. */
  customer(
    name: string,
    options: { channelId?: string; queueId?: string; priority?: number; connectionBound?: boolean } = {},
  ): { events: DomainEvent[]; signals: Signal[] } {
    return this.do({
      type: 'session.start',
      sessionId: `session-${name}`,
      conversationId: `talk-${name}`,
      customerId: `customer-${name}`,
      channelId: options.channelId ?? 'web',
      queueId: options.queueId ?? null,
      priority: options.priority ?? 1,
      connectionBound: options.connectionBound ?? true,
    });
  }

  accept(agentId: string, name: string, taskId: string | null = null): Decision {
    return this.ask({
      type: 'task.accept',
      agentId,
      conversationId: `talk-${name}`,
      taskId,
      participantId: null,
    });
  }

  reject(agentId: string, name: string): Decision {
    return this.ask({ type: 'task.reject', agentId, conversationId: `talk-${name}`, taskId: null });
  }

  leave(agentId: string, name: string): Decision {
    return this.ask({ type: 'conversation.leave', agentId, conversationId: `talk-${name}` });
  }

  customerEnds(name: string): Decision {
    return this.ask({ type: 'session.end', sessionId: `session-${name}`, reason: 'CUSTOMER' });
  }

  /** A message by the agent named, or by the customer of the conversation when `agentId` is null. */
  say(name: string, messageId: string, agentId: string | null = null): Decision {
    return this.ask({
      type: 'message.send',
      conversationId: `talk-${name}`,
      messageId,
      sender:
        agentId === null ? { kind: 'CUSTOMER', sessionId: `session-${name}` } : { kind: 'AGENT', agentId },
      kind: 'MESSAGE',
      replyTo: null,
      textLength: 5,
    });
  }

  agent(agentId: string): Agent {
    return found(this.world.state.agents[agentId], agentId);
  }

  mrd(agentId: string, mrdId = 'chat'): Agent['mrds'][string] {
    return found(this.agent(agentId).mrds[mrdId], mrdId);
  }

  conversation(name: string): Conversation | undefined {
    return this.world.state.conversations[`talk-${name}`];
  }

  /** The only task of a conversation. */
  task(name: string): Task {
    const id = this.conversation(name)?.taskIds[0];
    return found(id === undefined ? undefined : this.world.state.tasks[id], `task of ${name}`);
  }

  /** Who is being asked about a conversation, or works on it. */
  holder(name: string): string | null {
    return this.task(name).agentId;
  }
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is not there`);
  return value;
}

/** The events of one type. */
export function only<T extends EventType>(events: readonly DomainEvent[], type: T): EventOf<T>[] {
  return events.filter((event): event is Extract<DomainEvent, { type: T }> => event.type === type);
}

/** The types of events, in order: what happened, in words. */
export function typesOf(decision: Decision | { events: DomainEvent[] }): string[] {
  if ('ok' in decision && !decision.ok) return [decision.rejection.code];
  return decision.events.map(({ type }) => type);
}
