/** The agents who are signed in by this protocol, and the order in which each of them hears. */
import type { Socket } from 'socket.io';
import type { ConversationInfo } from '../../../../protocol/chat-solution/messages.ts';
import type { AgentStateName } from '../../../../protocol/chat-solution/names.ts';
import type { AgentConnection } from '../../../connections/agent-connections.ts';
import type { Principal } from '../../../identity/principal.ts';
import { chatRefusal } from '../refuse.ts';
import type { InfoSnapshot } from '../conversation-info.ts';

/** In which form an agent gives and gets states and offers: by `amq-*`, or by the events of version 3.0. */
export type Form = 'AMQ' | 'EVENTS';

/** One thing to tell. `said`: the sequence of a message, which is told once. */
type Told = { event: string; payload: unknown; said: number | null };

type Hold = { snapshot: InfoSnapshot; queue: Told[] };

/** What the desk asks of the gateway. */
type DeskDuties = {
  complete: (snapshot: InfoSnapshot) => Promise<ConversationInfo>;
};

/** One agent's socket, from the sign-in to its end. */
export class AgentDesk {
  readonly agentId: string;
  readonly socket: Socket;
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
  readonly #duties: DeskDuties;
  readonly #holds = new Map<string, Hold>();
  #waiting: (Told & { conversationId: string | null })[] | null = [];
  #gone = false;

  constructor(
    socket: Socket,
    principal: Principal,
    { mrdId, subscribed }: { mrdId: string; subscribed: boolean },
    duties: DeskDuties,
  ) {
    this.agentId = principal.userId;
    this.socket = socket;
    this.principal = principal;
    this.mrdId = mrdId;
    this.subscribed = subscribed;
    this.#duties = duties;
  }

  /** The form in which offers and states are told. Nothing comes by `amq-msg` to who has not asked for it. */
  get wantedForm(): Form {
    return this.subscribed && this.form !== 'EVENTS' ? 'AMQ' : 'EVENTS';
  }

  /** What happens to the agent, or in a conversation; there it waits for the whole of it. */
  tell(
    event: string,
    payload: unknown,
    conversationId: string | null = null,
    said: number | null = null,
  ): void {
    if (this.#gone) return;
    const told = { event, payload, said };
    if (this.#waiting !== null) {
      this.#waiting.push({ ...told, conversationId });
      return;
    }
    const hold = conversationId === null ? undefined : this.#holds.get(conversationId);
    if (hold === undefined) this.socket.emit(event, payload);
    else hold.queue.push(told);
  }

  /** Tells past everything that waits: what answers a sign-in. */
  tellNow(event: string, payload: unknown): void {
    if (!this.#gone) this.socket.emit(event, payload);
  }

  /** From here on what happens is told at once. */
  goLive(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const { event, payload, conversationId, said } of waiting)
      this.tell(event, payload, conversationId, said);
  }

  /** Shows the whole of a conversation; a newer whole replaces an older. Resolves when it was shown, or could not be. */
  async present(snapshot: InfoSnapshot): Promise<void> {
    const { conversationId } = snapshot;
    const hold: Hold = { snapshot, queue: this.#holds.get(conversationId)?.queue ?? [] };
    this.#holds.set(conversationId, hold);
    let found: ConversationInfo | null = null;
    try {
      found = await this.#duties.complete(snapshot);
    } catch (error) {
      const { code, msg, statusCode } = chatRefusal(error);
      if (this.#holds.get(conversationId) === hold)
        this.tellNow('errors', { task: 'conversationInfo', code, msg, statusCode });
    }
    if (this.#holds.get(conversationId) !== hold) return;
    this.#holds.delete(conversationId);
    if (found !== null) this.tellNow('conversationInfo', found);
    for (const { event, payload, said } of hold.queue) {
      const isShown = found !== null && said !== null && said <= snapshot.seq;
      if (!isShown) this.tell(event, payload, conversationId, said);
    }
  }

  /** Nothing is told any more. */
  detach(): void {
    this.#gone = true;
    this.#holds.clear();
    this.#waiting = [];
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
