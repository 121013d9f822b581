/**
 * The names behind the ids for the live stream: from the world as it is, the records in memory, and a memory of
 * what a turn has just taken out of the world (a closed task, an ended session).
 */
import type { MessageBody } from '../../../protocol/cim/body.ts';
import type { ChannelSession, Customer } from '../../../protocol/cim/parties.ts';
import type { Directory } from '../../configuration/directory.ts';
import type { DomainEvent } from '../../core/events.ts';
import { lookup } from '../../core/lookup.ts';
import type { Participant } from '../../core/state.ts';
import type { Content, JsonObject, View } from '../../engine/contract.ts';
import { channelSessionOf, customerDocument } from '../shared/cim-parties.ts';
import type { Scope, TaskFacts } from '../shared/cim-scope.ts';
import type { StoredMessage } from '../../wire/message-content.ts';
import { previewOf } from './offer.ts';

type Known = {
  customerId: string;
  /** The latest session, open or ended. */
  sessionId: string | null;
  /** The customer's first words, for the offer, and the message that they stand in. */
  preview: string | null;
  previewIn: string | null;
  /** The pull list on which it stands or stood. */
  listId: string | null;
  /** Since when the customer is there. */
  since: number;
};

const NO_WORDS = { preview: null, previewIn: null, listId: null };

/** Remembers ids only, for as long as a task or conversation lives. One per gateway. */
export class LiveMemory {
  readonly #tasks = new Map<string, TaskFacts>();
  readonly #conversations = new Map<string, Known>();

  /**
   * What is alive when the gateway starts, or the engine begins anew: first words that are known stay, what has not
   * happened after all goes.
   */
  seed({ world: { state } }: View): void {
    for (const id of this.#tasks.keys()) if (!Object.hasOwn(state.tasks, id)) this.#tasks.delete(id);
    for (const id of this.#conversations.keys()) {
      if (!Object.hasOwn(state.conversations, id)) this.#conversations.delete(id);
    }
    for (const task of Object.values(state.tasks)) this.#tasks.set(task.id, task);
    for (const { id, customerId, sessionIds, listId, createdAt } of Object.values(state.conversations)) {
      const { preview, previewIn } = this.#conversations.get(id) ?? NO_WORDS;
      const sessionId = sessionIds.at(-1) ?? null;
      this.#conversations.set(id, { customerId, sessionId, preview, previewIn, listId, since: createdAt });
    }
  }

  /** Before a turn's events are translated: what they bring. */
  learn(events: readonly DomainEvent[], content: Content): void {
    for (const event of events) {
      switch (event.type) {
        case 'task.queued':
        case 'task.started':
          this.#tasks.set(event.task.id, event.task);
          break;
        case 'session.started': {
          const { conversationId, customerId, sessionId } = event;
          const known = this.#conversations.get(conversationId) ?? { ...NO_WORDS, since: event.at };
          this.#conversations.set(conversationId, { ...known, customerId, sessionId });
          break;
        }
        case 'conversation.customerChanged': {
          const known = this.#conversations.get(event.conversationId);
          if (known !== undefined) known.customerId = event.customerId;
          break;
        }
        case 'conversation.listed': {
          const known = this.#conversations.get(event.conversationId);
          if (known !== undefined) known.listId = event.listId;
          break;
        }
        case 'task.redirected': {
          const task = this.#tasks.get(event.taskId);
          if (task !== undefined) this.#tasks.set(task.id, { ...task, direction: event.direction });
          break;
        }
        case 'message.sent':
          if (event.sender.kind === 'CUSTOMER' && content.messages !== undefined) {
            this.rememberPreview(
              event.conversationId,
              previewOf(lookup(content.messages, event.messageId)?.body),
              event.messageId,
            );
          }
          break;
        case 'configured':
        case 'agent.signedIn':
        case 'agent.sessionReplaced':
        case 'agent.connected':
        case 'agent.disconnected':
        case 'agent.overseen':
        case 'agent.callMonitored':
        case 'agent.callMonitoringEnded':
        case 'agent.listSubscribed':
        case 'agent.stateChanged':
        case 'agent.mrdStateChanged':
        case 'agent.active':
        case 'agent.idleWarned':
        case 'agent.signedOut':
        case 'task.stepReached':
        case 'task.offered':
        case 'task.accepted':
        case 'task.wrapupStarted':
        case 'task.wrapupExtended':
        case 'task.wrapupEntered':
        case 'task.closed':
        case 'request.expired':
        case 'conversation.opened':
        case 'conversation.stateChanged':
        case 'conversation.handRaised':
        case 'conversation.handLowered':
        case 'conversation.overseen':
        case 'conversation.paused':
        case 'conversation.resumed':
        case 'conversation.answerAwaited':
        case 'conversation.answerSettled':
        case 'conversation.remindersPlanned':
        case 'conversation.customerReminded':
        case 'call.legStarted':
        case 'call.legEnded':
        case 'call.held':
        case 'call.ended':
        case 'agent.callPassed':
        case 'conversation.ownerChanged':
        case 'conversation.closed':
        case 'session.connected':
        case 'session.disconnected':
        case 'session.ended':
        case 'participant.joined':
        case 'participant.roleChanged':
        case 'participant.left':
        case 'message.edited':
        case 'message.deleted':
        case 'message.marked':
          break;
      }
    }
  }

  /** Afterwards: what they have ended. */
  forget(events: readonly DomainEvent[]): void {
    for (const event of events) {
      if (event.type === 'task.closed') this.#tasks.delete(event.taskId);
      else if (event.type === 'conversation.closed') this.#conversations.delete(event.conversationId);
    }
  }

  task(id: string): TaskFacts | undefined {
    return this.#tasks.get(id);
  }

  conversation(id: string): Readonly<Known> | undefined {
    return this.#conversations.get(id);
  }

  preview(conversationId: string): string | null {
    return this.#conversations.get(conversationId)?.preview ?? null;
  }

  /** Keeps a conversation's first words and where they stand, if that matters; later ones change nothing. */
  rememberPreview(conversationId: string, preview: string | null, messageId: string | null = null): void {
    const known = this.#conversations.get(conversationId);
    if (known?.preview !== null || preview === null) return;
    known.preview = preview;
    known.previewIn = messageId;
  }
}

/** The scope of one turn or read. Cheap to make; what it builds it keeps for the turn. */
export class LiveScope implements Scope {
  readonly directory: Directory;
  readonly #view: View;
  readonly #content: Content;
  readonly #memory: LiveMemory;
  readonly #sessions = new Map<string, ChannelSession>();
  readonly #customers = new Map<string, Customer>();

  constructor(view: View & { content?: Content }, directory: Directory, memory: LiveMemory) {
    this.directory = directory;
    this.#view = view;
    this.#content = view.content ?? {};
    this.#memory = memory;
  }

  task(taskId: string): TaskFacts | undefined {
    return this.#memory.task(taskId) ?? lookup(this.#view.world.state.tasks, taskId);
  }

  queueName(queueId: string): string {
    return lookup(this.#view.world.state.config.queues, queueId)?.name ?? queueId;
  }

  session(conversationId: string, sessionId: string): ChannelSession | undefined {
    const key = `${conversationId} ${sessionId}`;
    const built = this.#sessions.get(key);
    if (built !== undefined) return built;
    const { world, records } = this.#view;
    const live = lookup(world.state.sessions, sessionId);
    const record = records.session(sessionId);
    const channelId = live?.channelId ?? record?.channelId;
    if (channelId === undefined) return undefined;
    // A desk may name any session: one of another conversation, or of another customer, is none here.
    const customer = this.customer(conversationId);
    if (live !== undefined && live.conversationId !== conversationId) return undefined;
    const visitorId = lookup(world.state.conversations, conversationId)?.visitorId ?? customer._id;
    if (live === undefined && record?.customerId !== visitorId) return undefined;
    const session = channelSessionOf(
      this.directory,
      { id: sessionId, conversationId, channelId },
      record,
      customer,
      live ?? { ended: null },
    );
    this.#sessions.set(key, session);
    return session;
  }

  answeringSession(conversationId: string): ChannelSession | undefined {
    const open = lookup(this.#view.world.state.conversations, conversationId)?.sessionIds[0];
    const id = open ?? this.#memory.conversation(conversationId)?.sessionId ?? null;
    return id === null ? undefined : this.session(conversationId, id);
  }

  customer(conversationId: string): Customer {
    const built = this.#customers.get(conversationId);
    if (built !== undefined) return built;
    const id =
      lookup(this.#view.world.state.conversations, conversationId)?.customerId ??
      this.#memory.conversation(conversationId)?.customerId ??
      '';
    const customer = customerDocument(id, this.#view.records.customer(id));
    this.#customers.set(conversationId, customer);
    return customer;
  }

  participant(conversationId: string, participantId: string): Participant | undefined {
    return lookup(this.#view.world.state.conversations, conversationId)?.participants.find(
      ({ id }) => id === participantId,
    );
  }

  /** The text that came with a request for another agent; null once erased. */
  note(noteId: string): string | null {
    return this.#view.records.note(noteId) ?? null;
  }

  /** What was entered for the wrap-up of a task so far. */
  enteredWrapup(taskId: string): { id: string; body: MessageBody } | null {
    const entered = this.#view.records.enteredWrapup(taskId);
    // It was written by `storedMessage`.
    return entered === undefined
      ? null
      : { id: entered.messageId, body: (entered.content as unknown as StoredMessage).body };
  }

  message(_conversationId: string, messageId: string): JsonObject | undefined {
    return this.#content.messages === undefined ? undefined : lookup(this.#content.messages, messageId);
  }
}
