/**
 * A day in which agents, customers and a bot of every protocol meet by chance: from a seed, so that it can be had again
 * as far as programs on sockets do the same again. In the evening the books have to balance.
 */
import { createRandom } from '../../simulation/random.ts';
import type { Random } from '../../simulation/random.ts';
import { closeClients } from '../../gateways/chat-solution/testing/client.ts';
import { closeCustomers } from '../../gateways/customer-channel/testing/customer.ts';
import { imbalance } from './balance.ts';
import type { Reader } from './balance.ts';
import type { Centre } from './centre.ts';
import { ChatSolutionAgent } from './chat-solution-agent.ts';
import { ChatSolutionBot, ChatSolutionCustomer, WebCustomer } from './customers.ts';
import { nextDeed } from './deeds.ts';
import type { Deed } from './deeds.ts';
import { DeskAgent } from './desk-agent.ts';
import { GenesysAgent } from './genesys-agent.ts';
import { until } from './people.ts';
import type { AgentProgram, CustomerProgram } from './people.ts';
import { CUSTOMER, Truth } from './truth.ts';

/** What a day was; `wrong`: the first thing that was, null: nothing. */
export type DayReport = { wrong: string | null; deeds: string[]; said: number; conversations: number };

let texts = 0;

export class Day {
  readonly #centre: Centre;
  readonly #random: Random;
  readonly #agents: AgentProgram[];
  readonly #customers: CustomerProgram[] = [];
  readonly #bot: ChatSolutionBot;
  readonly #atWork = new Set<AgentProgram>();
  readonly #intended = new Map<string, boolean>();
  readonly #deeds: string[] = [];
  readonly #truth = new Truth({
    isOnline: (ref, conversationId) => this.#isOnline(ref, conversationId),
    readsOn: (ref) => this.#agents.some(({ agentId, readsOn }) => agentId === ref && readsOn),
  });

  constructor(centre: Centre, seed: string) {
    this.#centre = centre;
    this.#random = createRandom(seed);
    const { rig } = centre;
    this.#bot = new ChatSolutionBot(rig.origin);
    this.#agents = [
      new DeskAgent(rig, 'agent1', 'ours'),
      new ChatSolutionAgent(rig, 'agent2', '2.5', true),
      new GenesysAgent(rig, 'agent3'),
      new ChatSolutionAgent(rig, 'agent4', '4.8', false),
      new GenesysAgent(rig, 'agent5'),
      new DeskAgent(rig, 'agent6', 'family'),
    ];
  }

  /** So many things happen; then everybody goes home. */
  async pass(count: number): Promise<DayReport> {
    let wrong: string | null = null;
    await this.#truth.follow(this.#centre.rig.engine);
    try {
      await this.#do({ by: this.#bot, what: 'registers', carryOut: () => this.#bot.register() });
      for (let at = 0; at < count; at++) await this.#next();
      await this.#evening();
    } catch (error) {
      wrong = error instanceof Error ? error.message : String(error);
    }
    this.#truth.end();
    for (const one of [...this.#agents, ...this.#customers, this.#bot]) one.close();
    closeClients();
    closeCustomers();
    const { stories } = this.#truth;
    return { wrong, deeds: this.#deeds, said: this.#intended.size, conversations: stories.size };
  }

  async #next(): Promise<void> {
    const { engine } = this.#centre.rig;
    const cast = {
      agents: this.#agents,
      customers: this.#customers,
      bot: this.#bot,
      atWork: this.#atWork,
    };
    const next = await engine.read(({ world: { state } }) =>
      nextDeed({ random: this.#random, state, cast, words: (forCustomers) => this.#words(forCustomers) }),
    );
    await (next === 'comes' ? this.#comes() : this.#do(next));
  }

  /** An agent, as long as there are any; else a customer. */
  async #comes(): Promise<void> {
    const absent = this.#agents.filter((agent) => !this.#atWork.has(agent));
    const agent = this.#random.chance(0.5) || this.#atWork.size === 0 ? this.#random.pick(absent) : undefined;
    if (agent !== undefined) {
      await this.#do({ by: agent, what: 'comes', carryOut: () => agent.come() });
      this.#atWork.add(agent);
      return;
    }
    const { origin } = this.#centre.rig;
    const customer = {
      web: () => new WebCustomer(origin),
      old: () => new ChatSolutionCustomer(origin, '2.5'),
      newer: () => new ChatSolutionCustomer(origin, '4.8'),
    }[this.#random.weighted({ web: 2, old: 1, newer: 1 })]();
    await this.#do({
      by: customer,
      what: 'comes',
      carryOut: async () => {
        await customer.come();
        this.#customers.push(customer);
      },
    });
  }

  async #do({ by, what, carryOut }: Deed): Promise<void> {
    const line = `${by.name} ${what}`;
    this.#deeds.push(line);
    try {
      await carryOut();
    } catch (error) {
      throw new Error(`${line}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }

  #words(forCustomers: boolean): string {
    texts += 1;
    const text = `#${texts} ${this.#random.pick(['Hello', 'Ja, bitte', '1 < 2 && 3', 'مرحبا', '👍🏽 fine']) ?? ''}`;
    this.#intended.set(text, forCustomers);
    return text;
  }

  /** Everybody comes back and goes home; nothing may be left, and the books have to balance. */
  async #evening(): Promise<void> {
    for (const agent of this.#atWork)
      if (!agent.online) await this.#do({ by: agent, what: 'is back', carryOut: () => agent.back() });
    for (const customer of this.#customers) {
      if (!(await this.#isOpen(customer.conversationId))) continue;
      if (!customer.online)
        await this.#do({ by: customer, what: 'is back', carryOut: () => customer.back() });
      await this.#do({ by: customer, what: 'ends', carryOut: () => customer.end() });
    }
    for (const { agentId, conversationId } of await this.#wrapUps()) {
      const agent = this.#agents.find((one) => one.agentId === agentId);
      if (agent === undefined) throw new Error(`${String(agentId)} has work and no program`);
      const wrapUp = () => agent.wrapUp(conversationId);
      await this.#do({ by: agent, what: `wraps ${conversationId} up`, carryOut: wrapUp });
    }
    const left = await this.#left();
    if (left !== null) throw new Error(left);
    await this.#settle();
    for (const agent of this.#atWork)
      await this.#do({ by: agent, what: 'goes home', carryOut: () => agent.signOut() });
  }

  /** What is on its way arrives; what is wrong for as long as this stays wrong. */
  async #settle(): Promise<void> {
    const readers = this.#readers();
    let wrong: string | null = null;
    const balances = (): boolean => {
      wrong = imbalance(this.#truth, readers, this.#intended);
      return wrong === null;
    };
    await until(balances, 'the books balance', 1_000).catch(() => {
      throw new Error(wrong ?? 'the books do not balance');
    });
  }

  #readers(): Reader[] {
    const agents = this.#agents.map(({ agentId, name, book }) => ({
      ref: agentId,
      name,
      book,
      isOutside: false,
      only: null,
    }));
    const { botId, name, book } = this.#bot;
    const bot = { ref: botId, name, book, isOutside: true, only: null };
    return [...agents, bot, ...this.#customers.map(readerOf)];
  }

  #isOnline(ref: string, conversationId: string): boolean {
    if (ref === this.#bot.botId) return this.#bot.online;
    if (ref !== CUSTOMER) return this.#agents.some(({ agentId, online }) => agentId === ref && online);
    return this.#customers.some((one) => one.conversationId === conversationId && one.online);
  }

  #isOpen(conversationId: string): Promise<boolean> {
    return this.#centre.rig.engine.read(
      ({ world }) => (world.state.conversations[conversationId]?.sessionIds.length ?? 0) > 0,
    );
  }

  #wrapUps(): Promise<{ agentId: string | null; conversationId: string }[]> {
    return this.#centre.rig.engine.read(({ world }) =>
      Object.values(world.state.tasks).map(({ agentId, conversationId }) => ({ agentId, conversationId })),
    );
  }

  /** What nobody works on and is not over. */
  #left(): Promise<string | null> {
    return this.#centre.rig.engine.read(({ world: { state } }) => {
      const left = [
        ...Object.keys(state.tasks),
        ...Object.keys(state.conversations),
        ...Object.keys(state.sessions),
      ];
      return left.length === 0 ? null : `everybody has gone, and ${left.join()} is left`;
    });
  }
}

/** A customer reads the own conversation alone. */
function readerOf({ name, book, conversationId }: CustomerProgram): Reader {
  return { ref: CUSTOMER, name, book, isOutside: true, only: conversationId };
}
