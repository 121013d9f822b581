/**
 * From what a turn has brought about to what each desk is told: pure, decided while the state is exact. The
 * table of this file is the protocol's; whom an event concerns is the core's (`visibility.ts`).
 */
import type { ConversationAction } from '../../../protocol/agent-manager/actions.ts';
import { actionsOf } from '../../core/actions.ts';
import type { DomainEvent, EventOf } from '../../core/events.ts';
import { lookup } from '../../core/lookup.ts';
import { agentIn } from '../../core/participant.ts';
import { signalAudience } from '../../core/visibility.ts';
import type { Turn } from '../../engine/contract.ts';
import { audiencesOf } from '../../engine/turn-audiences.ts';
import { permittedInConversations } from '../../identity/permits.ts';
import { cimEventOf, handEvent } from '../shared/cim-events.ts';
import { typingEvent } from '../shared/cim-messages.ts';
import { presenceEvent, type PresenceChange } from './presence.ts';
import { pullListsOf, pullModeEventsOf, pullRequestsOn } from './pull-lists.ts';
import { leavingFrames } from './leaving-frames.ts';
import { monitorFrames, oversightFrames } from './oversight-frames.ts';
import {
  helpFrames,
  offerFrames,
  previewFrames,
  revokeFrames,
  startedFrames,
  wrapupFrames,
} from './task-frames.ts';
import { interruptedFrames } from './interrupted-frames.ts';
import { snapshotOf } from './topic.ts';
import { TurnFrames, type DeskFrame, type FrameSources } from './turn-frames.ts';

const CONVERSATION = 'conversation:';

/** The frames of a turn, in the order in which they go out. */
export function framesOf(turn: Turn, sources: FrameSources): DeskFrame[] {
  return new Translation(new TurnFrames(turn, sources)).frames();
}

class Translation {
  readonly #out: TurnFrames;
  readonly #presence = new Map<string, PresenceChange | null>();
  /** Agents who joined in this turn: their `onTopicData` has everything. */
  readonly #joined = new Map<string, Set<string>>();
  /** Agents who left in this turn, by conversation. */
  readonly #left = new Map<string, Set<string>>();

  constructor(out: TurnFrames) {
    this.#out = out;
  }

  frames(): DeskFrame[] {
    const { events, signals } = this.#out.turn;
    for (const event of events) this.#noteMembership(event);
    const concerned = audiencesOf(this.#out.turn);
    events.forEach((event, at) => {
      const listeners = (concerned[at]?.agentIds ?? []).filter((id) => this.#out.sources.listening(id));
      if (listeners.length > 0 && event.stream.startsWith(CONVERSATION)) this.#cim(event, listeners);
      if (event.type === 'conversation.handRaised' || event.type === 'conversation.handLowered')
        this.#hand(event, concerned[at]?.watcherIds ?? []);
      if (event.type === 'agent.overseen' || event.type === 'conversation.overseen')
        oversightFrames(this.#out, event, concerned[at]?.agentIds ?? []);
      this.#forOneAgent(event);
    });
    for (const signal of signals) this.#signal(signal);
    this.#pullRequests();
    monitorFrames(this.#out);
    for (const [conversationId, agentIds] of this.#joined) {
      for (const agentId of agentIds) this.#topic(agentId, conversationId);
    }
    for (const [agentId, change] of this.#presence) this.#present(agentId, change);
    return this.#out.frames;
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
    const conversation = lookup(this.#out.turn.world.state.conversations, conversationId);
    const leaver = event.type === 'participant.left' ? event.participant.ref : null;
    const members = listeners.filter(
      (id) =>
        id !== leaver &&
        this.#joined.get(conversationId)?.has(id) !== true &&
        (this.#left.get(conversationId)?.has(id) === true ||
          (conversation !== undefined && agentIn(conversation, id) !== undefined)),
    );
    if (members.length === 0) return;
    const cimEvent = cimEventOf(event, this.#out.sources.scope);
    if (cimEvent === null) return;
    const plain = event.type.startsWith('message.');
    const groups = new Map<
      string,
      { agentIds: string[]; skipped: number; actions: ConversationAction[] | null }
    >();
    for (const agentId of members) {
      const skipped = this.#out.sources.seen.advance(
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
      this.#out.push({ kind: 'cim', conversationId, event: cimEvent, ...group });
    }
  }

  /** Supervisors learn of a hand without being in the conversation, so its sequence is none of theirs. */
  #hand(
    event: DomainEvent & EventOf<'conversation.handRaised' | 'conversation.handLowered'>,
    watcherIds: readonly string[],
  ): void {
    const agentIds = watcherIds.filter((id) => this.#out.sources.listening(id)?.roles.includes('supervisor'));
    if (agentIds.length === 0) return;
    const { conversationId } = event;
    const cimEvent = handEvent(event, this.#out.sources.scope);
    this.#out.push({ kind: 'cim', agentIds, conversationId, event: cimEvent, skipped: 0, actions: null });
  }

  /** The sequence of the event's conversation before this turn. */
  #before(event: DomainEvent): number {
    const first = this.#out.turn.events.find(({ stream }) => stream === event.stream);
    return (first ?? event).streamSeq - 1;
  }

  #actions(conversationId: string, agentId: string): ConversationAction[] | null {
    const { state } = this.#out.turn.world;
    const conversation = lookup(state.conversations, conversationId);
    const principal = this.#out.sources.listening(agentId);
    if (conversation === undefined || principal === undefined) return null;
    return actionsOf(state, conversation, agentId, permittedInConversations(principal));
  }

  /** What an event means for one agent, besides the CIM event that all readers get. */
  #forOneAgent(event: DomainEvent): void {
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
        if (event.state === 'INTERRUPTED') interruptedFrames(this.#out, event);
        return;
      case 'task.offered':
        offerFrames(this.#out, event);
        this.#loadChanged(event.agentId);
        return;
      case 'message.sent':
        previewFrames(this.#out, event);
        return;
      case 'task.accepted':
        helpFrames(this.#out, event);
        this.#loadChanged(event.agentId);
        return;
      case 'task.started':
        startedFrames(this.#out, event);
        this.#loadChanged(event.agentId);
        return;
      case 'task.queued':
      case 'task.redirected':
        helpFrames(this.#out, event);
        return;
      case 'task.closed':
        revokeFrames(this.#out, event);
        if (event.agentId !== null) this.#loadChanged(event.agentId);
        return;
      case 'task.wrapupStarted':
      case 'task.wrapupExtended':
        wrapupFrames(this.#out, event);
        return;
      case 'participant.left':
        if (event.participant.kind === 'AGENT') leavingFrames(this.#out, event);
        return;
      case 'conversation.closed':
        this.#closed(event);
        return;
      case 'agent.idleWarned':
        this.#out.tell(event.agentId, null, 'inactivityWarning', {
          expiresAt: event.logoutAt,
          seconds: Math.max(0, Math.ceil((event.logoutAt - this.#out.now) / 1000)),
        });
        return;
      case 'configured':
      case 'agent.active':
      case 'agent.sessionReplaced':
      case 'agent.connected':
      case 'agent.disconnected':
      case 'agent.overseen':
      case 'agent.callMonitored':
      case 'agent.callMonitoringEnded':
      case 'task.stepReached':
      case 'task.wrapupEntered':
      case 'request.expired':
      case 'conversation.opened':
      case 'conversation.stateChanged':
      case 'conversation.listed':
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
      case 'conversation.answerAwaited':
      case 'conversation.answerSettled':
      case 'conversation.remindersPlanned':
      case 'conversation.customerReminded':
      case 'conversation.customerChanged':
      case 'session.started':
      case 'session.connected':
      case 'session.disconnected':
      case 'session.ended':
      case 'participant.joined':
      case 'participant.roleChanged':
      case 'message.edited':
      case 'message.deleted':
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
        const { agentIds } = signalAudience(this.#out.turn.world.state, signal);
        const listeners = agentIds.filter((id) => this.#out.sources.listening(id));
        if (listeners.length === 0) return;
        const event = typingEvent(signal, this.#out.now, this.#out.sources.scope);
        const { conversationId } = signal;
        this.#out.push({
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
    const { state } = this.#out.turn.world;
    const agent = lookup(state.agents, agentId);
    if (agent === undefined || this.#out.sources.listening(agentId) === undefined) return;
    const { scope } = this.#out.sources;
    if (!on) this.#out.tell(agentId, null, 'removePullModeSubscribedListRequests', listId);
    this.#out.tell(agentId, null, 'onPullModeSubscribedList', pullListsOf(state, agent, scope.directory));
    if (on) {
      const requests = pullRequestsOn(state, [listId], scope);
      this.#out.tell(agentId, null, 'addPullModeSubscribedListRequests', requests);
    }
  }

  /** What happened on a list, for all who look at it. */
  #pullRequests(): void {
    const { state } = this.#out.turn.world;
    for (const { listId, payload } of pullModeEventsOf(this.#out.turn, this.#out.sources)) {
      for (const agentId of this.#out.sources.listeners()) {
        if (lookup(state.agents, agentId)?.listIds?.includes(listId) !== true) continue;
        this.#out.tell(agentId, null, 'onPullModeSubscribedListRequest', payload);
      }
    }
  }

  /** No state changed, but the work in hand did (or the asker wants to know): UNCHANGED. */
  #loadChanged(agentId: string): void {
    if (!this.#presence.has(agentId)) this.#presence.set(agentId, null);
  }

  #present(agentId: string, change: PresenceChange | null): void {
    const { state } = this.#out.turn.world;
    const agent = lookup(state.agents, agentId);
    const principal = this.#out.sources.listening(agentId);
    if (agent === undefined || principal === undefined) return;
    const payload = presenceEvent(state.config, agent, principal, change, this.#out.now);
    this.#out.tell(agentId, null, 'agentPresence', payload);
  }

  #topic(agentId: string, conversationId: string): void {
    const { state } = this.#out.turn.world;
    const conversation = lookup(state.conversations, conversationId);
    const principal = this.#out.sources.listening(agentId);
    if (conversation === undefined || principal === undefined) return;
    const { scope } = this.#out.sources;
    const snapshot = snapshotOf(state, conversation, principal, scope, this.#out.now);
    if (snapshot === null) return;
    this.#out.sources.seen.set(conversationId, agentId, snapshot.seq);
    this.#out.push({ kind: 'topic', snapshot });
  }

  #closed({ conversationId }: EventOf<'conversation.closed'>): void {
    for (const agentId of this.#left.get(conversationId) ?? []) {
      this.#out.tell(agentId, conversationId, 'topicClosed', {
        task: 'topicClosed',
        conversationId,
        statusCode: 200,
      });
    }
    this.#out.sources.seen.close(conversationId);
  }
}
