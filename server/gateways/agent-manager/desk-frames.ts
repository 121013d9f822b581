/**
 * From what a turn has brought about to what each desk is told: pure, decided while the state is exact. The
 * table of this file is the protocol's; whom an event concerns is the core's (`visibility.ts`).
 */
import type { ServerEventName, ServerToClientEvents } from '../../../protocol/agent-manager/event-maps.ts';
import { UNSUBSCRIBE_REASONS } from '../../../protocol/agent-manager/server-events.ts';
import type { ConversationAction } from '../../../protocol/agent-manager/actions.ts';
import type { CimEvent } from '../../../protocol/cim/event.ts';
import { actionsOf } from '../../core/actions.ts';
import type { DomainEvent, EventOf } from '../../core/events.ts';
import { lookup } from '../../core/lookup.ts';
import { agentIn } from '../../core/participant.ts';
import { signalAudience } from '../../core/visibility.ts';
import type { Turn } from '../../engine/contract.ts';
import { audiencesOf } from '../../engine/turn-audiences.ts';
import { permittedInConversations } from '../../identity/permits.ts';
import type { Principal } from '../../identity/principal.ts';
import { cimEventOf, handEvent } from '../shared/cim-events.ts';
import { typingEvent } from '../shared/cim-messages.ts';
import { wireTaskId } from '../shared/wire-ids.ts';
import { helpNotices } from './help-notices.ts';
import type { LiveMemory, LiveScope } from './live-scope.ts';
import { taskRequestOf } from './offer.ts';
import { presenceEvent, type PresenceChange } from './presence.ts';
import { pullListsOf, pullModeEventsOf, pullRequestsOn } from './pull-lists.ts';
import type { SeenSequences } from '../../connections/seen-sequences.ts';
import { snapshotOf, wrapupTimer, type TopicSnapshot } from './topic.ts';

type Payload<N extends ServerEventName> = Parameters<ServerToClientEvents[N]>[0];

/** One thing to tell, or to do. */
export type DeskFrame =
  /** One event to one agent's desks. With a conversation it waits for that conversation's `onTopicData`. */
  | {
      kind: 'tell';
      agentId: string;
      conversationId: string | null;
      event: ServerEventName;
      payload: Payload<ServerEventName>;
    }
  /** A CIM event to the desks of several agents, serialised once. */
  | {
      kind: 'cim';
      agentIds: string[];
      conversationId: string;
      event: CimEvent;
      skipped: number;
      actions: ConversationAction[] | null;
    }
  /** The whole of a conversation, once what was said has been read. */
  | { kind: 'topic'; snapshot: TopicSnapshot };

/** What the translation needs besides the turn. */
type FrameSources = {
  scope: LiveScope;
  memory: LiveMemory;
  seen: SeenSequences;
  /** The principal of an agent who has a socket here; undefined: nobody listens. */
  listening: (agentId: string) => Principal | undefined;
  /** Everybody of whom that is true. */
  listeners: () => Iterable<string>;
};

const CONVERSATION = 'conversation:';

/** The frames of a turn, in the order in which they go out. */
export function framesOf(turn: Turn, sources: FrameSources): DeskFrame[] {
  return new Translation(turn, sources).frames();
}

class Translation {
  readonly #turn: Turn;
  readonly #sources: FrameSources;
  /** When it was decided: the times that are left count from here. */
  readonly #now: number;
  readonly #frames: DeskFrame[] = [];
  readonly #presence = new Map<string, PresenceChange | null>();
  /** Agents who joined in this turn: their `onTopicData` has everything. */
  readonly #joined = new Map<string, Set<string>>();
  /** Agents who left in this turn, by conversation. */
  readonly #left = new Map<string, Set<string>>();

  constructor(turn: Turn, sources: FrameSources) {
    this.#turn = turn;
    this.#sources = sources;
    this.#now = turn.events[0]?.at ?? turn.now;
  }

  frames(): DeskFrame[] {
    const { events, signals } = this.#turn;
    for (const event of events) this.#noteMembership(event);
    const concerned = audiencesOf(this.#turn);
    events.forEach((event, at) => {
      const listeners = (concerned[at]?.agentIds ?? []).filter((id) => this.#sources.listening(id));
      if (listeners.length > 0 && event.stream.startsWith(CONVERSATION)) this.#cim(event, listeners);
      if (event.type === 'conversation.handRaised' || event.type === 'conversation.handLowered')
        this.#hand(event, concerned[at]?.watcherIds ?? []);
      this.#especially(event);
    });
    for (const signal of signals) this.#signal(signal);
    this.#pullRequests();
    for (const [conversationId, agentIds] of this.#joined) {
      for (const agentId of agentIds) this.#topic(agentId, conversationId);
    }
    for (const [agentId, change] of this.#presence) this.#present(agentId, change);
    return this.#frames;
  }

  #noteMembership(event: DomainEvent): void {
    if (event.type !== 'participant.joined' && event.type !== 'participant.left') return;
    if (event.participant.kind !== 'AGENT') return;
    const where = event.type === 'participant.joined' ? this.#joined : this.#left;
    const agents = where.get(event.conversationId) ?? new Set();
    where.set(event.conversationId, agents.add(event.participant.ref));
  }

  /** The CIM event for those in the conversation; who joins gets it with the whole, who leaves is told so. */
  #cim(event: DomainEvent, listeners: readonly string[]): void {
    const conversationId = event.stream.slice(CONVERSATION.length);
    const conversation = lookup(this.#turn.world.state.conversations, conversationId);
    const leaver = event.type === 'participant.left' ? event.participant.ref : null;
    const members = listeners.filter(
      (id) =>
        id !== leaver &&
        this.#joined.get(conversationId)?.has(id) !== true &&
        (this.#left.get(conversationId)?.has(id) === true ||
          (conversation !== undefined && agentIn(conversation, id) !== undefined)),
    );
    if (members.length === 0) return;
    const cimEvent = cimEventOf(event, this.#sources.scope);
    if (cimEvent === null) return;
    const plain = event.type === 'message.sent' || event.type === 'message.marked';
    const groups = new Map<
      string,
      { agentIds: string[]; skipped: number; actions: ConversationAction[] | null }
    >();
    for (const agentId of members) {
      const skipped = this.#sources.seen.advance(
        conversationId,
        agentId,
        event.streamSeq,
        this.#before(event),
      );
      const actions = plain ? null : this.#actions(conversationId, agentId);
      const key = `${skipped} ${actions?.join() ?? ''}`;
      const group = groups.get(key) ?? { agentIds: [], skipped, actions };
      group.agentIds.push(agentId);
      groups.set(key, group);
    }
    for (const group of groups.values()) {
      this.#frames.push({ kind: 'cim', conversationId, event: cimEvent, ...group });
    }
  }

  /** Supervisors learn of a hand without being in the conversation, so its sequence is none of theirs. */
  #hand(
    event: DomainEvent & EventOf<'conversation.handRaised' | 'conversation.handLowered'>,
    watcherIds: readonly string[],
  ): void {
    const agentIds = watcherIds.filter((id) => this.#sources.listening(id)?.roles.includes('supervisor'));
    if (agentIds.length === 0) return;
    const { conversationId } = event;
    const cimEvent = handEvent(event, this.#sources.scope);
    this.#frames.push({ kind: 'cim', agentIds, conversationId, event: cimEvent, skipped: 0, actions: null });
  }

  /** The sequence of the event's conversation before this turn. */
  #before(event: DomainEvent): number {
    const first = this.#turn.events.find(({ stream }) => stream === event.stream);
    return (first ?? event).streamSeq - 1;
  }

  #actions(conversationId: string, agentId: string): ConversationAction[] | null {
    const { state } = this.#turn.world;
    const conversation = lookup(state.conversations, conversationId);
    const principal = this.#sources.listening(agentId);
    if (conversation === undefined || principal === undefined) return null;
    return actionsOf(state, conversation, agentId, permittedInConversations(principal));
  }

  /** What one agent is told besides. */
  #especially(event: DomainEvent): void {
    switch (event.type) {
      case 'agent.signedIn':
      case 'agent.stateChanged':
      case 'agent.signedOut':
        this.#changed(event.agentId, true, null);
        return;
      case 'agent.listSubscribed':
        this.#subscribed(event);
        return;
      case 'agent.mrdStateChanged':
        this.#changed(event.agentId, false, event.mrdId);
        return;
      case 'task.offered':
        this.#offer(event);
        this.#loadChanged(event.agentId);
        return;
      case 'message.sent':
        this.#firstWords(event);
        return;
      case 'task.accepted':
        this.#help(event);
        this.#loadChanged(event.agentId);
        return;
      case 'task.started':
        this.#loadChanged(event.agentId);
        return;
      case 'task.queued':
      case 'task.redirected':
        this.#help(event);
        return;
      case 'task.closed':
        this.#revoke(event);
        if (event.agentId !== null) this.#loadChanged(event.agentId);
        return;
      case 'task.wrapupStarted':
      case 'task.wrapupExtended':
        this.#wrapup(event);
        return;
      case 'participant.left':
        if (event.participant.kind === 'AGENT') this.#unsubscribe(event);
        return;
      case 'conversation.closed':
        this.#closed(event);
        return;
      case 'configured':
      case 'agent.sessionReplaced':
      case 'agent.connected':
      case 'agent.disconnected':
      case 'task.stepReached':
      case 'task.wrapupEntered':
      case 'request.expired':
      case 'conversation.opened':
      case 'conversation.stateChanged':
      case 'conversation.listed':
      case 'conversation.handRaised':
      case 'conversation.handLowered':
      case 'conversation.paused':
      case 'conversation.resumed':
      case 'session.started':
      case 'session.connected':
      case 'session.disconnected':
      case 'session.ended':
      case 'participant.joined':
      case 'participant.roleChanged':
      case 'message.marked':
        return;
    }
  }

  #signal(signal: Turn['signals'][number]): void {
    switch (signal.type) {
      case 'agent.stateUnchanged':
        this.#loadChanged(signal.agentId);
        return;
      case 'agent.listUnchanged':
        this.#subscribed(signal);
        return;
      case 'conversation.rejoined':
        this.#topic(signal.agentId, signal.conversationId);
        return;
      case 'typing': {
        const { agentIds } = signalAudience(this.#turn.world.state, signal);
        const listeners = agentIds.filter((id) => this.#sources.listening(id));
        if (listeners.length === 0) return;
        const event = typingEvent(signal, this.#now, this.#sources.scope);
        const { conversationId } = signal;
        this.#frames.push({
          kind: 'cim',
          agentIds: listeners,
          conversationId,
          event,
          skipped: 0,
          actions: null,
        });
      }
    }
  }

  #tell<N extends ServerEventName>(
    agentId: string,
    conversationId: string | null,
    event: N,
    payload: Payload<N>,
  ): void {
    if (this.#sources.listening(agentId) === undefined) return;
    this.#frames.push({ kind: 'tell', agentId, conversationId, event, payload });
  }

  #changed(agentId: string, agent: boolean, mrdId: string | null): void {
    const change = this.#presence.get(agentId) ?? { agent: false, mrdIds: [] };
    change.agent ||= agent;
    if (mrdId !== null && !change.mrdIds.includes(mrdId)) change.mrdIds.push(mrdId);
    this.#presence.set(agentId, change);
  }

  /** The agent's lists as they are now, and what stands on the one in question. */
  #subscribed({
    agentId,
    listId,
    on,
  }: Pick<EventOf<'agent.listSubscribed'>, 'agentId' | 'listId' | 'on'>): void {
    const { state } = this.#turn.world;
    const agent = lookup(state.agents, agentId);
    if (agent === undefined || this.#sources.listening(agentId) === undefined) return;
    const { scope } = this.#sources;
    if (!on) this.#tell(agentId, null, 'removePullModeSubscribedListRequests', listId);
    this.#tell(agentId, null, 'onPullModeSubscribedList', pullListsOf(state, agent, scope.directory));
    if (on) {
      const requests = pullRequestsOn(state, [listId], scope);
      this.#tell(agentId, null, 'addPullModeSubscribedListRequests', requests);
    }
  }

  /** What happened on a list, for all who look at it. */
  #pullRequests(): void {
    const { state } = this.#turn.world;
    for (const { listId, payload } of pullModeEventsOf(this.#turn, this.#sources)) {
      for (const agentId of this.#sources.listeners()) {
        if (lookup(state.agents, agentId)?.listIds?.includes(listId) !== true) continue;
        this.#tell(agentId, null, 'onPullModeSubscribedListRequest', payload);
      }
    }
  }

  /** No state changed, but the work in hand did (or the asker wants to know): UNCHANGED. */
  #loadChanged(agentId: string): void {
    if (!this.#presence.has(agentId)) this.#presence.set(agentId, null);
  }

  #present(agentId: string, change: PresenceChange | null): void {
    const { state } = this.#turn.world;
    const agent = lookup(state.agents, agentId);
    const principal = this.#sources.listening(agentId);
    if (agent === undefined || principal === undefined) return;
    const payload = presenceEvent(state.config, agent, principal, change, this.#now);
    this.#tell(agentId, null, 'agentPresence', payload);
  }

  #offer({ taskId, agentId }: EventOf<'task.offered'>): void {
    const task = lookup(this.#turn.world.state.tasks, taskId);
    if (task?.agentId !== agentId || !this.#sources.listening(agentId)) return;
    const { scope, memory } = this.#sources;
    const payload = taskRequestOf(task, scope, memory.preview(task.conversationId), this.#now);
    if (payload !== null) this.#tell(agentId, task.conversationId, 'taskRequest', payload);
  }

  /** Offers of the conversation that ring while the customer writes for the first time. */
  #firstWords({ conversationId, messageId }: EventOf<'message.sent'>): void {
    const known = this.#sources.memory.conversation(conversationId);
    if (known === undefined || known.preview === null || known.previewIn !== messageId) return;
    const { preview } = known;
    const { state } = this.#turn.world;
    for (const id of lookup(state.conversations, conversationId)?.taskIds ?? []) {
      const task = lookup(state.tasks, id);
      if (task?.state !== 'OFFERED' || task.agentId === null) continue;
      const payload = { conversationId, taskId: wireTaskId(task), preview };
      this.#tell(task.agentId, conversationId, 'taskPreview', payload);
    }
  }

  #revoke({ taskId, agentId, conversationId, revoke }: EventOf<'task.closed'>): void {
    const task = this.#sources.memory.task(taskId);
    if (revoke === null || agentId === null) return;
    const mrdId = task?.mrdId ?? null;
    const mrd = mrdId === null ? null : this.#mrdOf(agentId, mrdId);
    this.#tell(agentId, conversationId, 'revokeTask', {
      conversationId,
      taskId: task === undefined ? taskId : wireTaskId(task),
      reason: revoke,
      ...(mrd !== null && { mrd }),
    });
  }

  /** The agent's MRD as it stands after the turn; null when it is none of theirs (any more). */
  #mrdOf(agentId: string, mrdId: string): NonNullable<Payload<'revokeTask'>['mrd']> | null {
    const { state } = this.#turn.world;
    const mrd = lookup(lookup(state.agents, agentId)?.mrds ?? {}, mrdId);
    if (mrd === undefined || mrd.state === 'LOGOUT') return null;
    return { id: mrdId, name: lookup(state.config.mrds, mrdId)?.name ?? mrdId, state: mrd.state };
  }

  #help(event: EventOf<'task.queued' | 'task.accepted' | 'task.redirected'>): void {
    const { memory, scope } = this.#sources;
    for (const { agentId, conversationId, notice } of helpNotices(event, this.#turn.events, memory, scope)) {
      this.#tell(agentId, conversationId, notice.event, notice.payload);
    }
  }

  #wrapup({ taskId, agentId }: EventOf<'task.wrapupStarted' | 'task.wrapupExtended'>): void {
    const { state } = this.#turn.world;
    const task = lookup(state.tasks, taskId);
    const conversation = task && lookup(state.conversations, task.conversationId);
    const principal = this.#sources.listening(agentId);
    if (task === undefined || conversation === undefined || principal === undefined) return;
    const payload = wrapupTimer(state, conversation, task, permittedInConversations(principal), this.#now);
    if (payload !== null) this.#tell(agentId, conversation.id, 'wrapupTimerStarted', payload);
  }

  #topic(agentId: string, conversationId: string): void {
    const { state } = this.#turn.world;
    const conversation = lookup(state.conversations, conversationId);
    const principal = this.#sources.listening(agentId);
    if (conversation === undefined || principal === undefined) return;
    const { scope } = this.#sources;
    const snapshot = snapshotOf(state, conversation, principal, scope, this.#now);
    if (snapshot === null) return;
    this.#sources.seen.set(conversationId, agentId, snapshot.seq);
    this.#frames.push({ kind: 'topic', snapshot });
  }

  #unsubscribe({ conversationId, participant, reason }: EventOf<'participant.left'>): void {
    const closed = this.#turn.events.find(
      (event): event is EventOf<'task.closed'> & DomainEvent =>
        event.type === 'task.closed' && event.taskId === participant.taskId,
    );
    this.#tell(participant.ref, conversationId, 'topicUnsubscription', {
      task: 'topicUnsubscription',
      conversationId,
      statusCode: 200,
      reason: unsubscribeReason(closed?.reason ?? null, reason),
    });
    this.#sources.seen.forget(conversationId, participant.ref);
  }

  #closed({ conversationId }: EventOf<'conversation.closed'>): void {
    for (const agentId of this.#left.get(conversationId) ?? []) {
      this.#tell(agentId, conversationId, 'topicClosed', {
        task: 'topicClosed',
        conversationId,
        statusCode: 200,
      });
    }
    this.#sources.seen.close(conversationId);
  }
}

/** The exact words that desks of the family compare with. */
function unsubscribeReason(closed: EventOf<'task.closed'>['reason'] | null, left: string): string {
  switch (closed) {
    case 'WRAP_UP_APPLIED':
      return UNSUBSCRIBE_REASONS.wrapupApplied;
    case 'WRAP_UP_NOT_APPLIED':
      return UNSUBSCRIBE_REASONS.wrapupSkipped;
    case 'WRAP_UP_EXPIRED':
      return UNSUBSCRIBE_REASONS.wrapupExpired;
    case 'TRANSFERRED':
      return UNSUBSCRIBE_REASONS.transferred;
    case 'DONE':
    case null:
      return left === 'CUSTOMER_LEFT' ? UNSUBSCRIBE_REASONS.left : left;
    case 'CANCELLED':
      return left === 'AGENT_LEFT' ? UNSUBSCRIBE_REASONS.primaryLeft : left;
    case 'RONA':
    case 'REJECTED':
    case 'NO_AGENT_AVAILABLE':
    case 'REROUTE':
    case 'AGENT_LOGOUT':
    case 'FORCE_CLOSED':
      return closed;
  }
}
