/** The agents who are signed in by this protocol. */
import type { Socket } from 'socket.io';
import type { AgentStateName } from '../../../../protocol/chat-solution/names.ts';
import { originOf, type AgentConnection } from '../../../connections/agent-connections.ts';
import type { Content } from '../../../engine/contract.ts';
import type { Principal } from '../../../identity/principal.ts';
import { seesPersonalData } from '../../shared/personal-data.ts';
import { Listener } from '../listener.ts';
import type { Complete } from '../listener.ts';
import { hideCustomers } from './hidden-customers.ts';

/** In which form an agent gives and gets states and offers: by `amq-*`, or by the events of version 3.0. */
export type Form = 'AMQ' | 'EVENTS';

/** One agent's socket, from the sign-in to its end. */
export class AgentDesk extends Listener {
  readonly agentId: string;
  readonly principal: Principal;
  /** The MRD of the sign-in, whose state this agent speaks of. */
  readonly mrdId: string;
  /** Whether `amq-msg` is wanted. */
  subscribed: boolean;
  /** The form of the last state command; null: there was none. */
  form: Form | null = null;
  /** The state that was told last, and how often one was told. */
  told: AgentStateName | null = null;
  tellings = 0;
  connection: AgentConnection | null = null;

  constructor(
    socket: Socket,
    principal: Principal,
    { mrdId, subscribed }: { mrdId: string; subscribed: boolean },
    complete: Complete,
    isCustomer: (id: string) => boolean,
  ) {
    const seesCustomers = seesPersonalData(principal);
    super(socket, complete, (payload) => (seesCustomers ? payload : hideCustomers(payload, isCustomer)));
    this.agentId = principal.userId;
    this.principal = principal;
    this.mrdId = mrdId;
    this.subscribed = subscribed;
  }

  /** From where the agent comes, for a command by which they come to supervise. */
  get originContent(): Content {
    return this.connection === null ? {} : { origins: { [this.agentId]: originOf(this.connection) } };
  }

  /** The form in which offers and states are told. Nothing comes by `amq-msg` to who has not asked for it. */
  get wantedForm(): Form {
    return this.subscribed && this.form !== 'EVENTS' ? 'AMQ' : 'EVENTS';
  }
}

/** The agents of this protocol in this process: each has one desk. */
export class AgentDesks {
  readonly #byAgent = new Map<string, AgentDesk>();

  add(desk: AgentDesk): void {
    this.#byAgent.set(desk.agentId, desk);
  }

  /** The desk is gone, unless another one has taken its place already. */
  remove(desk: AgentDesk): void {
    desk.detach();
    if (this.#byAgent.get(desk.agentId) === desk) this.#byAgent.delete(desk.agentId);
  }

  of(agentId: string): AgentDesk | undefined {
    return this.#byAgent.get(agentId);
  }

  get isEmpty(): boolean {
    return this.#byAgent.size === 0;
  }

  all(): Iterable<AgentDesk> {
    return this.#byAgent.values();
  }
}
