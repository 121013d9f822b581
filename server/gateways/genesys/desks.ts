/** All desks of this process, and how they come and go. */
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { AgentConnection } from '../../connections/agent-connections.ts';
import { lookup } from '../../core/lookup.ts';
import type { GatewayContext } from '../shared/context.ts';
import { originOf } from './addresses.ts';
import { BayeuxClient } from './bayeux/client.ts';
import { MOST_CLIENTS, type BayeuxTiming } from './bayeux/timing.ts';
import { AgentDesk } from './desk.ts';
import type { Visitor } from './sign-ins.ts';

export class Desks {
  readonly #context: GatewayContext;
  readonly #timing: BayeuxTiming;
  readonly #bySignIn = new Map<string, AgentDesk>();
  readonly #byAgent = new Map<string, Set<AgentDesk>>();
  readonly #byClient = new Map<string, AgentDesk>();
  /** Called when an agent goes on to work; `isNew`: by a desk of which this process knew nothing. */
  readonly #goesOn: (desk: AgentDesk, isNew: boolean) => Promise<void>;

  constructor(
    context: GatewayContext,
    timing: BayeuxTiming,
    goesOn: (desk: AgentDesk, isNew: boolean) => Promise<void>,
  ) {
    this.#context = context;
    this.#timing = timing;
    this.#goesOn = goesOn;
  }

  /** Whether nobody has signed in here. */
  get isEmpty(): boolean {
    return this.#bySignIn.size === 0;
  }

  /** How many clients poll here. */
  get size(): number {
    return this.#byClient.size;
  }

  ofAgent(agentId: string): Iterable<AgentDesk> {
    return this.#byAgent.get(agentId) ?? [];
  }

  /** The desk by which an agent works, if it is here. */
  atWork(agentId: string): AgentDesk | undefined {
    for (const desk of this.ofAgent(agentId)) if (desk.working) return desk;
    return undefined;
  }

  /** Every desk by which an agent works. */
  *allAtWork(): Iterable<AgentDesk> {
    for (const desk of this.#bySignIn.values()) if (desk.working) yield desk;
  }

  /** The desk of a sign-in, made when there is none. */
  of({ principal }: Visitor, request: FastifyRequest): AgentDesk {
    const known = this.#bySignIn.get(principal.sid);
    if (known !== undefined) {
      known.renew(principal);
      return known;
    }
    const from = {
      address: request.clientAddress.address,
      userAgent: request.headers['user-agent'] ?? '',
    };
    const desk = new AgentDesk(principal, from);
    this.#bySignIn.set(desk.sid, desk);
    this.#byAgent.set(desk.agentId, (this.#byAgent.get(desk.agentId) ?? new Set()).add(desk));
    return desk;
  }

  /** A new client of a sign-in; null when its agent has too many. */
  openClient(visitor: Visitor, request: FastifyRequest): BayeuxClient | null {
    if (!this.#makeRoom(visitor.principal.userId)) return null;
    const desk = this.of(visitor, request);
    const client = new BayeuxClient(this.#timing, this.#context.settings.backlogBytes, {
      away: () => this.#checkPresence(desk),
      back: () => this.#checkPresence(desk),
      ended: () => {
        desk.clients.delete(client.id);
        this.#byClient.delete(client.id);
        this.#checkPresence(desk);
        this.#forgetIdle(desk);
      },
    });
    const origin = originOf(this.#context.identity.origins(), request.headers);
    desk.clients.set(client.id, { client, origin });
    desk.stopLending();
    this.#byClient.set(client.id, desk);
    return client;
  }

  /** A client by its id, for its own agent alone. */
  findClient(clientId: string, agentId: string): { client: BayeuxClient; desk: AgentDesk } | undefined {
    const desk = this.#byClient.get(clientId);
    const found = desk?.agentId === agentId ? desk.clients.get(clientId) : undefined;
    return desk === undefined || found === undefined ? undefined : { client: found.client, desk };
  }

  /** Counts a desk as the agent's connection, before or after the contact centre hears of it. */
  attach(desk: AgentDesk): void {
    desk.working = true;
    if (desk.connection !== null) return;
    const connection: AgentConnection = {
      id: randomUUID(),
      ...desk.from,
      principal: () => ({ ...desk.principal, sid: desk.workSid }),
      replace: () => {
        if (desk.connection === connection) this.retire(desk, 'taken-over');
      },
      end: () => {
        if (desk.connection === connection) this.retire(desk, 'sign-out');
      },
    };
    desk.connection = connection;
    this.#context.connections.agents.add(connection);
  }

  /** Goes on with work that the contact centre still has for this sign-in: after a loss, or a restart. */
  async resume(desk: AgentDesk): Promise<void> {
    if (desk.connection !== null) return;
    const { engine } = this.#context;
    const isTheirs = await engine.read(({ world: { state } }) => {
      const agent = lookup(state.agents, desk.agentId);
      return agent?.sid === desk.workSid && agent.state !== 'LOGOUT';
    });
    if (!isTheirs || !desk.isPresent) return;
    const isNew = !desk.working;
    this.attach(desk);
    const { agentId, workSid: sid } = desk;
    await engine.submit({ id: randomUUID(), type: 'agent.connect', agentId, sid });
    await this.#goesOn(desk, isNew);
  }

  /** The agent does not work by this desk any more. */
  stopWork(desk: AgentDesk): void {
    desk.working = false;
    desk.channelsTold = null;
    desk.interactions.clear();
    desk.stopLending();
    this.#detach(desk);
    this.#forgetIdle(desk);
  }

  /** The sign-in is over, with its clients. */
  retire(desk: AgentDesk, why: 'taken-over' | 'sign-out'): void {
    this.stopWork(desk);
    this.#endClients(desk);
    const { identity, logger } = this.#context;
    identity.endSession(desk.sid, { reason: why, userId: desk.agentId }).catch((error: unknown) => {
      logger.error({ err: error }, 'a sign-in could not be ended');
    });
  }

  /** A sign-in has ended elsewhere: what its agent works on is given back at once. */
  signInEnded(sid: string): void {
    const desk = this.#bySignIn.get(sid);
    if (desk === undefined) return;
    const { working, agentId, workSid } = desk;
    this.stopWork(desk);
    this.#endClients(desk);
    if (!working) return;
    const { engine, logger } = this.#context;
    engine
      .submit({ id: randomUUID(), type: 'agent.logout', agentId, sid: workSid, reasonId: null })
      .catch((error: unknown) => {
        logger.warn({ err: error }, 'an agent whose sign-in ended could not be signed out');
      });
  }

  close(): void {
    for (const desk of [...this.#bySignIn.values()]) {
      desk.stopLending();
      this.#endClients(desk);
    }
  }

  /** Whoever begins to work without a client has a moment to open one. */
  lend(desk: AgentDesk): void {
    if (!desk.isPresent) desk.lend(this.#timing.startMs, () => this.#checkPresence(desk));
  }

  #endClients(desk: AgentDesk): void {
    for (const { client } of [...desk.clients.values()]) client.end();
    this.#forgetIdle(desk);
  }

  #checkPresence(desk: AgentDesk): void {
    if (!desk.isPresent) this.#detach(desk);
  }

  #detach(desk: AgentDesk): void {
    const { connection } = desk;
    if (connection === null) return;
    desk.connection = null;
    this.#context.connections.agents.remove(connection);
  }

  #forgetIdle(desk: AgentDesk): void {
    if (desk.clients.size > 0 || desk.working) return;
    this.#bySignIn.delete(desk.sid);
    const desks = this.#byAgent.get(desk.agentId);
    desks?.delete(desk);
    if (desks?.size === 0) this.#byAgent.delete(desk.agentId);
  }

  /** Lets go of a client that is away where there are too many. */
  #makeRoom(agentId: string): boolean {
    const clients = [...this.ofAgent(agentId)].flatMap(({ clients: all }) => [...all.values()]);
    if (clients.length < MOST_CLIENTS) return true;
    const idle = clients.find(({ client }) => client.isAway);
    idle?.client.end();
    return idle !== undefined;
  }
}
