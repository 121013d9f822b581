/**
 * What desks are told of interactions. Each turn, the interaction as its agent sees it now is compared with what was told
 * last; what was said in the turn goes with it.
 */
import { recentlyUsed } from '../../../recently-used.ts';
import { TOPICS } from '../../../../protocol/genesys/names.ts';
import type {
  ChatNotification,
  InteractionNotification,
  InteractionNotificationType,
} from '../../../../protocol/genesys/resources.ts';
import type { DomainEvent, Signal } from '../../../core/events.ts';
import { lookup } from '../../../core/lookup.ts';
import { agentIn } from '../../../core/participant.ts';
import { signalAudience } from '../../../core/visibility.ts';
import type { Delivery, Turn, View } from '../../../engine/contract.ts';
import { audiencesOf } from '../../../engine/turn-audiences.ts';
import type { AgentDesk } from '../desk.ts';
import type { Desks } from '../desks.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { readMessages } from './history.ts';
import type { Telling } from './memory.ts';
import {
  indexOf,
  messageOf,
  messagesNotification,
  senderOf,
  type MessageItem,
  type MessageScope,
} from './messages.ts';
import { MOST_CONVERSATIONS, type Nicknames } from './nicknames.ts';
import { interactionResource, namesIn, viewOf, viewsOf, type InteractionView } from './view.ts';

type Sources = Pick<GatewayContext, 'engine' | 'directory' | 'journal' | 'people' | 'settings' | 'logger'> & {
  desks: Desks;
  nicknames: Nicknames;
};

const CONVERSATION = 'conversation:';

export class InteractionTeller {
  readonly #sources: Sources;
  /** How much was typed since the last fact of a conversation. */
  readonly #typed = recentlyUsed<string, { seq: number; count: number }>(MOST_CONVERSATIONS);

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** Prepares what is told of a turn. */
  prepare(turn: Turn): Delivery[] {
    this.#learnNicknames(turn);
    const deliveries = [...this.#concerned(turn)].flatMap(([desk, conversations]) =>
      [...conversations].map(([id, events]) => this.#tellTurn(turn, desk, id, events)),
    );
    for (const signal of turn.signals)
      if (signal.type === 'typing') deliveries.push(this.#tellTyping(turn, signal));
    for (const event of turn.events) {
      if (event.type !== 'conversation.closed') continue;
      deliveries.push(() => {
        this.#sources.nicknames.forget(event.conversationId);
        this.#typed.delete(event.conversationId);
      });
    }
    return deliveries;
  }

  /** Tells a desk all that its agent has: it begins to work, or goes on. */
  async tellAll(desk: AgentDesk): Promise<void> {
    await this.#sources.engine.read((view) => {
      for (const one of viewsOf(view, desk.agentId, this.#sources)) {
        desk.interactions.set(one.id, one);
        desk.interactions.tell(desk, one.id, [stateTelling(one, 'StatusChange')]);
      }
    });
  }

  /** Tells a desk what is otherwise than it was told: the engine has begun anew. */
  async correct(desk: AgentDesk): Promise<void> {
    await this.#sources.engine.read((view) => {
      const { interactions } = desk;
      const now = new Map(viewsOf(view, desk.agentId, this.#sources).map((one) => [one.id, one]));
      for (const id of new Set([...interactions.ids, ...now.keys()])) {
        const before = interactions.view(id);
        const next = now.get(id) ?? null;
        if (JSON.stringify(before) === JSON.stringify(next)) continue;
        interactions.set(id, next);
        const shown = next ?? (before === undefined ? null : over(before, 'Revoked'));
        if (shown !== null) interactions.tell(desk, id, [stateTelling(shown, 'StatusChange')]);
      }
    });
  }

  /** An agent has ceased to type: that is nobody's business but that of programs like theirs. */
  async tellStopTyping(agentId: string, conversationId: string): Promise<void> {
    const by = { kind: 'AGENT', agentId } as const;
    await this.#sources.engine.read((view) => {
      const conversation = lookup(view.world.state.conversations, conversationId);
      if (conversation === undefined || agentIn(conversation, agentId) === undefined) return;
      this.#tellTyping(view, { type: 'typing', conversationId, by, on: false })();
    });
  }

  /** Names that were chosen with this turn, in whichever process. */
  #learnNicknames({ events, content }: Turn): void {
    if (content.nicknames === undefined) return;
    for (const event of events) {
      if (event.type !== 'participant.joined' || event.participant.kind !== 'AGENT') continue;
      const nickname = lookup(content.nicknames, event.participant.ref);
      if (nickname !== undefined) {
        this.#sources.nicknames.set(event.conversationId, event.participant.ref, nickname);
      }
    }
  }

  /** The desks that a turn concerns, with the facts that their agents may see, by conversation. */
  #concerned(turn: Turn): Map<AgentDesk, Map<string, DomainEvent[]>> {
    const found = new Map<AgentDesk, Map<string, DomainEvent[]>>();
    if (this.#sources.desks.isEmpty) return found;
    const audiences = audiencesOf(turn);
    for (const [at, event] of turn.events.entries()) {
      if (!event.stream.startsWith(CONVERSATION)) continue;
      const id = event.stream.slice(CONVERSATION.length);
      for (const agentId of audiences[at]?.agentIds ?? []) {
        const desk = this.#sources.desks.atWork(agentId);
        if (desk === undefined) continue;
        const conversations = found.get(desk) ?? new Map<string, DomainEvent[]>();
        conversations.set(id, [...(conversations.get(id) ?? []), event]);
        found.set(desk, conversations);
      }
    }
    return found;
  }

  #tellTurn(turn: Turn, desk: AgentDesk, id: string, events: readonly DomainEvent[]): Delivery {
    const { interactions, agentId } = desk;
    const before = interactions.view(id);
    const next = viewOf(turn, agentId, id, this.#sources);
    interactions.set(id, next);
    if (before?.state !== 'Chatting' && next?.state === 'Chatting') {
      return () => this.#tellAccepted(desk, before, next, turn.world.state.conversations[id]?.seq ?? 0);
    }
    const items =
      next?.state === 'Invited' || before === undefined ? [] : this.#itemsOf(turn, desk, id, events);
    const tellings = changes(before, next, events, agentId);
    const said = items.length === 0 ? [] : [messagesTelling(id, items)];
    // What ended it is told before its end; who came is told before what they say.
    const ends = before !== undefined && next?.state !== before.state;
    const all = ends ? [...said, ...tellings] : [...tellings, ...said];
    return () => interactions.tell(desk, id, all);
  }

  /** The state, then who is there, then all that was said before; what happens meanwhile waits. */
  #tellAccepted(
    desk: AgentDesk,
    before: InteractionView | undefined,
    next: InteractionView,
    seq: number,
  ): void {
    const { interactions, agentId } = desk;
    const { id } = next;
    const accepted = { ...next, participants: before?.participants ?? [] };
    interactions.tell(desk, id, [
      stateTelling(accepted, 'StatusChange'),
      stateTelling(next, 'ParticipantsUpdated'),
    ]);
    interactions.hold(id);
    readMessages(this.#sources, id, agentId, seq)
      .then((items) => interactions.release(desk, id, [messagesTelling(id, items)]))
      .catch((error: unknown) => {
        this.#sources.logger.error({ err: error, conversationId: id }, 'what was said could not be told');
        interactions.release(desk, id, []);
      });
  }

  #itemsOf(turn: Turn, desk: AgentDesk, id: string, events: readonly DomainEvent[]): MessageItem[] {
    const scope = this.#scopeOf(turn, desk.agentId, id, turn);
    return events.flatMap((event) => messageOf(event, scope) ?? []);
  }

  #scopeOf(view: View, viewerId: string, id: string, turn?: Turn): MessageScope {
    const { participants = [] } = lookup(view.world.state.conversations, id) ?? {};
    return {
      viewerId,
      names: namesIn(view, id, this.#sources),
      participant: (participantId) => participants.find((one) => one.id === participantId),
      participantOf: (kind, ref) => participants.find((one) => one.kind === kind && one.ref === ref),
      content: (messageId) => lookup(turn?.content.messages ?? {}, messageId),
    };
  }

  #tellTyping(view: View, signal: Extract<Signal, { type: 'typing' }>): Delivery {
    const { conversationId: id, by, on } = signal;
    const heard = new Set(signalAudience(view.world.state, signal).agentIds);
    // Agents hear of their own typing as of everything that they do.
    if (by.kind === 'AGENT') heard.add(by.agentId);
    const desks = [...heard].flatMap((agentId) => this.#sources.desks.atWork(agentId) ?? []);
    if (desks.length === 0) return () => {};
    const { seq } = lookup(view.world.state.conversations, id) ?? { seq: 0 };
    const known = this.#typed.get(id);
    const count = known?.seq === seq ? known.count + 1 : 1;
    this.#typed.set(id, { seq, count });
    return () => {
      for (const desk of desks) {
        const from = senderOf(by, this.#scopeOf(view, desk.agentId, id));
        const type = on ? 'TypingStarted' : 'TypingStopped';
        const item = {
          index: indexOf(seq, count),
          type,
          from,
          visibility: from.visibility,
          at: view.now,
        } as const;
        desk.interactions.tell(desk, id, [messagesTelling(id, [item])]);
      }
    };
  }
}

/** What is told of an interaction that is over. */
function over(view: InteractionView, state: 'Completed' | 'Revoked'): InteractionView {
  return { ...view, state, capabilities: [], participants: [] };
}

/** What has changed between two views. */
function changes(
  before: InteractionView | undefined,
  next: InteractionView | null,
  events: readonly DomainEvent[],
  agentId: string,
): Telling[] {
  if (next === null) {
    if (before === undefined) return [];
    const rejected = events.some(
      (event) => event.type === 'task.closed' && event.agentId === agentId && event.revoke === 'REJECTED',
    );
    const isRevoked = before.state === 'Invited' && !rejected;
    return [stateTelling(over(before, isRevoked ? 'Revoked' : 'Completed'), 'StatusChange')];
  }
  if (before?.state !== next.state) return [stateTelling(next, 'StatusChange')];
  const differs = (key: keyof InteractionView) => JSON.stringify(before[key]) !== JSON.stringify(next[key]);
  if (differs('participants')) return [stateTelling(next, 'ParticipantsUpdated')];
  if (differs('userData')) return [stateTelling(next, 'PropertiesUpdated')];
  return differs('capabilities') || differs('queue') ? [stateTelling(next, 'StatusChange')] : [];
}

export function messagesTelling(id: string, items: readonly MessageItem[]): Telling {
  return (reader) => messagesNotification(id, items, reader);
}

function stateTelling(view: InteractionView, notificationType: InteractionNotificationType): Telling {
  return (reader) => {
    const data: InteractionNotification = {
      messageType: 'InteractionStateChanged',
      notificationType,
      interaction: interactionResource(view, reader, 'interactions'),
    };
    const chat: ChatNotification = {
      messageType: 'ChatStateChangeMessage',
      notificationType,
      chat: interactionResource(view, reader, 'chats'),
    };
    return { topic: TOPICS.interactions, data, chat };
  };
}
