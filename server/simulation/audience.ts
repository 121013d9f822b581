/**
 * The clients of one contact centre: a desk for every signed-in agent and a page for every customer. They are
 * told what is committed, in order, and compared with a fresh load (I10, I11).
 */
import type { DomainEvent } from '../core/events.ts';
import type { State } from '../core/state.ts';
import type { ConversationView, Desk } from './desk.ts';
import {
  applyToAgent,
  applyToConversation,
  loadDesk,
  takesPart,
  viewAgent,
  viewConversation,
} from './desk.ts';
import { difference } from './difference.ts';
import { demand } from './violation.ts';

/** Events kept per stream for those who come back; who was away for longer loads afresh. */
const KEPT = 400;

export class Audience {
  readonly desks = new Map<string, Desk>();
  /** Conversation id → message ids that reached the customer's page. */
  readonly #pages = new Map<string, Set<string>>();
  readonly #streams = new Map<string, DomainEvent[]>();

  /**
   * Tells one committed turn. `joined` has the views that the turn's own snapshots show: what an agent gets
   * who joined in it.
   */
  publish(events: readonly DomainEvent[], joined: ReadonlyMap<string, ConversationView>, state: State): void {
    for (const event of events) {
      this.#keep(event);
      if (event.type === 'configured') {
        // A new configuration may change every picture: who is there loads afresh, who is not does so later.
        for (const desk of this.desks.values()) {
          if (desk.online) this.#reload(desk, state);
          else desk.outdated = true;
        }
      }
      this.#tellAgent(event, state);
      this.#tellPage(event);
      for (const desk of this.desks.values()) this.#tellDesk(desk, event, joined);
    }
  }

  lose(agentId: string): void {
    const desk = this.desks.get(agentId);
    if (desk !== undefined) desk.online = false;
  }

  /** The desk comes back: by the events after its own sequence where they are kept, else by a fresh load. */
  catchUp(agentId: string, by: 'events' | 'snapshot', state: State): void {
    const desk = this.desks.get(agentId);
    if (desk === undefined || desk.online) return;
    desk.online = true;
    if (by === 'snapshot' || desk.outdated) {
      this.#reload(desk, state);
      return;
    }
    const missed = this.#streams.get(`agent:${agentId}`) ?? [];
    if (
      !missed.every((event) => applyToAgent(desk.agent, event)) ||
      desk.agent.seq !== state.agents[agentId]?.seq
    ) {
      desk.agent = viewAgent(state, agentId) ?? desk.agent;
    }
    const fresh = loadDesk(state, agentId)?.conversations ?? new Map<string, ConversationView>();
    for (const [id, now] of fresh) {
      const mine = desk.conversations.get(id);
      const caughtUp =
        mine !== undefined &&
        (this.#streams.get(`conversation:${id}`) ?? []).every((event) => applyToConversation(mine, event)) &&
        mine.seq === now.seq;
      if (!caughtUp) desk.conversations.set(id, now);
    }
    for (const id of desk.conversations.keys()) if (!fresh.has(id)) desk.conversations.delete(id);
  }

  /** I10 and I11 for everybody whom these events concern. `state` includes exactly what was published. */
  check(events: readonly DomainEvent[], state: State): void {
    const streams = new Set(events.map(({ stream }) => stream));
    for (const desk of this.desks.values()) {
      if (!desk.online) continue;
      if (streams.has(`agent:${desk.agentId}`) || streams.has('tenant')) {
        const found = difference(desk.agent, viewAgent(state, desk.agentId));
        demand(
          found === null,
          'I11',
          () => `the desk of ${desk.agentId} shows another state: ${String(found)}`,
        );
      }
      for (const [id, view] of desk.conversations) {
        if (!streams.has(`conversation:${id}`)) continue;
        const found = difference(view, viewConversation(state, id));
        demand(
          found === null,
          'I11',
          () => `the desk of ${desk.agentId} shows conversation ${id} otherwise: ${String(found)}`,
        );
      }
    }
    for (const stream of streams) {
      if (stream.startsWith('conversation:')) this.#checkStream(stream.slice('conversation:'.length), state);
    }
  }

  #checkStream(id: string, state: State): void {
    const conversation = state.conversations[id];
    if (conversation === undefined) return;
    for (const { kind, ref } of conversation.participants) {
      const desk = kind === 'AGENT' ? this.desks.get(ref) : undefined;
      demand(
        desk?.online !== true || desk.conversations.has(id),
        'I11',
        () => `${ref} takes part in ${id}, and the desk does not show it`,
      );
    }
    const page = this.#pages.get(id) ?? new Set();
    let shown = 0;
    for (const messageId in conversation.messages) {
      const internal = Object.hasOwn(conversation.internal, messageId);
      demand(internal !== page.has(messageId), 'I10', () => `the customer of ${id} and message ${messageId}`);
      if (!internal) shown += 1;
    }
    demand(
      shown === page.size,
      'I11',
      () => `the customer of ${id} sees messages that a fresh load does not`,
    );
  }

  #keep(event: DomainEvent): void {
    let kept = this.#streams.get(event.stream);
    if (kept === undefined) this.#streams.set(event.stream, (kept = []));
    kept.push(event);
    if (kept.length > KEPT) kept.splice(0, KEPT / 2);
    if (event.type === 'conversation.closed') {
      this.#streams.delete(event.stream);
      this.#pages.delete(event.conversationId);
    }
  }

  #reload(desk: Desk, state: State): void {
    const fresh = loadDesk(state, desk.agentId);
    if (fresh === null) return;
    desk.outdated = false;
    desk.agent = fresh.agent;
    desk.conversations = fresh.conversations;
  }

  #tellAgent(event: DomainEvent, state: State): void {
    if (!event.stream.startsWith('agent:')) return;
    const agentId = event.stream.slice('agent:'.length);
    const desk = this.desks.get(agentId);
    if (desk === undefined || event.type === 'agent.signedIn') {
      const fresh = loadDesk(state, agentId);
      if (fresh !== null) this.desks.set(agentId, fresh);
      return;
    }
    if (!desk.online) return;
    demand(applyToAgent(desk.agent, event), 'I11', () => `a gap before ${event.stream} ${event.streamSeq}`);
  }

  #tellPage(event: DomainEvent): void {
    if (event.type !== 'message.sent' || event.visibility !== 'ALL') return;
    const page = this.#pages.get(event.conversationId);
    if (page === undefined) this.#pages.set(event.conversationId, new Set([event.messageId]));
    else page.add(event.messageId);
  }

  #tellDesk(desk: Desk, event: DomainEvent, joined: ReadonlyMap<string, ConversationView>): void {
    if (!desk.online || !event.stream.startsWith('conversation:')) return;
    const id = event.stream.slice('conversation:'.length);
    const view = desk.conversations.get(id);
    if (view === undefined) {
      const mine = event.type === 'participant.joined' && event.participant.ref === desk.agentId;
      const snapshot = mine ? joined.get(id) : undefined;
      // The snapshot is as the whole turn left it; events up to its sequence are in it.
      if (snapshot !== undefined) desk.conversations.set(id, structuredClone(snapshot));
      return;
    }
    demand(applyToConversation(view, event), 'I11', () => `a gap before ${event.stream} ${event.streamSeq}`);
    const gone = event.type === 'conversation.closed' || !takesPart(view, desk.agentId);
    if (gone) desk.conversations.delete(id);
  }
}
