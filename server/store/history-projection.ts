/**
 * What a batch of facts adds to the history that people query. Pure: facts in, rows and changes of rows out.
 * Several facts about one row become one row or one change, so that each table is written once per batch.
 */
import type { Sender } from '../core/commands.ts';
import type { DomainEvent } from '../core/events.ts';
import type { Task } from '../core/state.ts';
import { projectPhoneSupervision } from './phone-supervision-projection.ts';
import type { OpenPhoneSupervisions, PhoneSupervisionChange } from './phone-supervision-projection.ts';
import { projectSupervision, type OpenSupervisions } from './supervision-projection.ts';
import type { SupervisionChange, SupervisionRow } from './supervision-projection.ts';
import type { AgentStatesTable, ConversationsTable, MessagesTable, TasksTable } from './schema.ts';

type Computed = 'wait_ms' | 'ring_ms' | 'talk_ms' | 'wrapup_ms';

/** A new row of `tasks`, without the tenant. */
export type TaskRow = Omit<TasksTable, 'tenant' | Computed>;
/** What changes in a row of `tasks` that an earlier batch has written. */
export type TaskChange = Pick<TaskRow, 'id'> &
  Partial<
    Pick<
      TaskRow,
      'agent_id' | 'offered_at' | 'accepted_at' | 'wrapup_started_at' | 'closed_at' | 'reason' | 'revoke'
    >
  >;
/** A new row of `conversations`, without the tenant. */
export type ConversationRow = Omit<ConversationsTable, 'tenant'>;
/** What changes in a row of `conversations`; `agent_ids` are those to add. */
export type ConversationChange = Pick<ConversationRow, 'id' | 'agent_ids'> &
  Partial<Pick<ConversationRow, 'closed_at' | 'channel_id' | 'queue_id' | 'list_id' | 'customer_id'>>;
/** A new row of `agent_states`, without the tenant. */
export type AgentStateRow = Omit<AgentStatesTable, 'tenant'>;
/** A new row of `messages`, without the tenant and the content, which travels beside the facts. */
export type MessageRow = Omit<MessagesTable, 'tenant' | 'content'>;

/** A row of `messages` whose content is replaced. */
export type MessageChange = Pick<MessageRow, 'id' | 'conversation_id'>;

/** Everything that one batch adds to the history. */
export type HistoryChanges = {
  messages: MessageRow[];
  /** Messages of earlier batches that have another content from now on. */
  changedMessages: MessageChange[];
  newConversations: ConversationRow[];
  conversations: ConversationChange[];
  newTasks: TaskRow[];
  tasks: TaskChange[];
  agentStates: AgentStateRow[];
  newSupervisions: SupervisionRow[];
  supervisions: SupervisionChange[];
  phoneSupervisions: PhoneSupervisionChange[];
};

/** The history that `events`, in order, add up to. */
export function projectHistory(events: readonly DomainEvent[]): HistoryChanges {
  const projection = new Projection();
  for (const event of events) projection.add(event);
  return projection.changes();
}

class Projection {
  readonly #messages: MessageRow[] = [];
  readonly #changedMessages = new Map<string, MessageChange>();
  readonly #newConversations = new Map<string, ConversationRow>();
  readonly #conversations = new Map<string, ConversationChange>();
  readonly #newTasks = new Map<string, TaskRow>();
  readonly #tasks = new Map<string, TaskChange>();
  readonly #agentStates: AgentStateRow[] = [];
  readonly #supervisions: OpenSupervisions = { rows: [], changes: new Map(), open: new Map() };
  readonly #onPhone: OpenPhoneSupervisions = { rows: [], changes: new Map(), open: new Map() };

  changes(): HistoryChanges {
    return {
      messages: this.#messages,
      changedMessages: this.#changedOfBefore(),
      newConversations: [...this.#newConversations.values()],
      conversations: [...this.#conversations.values()],
      newTasks: [...this.#newTasks.values()],
      tasks: [...this.#tasks.values()],
      agentStates: this.#agentStates,
      newSupervisions: [...this.#supervisions.rows, ...this.#onPhone.rows],
      supervisions: [...this.#supervisions.changes.values()],
      phoneSupervisions: [...this.#onPhone.changes.values()],
    };
  }

  add(event: DomainEvent): void {
    projectSupervision(this.#supervisions, event);
    projectPhoneSupervision(this.#onPhone, event);
    switch (event.type) {
      case 'message.sent':
        this.#messages.push({
          id: event.messageId,
          conversation_id: event.conversationId,
          seq: event.streamSeq,
          at: event.at,
          sender_kind: event.sender.kind,
          sender_id: senderId(event.sender),
          kind: event.kind,
          visibility: event.visibility,
        });
        return;
      case 'conversation.opened':
        this.#newConversations.set(event.conversationId, {
          id: event.conversationId,
          customer_id: event.customerId,
          direction: event.direction,
          opened_at: event.at,
          closed_at: null,
          channel_id: null,
          queue_id: null,
          list_id: null,
          agent_ids: [],
        });
        return;
      case 'conversation.customerChanged':
        this.#conversation(event.conversationId).customer_id = event.customerId;
        return;
      case 'message.edited':
      case 'message.deleted':
        this.#changedMessages.set(`${event.conversationId} ${event.messageId}`, {
          id: event.messageId,
          conversation_id: event.conversationId,
        });
        return;
      case 'conversation.closed':
        this.#conversation(event.conversationId).closed_at = event.at;
        return;
      case 'session.started':
        this.#conversation(event.conversationId).channel_id ??= event.channelId;
        return;
      case 'task.queued':
        this.#newTasks.set(event.task.id, taskRow(event.task));
        if (event.task.queueId !== null)
          this.#conversation(event.task.conversationId).queue_id = event.task.queueId;
        return;
      case 'task.started':
        this.#newTasks.set(event.task.id, taskRow(event.task));
        return;
      case 'conversation.listed':
        this.#conversation(event.conversationId).list_id = event.listId;
        return;
      case 'task.offered':
        Object.assign(this.#task(event.taskId), { agent_id: event.agentId, offered_at: event.at });
        return;
      case 'task.accepted':
        Object.assign(this.#task(event.taskId), { agent_id: event.agentId, accepted_at: event.at });
        return;
      case 'task.wrapupStarted':
        this.#task(event.taskId).wrapup_started_at = event.at;
        return;
      case 'task.closed':
        Object.assign(this.#task(event.taskId), {
          closed_at: event.at,
          reason: event.reason,
          revoke: event.revoke,
        });
        return;
      case 'participant.joined': {
        if (event.participant.kind !== 'AGENT') return;
        const { agent_ids: agents } = this.#conversation(event.conversationId);
        if (!agents.includes(event.participant.ref)) agents.push(event.participant.ref);
        return;
      }
      case 'agent.signedIn':
        this.#agentState(event, 0, null, 'NOT_READY', null);
        Object.keys(event.mrds).forEach((mrdId, at) =>
          this.#agentState(event, at + 1, mrdId, 'NOT_READY', null),
        );
        return;
      case 'agent.stateChanged':
        this.#agentState(event, 0, null, event.state, event.reason?.name ?? null);
        return;
      case 'agent.mrdStateChanged':
        this.#agentState(event, 0, event.mrdId, event.state, event.reason);
        return;
      case 'agent.signedOut':
        this.#agentState(event, 0, null, 'LOGOUT', event.reason?.name ?? null);
        return;
      case 'configured':
      case 'agent.sessionReplaced':
      case 'agent.connected':
      case 'agent.disconnected':
      case 'agent.overseen':
      case 'agent.callMonitored':
      case 'agent.callMonitoringEnded':
      case 'agent.listSubscribed':
      case 'task.redirected':
      case 'task.stepReached':
      case 'task.wrapupExtended':
      case 'task.wrapupEntered':
      case 'request.expired':
      case 'conversation.stateChanged':
      case 'conversation.handRaised':
      case 'conversation.handLowered':
      case 'conversation.overseen':
      case 'call.legStarted':
      case 'call.legEnded':
      case 'call.held':
      case 'call.ended':
      case 'agent.callPassed':
      case 'conversation.ownerChanged':
      case 'conversation.paused':
      case 'conversation.resumed':
      case 'session.connected':
      case 'session.disconnected':
      case 'session.ended':
      case 'participant.roleChanged':
      case 'participant.left':
      case 'conversation.answerAwaited':
      case 'conversation.answerSettled':
      case 'conversation.remindersPlanned':
      case 'conversation.customerReminded':
      case 'agent.active':
      case 'agent.idleWarned':
      case 'message.marked':
        // Of interest to the rules and the live view, not to the history.
        return;
    }
  }

  /** What the same batch has written has its latest content already. */
  #changedOfBefore(): MessageChange[] {
    const written = new Set(this.#messages.map((row) => `${row.conversation_id} ${row.id}`));
    return [...this.#changedMessages].flatMap(([key, change]) => (written.has(key) ? [] : [change]));
  }

  #conversation(id: string): ConversationChange {
    const row = this.#newConversations.get(id) ?? this.#conversations.get(id);
    if (row) return row;
    const change: ConversationChange = { id, agent_ids: [] };
    this.#conversations.set(id, change);
    return change;
  }

  #task(id: string): TaskChange {
    const row = this.#newTasks.get(id) ?? this.#tasks.get(id);
    if (row) return row;
    const change: TaskChange = { id };
    this.#tasks.set(id, change);
    return change;
  }

  #agentState(
    { seq, at, agentId }: { seq: number; at: number; agentId: string },
    part: number,
    mrdId: string | null,
    state: AgentStateRow['state'],
    reason: string | null,
  ): void {
    this.#agentStates.push({ seq, part, agent_id: agentId, mrd_id: mrdId, state, reason, since: at });
  }
}

function senderId(sender: Sender): string {
  switch (sender.kind) {
    case 'AGENT':
      return sender.agentId;
    case 'CUSTOMER':
      return sender.sessionId;
    case 'BOT':
      return sender.botId;
  }
}

function requesterId({ requestedBy }: Task): string | null {
  if (requestedBy === null) return null;
  return requestedBy.kind === 'AGENT' ? requestedBy.agentId : requestedBy.botId;
}

function taskRow(task: Task): TaskRow {
  return {
    id: task.id,
    media_id: task.mediaId,
    request_id: task.requestId,
    attempt: task.attempt,
    conversation_id: task.conversationId,
    queue_id: task.queueId,
    mrd_id: task.mrdId,
    direction: task.direction,
    target_agent_id: task.target.kind === 'AGENT' ? task.target.agentId : null,
    requested_by_kind: task.requestedBy?.kind ?? null,
    requested_by_id: requesterId(task),
    note_id: task.noteId,
    priority: task.priority,
    agent_id: task.agentId,
    enqueued_at: task.enqueuedAt,
    offered_at: task.offeredAt,
    accepted_at: task.acceptedAt,
    wrapup_started_at: task.wrapup?.startedAt ?? null,
    closed_at: null,
    reason: null,
    revoke: null,
  };
}
