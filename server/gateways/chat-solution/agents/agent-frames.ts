/** From what a turn has brought about to what each agent of this protocol is told; sent after the commit. */
import type { EndOfConversation } from '../../../../protocol/chat-solution/messages.ts';
import type { AgentStateName } from '../../../../protocol/chat-solution/names.ts';
import type { DomainEvent, EventOf } from '../../../core/events.ts';
import { lookup } from '../../../core/lookup.ts';
import { signalAudience } from '../../../core/visibility.ts';
import type { Turn } from '../../../engine/contract.ts';
import { audiencesOf } from '../../../engine/turn-audiences.ts';
import { activity, activityOf, isOver } from '../activities.ts';
import { wireMessage } from '../chat-messages.ts';
import { snapshotOf } from '../conversation-info.ts';
import type { ChatContext } from '../chat-context.ts';
import { castOf, personOf, usernameOf } from '../people.ts';
import type { Cast } from '../people.ts';
import type { AgentDesk } from './agent-desks.ts';
import { tellOffer, tellWithdrawal } from './agent-offers.ts';
import { handFrames } from './hand-frames.ts';
import { standing, stateOf, tellState } from './agent-state.ts';
import { isOut, wrapsUp } from './leavers.ts';
import type { Owners } from './owners.ts';
import { changedMember, oversees, teamInfo, teamsOf } from './team-info.ts';

const AGENT = 'agent:';

/** Tells agents what happens. Keeps what was told of states and owners, so that only changes are told. */
export class AgentFrames {
  readonly #context: ChatContext;
  readonly #owners: Owners;
  readonly #states = new Map<string, AgentStateName>();

  constructor(context: ChatContext, owners: Owners) {
    this.#context = context;
    this.#owners = owners;
  }

  /** What to do once the turn is durable. */
  prepare(turn: Turn): (() => void)[] {
    const changes = this.#owners.follow(turn.events, turn.world.state);
    if (this.#context.desks.isEmpty) return [];
    const sends: (() => void)[] = [];
    const seen = audiencesOf(turn);
    const casts = new Map<string, Cast>();
    const castIn = (conversationId: string): Cast => {
      const known =
        casts.get(conversationId) ??
        castOf(turn, conversationId, this.#context.directory(), this.#context.botName);
      casts.set(conversationId, known);
      return known;
    };
    turn.events.forEach((event, at) => {
      if (event.type === 'conversation.handRaised' || event.type === 'conversation.handLowered')
        sends.push(...handFrames(event, seen[at]?.watcherIds ?? [], turn, this.#context));
      const desks = (seen[at]?.agentIds ?? [])
        .flatMap((id) => this.#context.desks.of(id) ?? [])
        .filter(({ agentId }) => !isOut(turn, event, agentId));
      if (desks.length > 0) sends.push(...this.#ofEvent(event, desks, turn, castIn));
    });
    for (const change of changes) sends.push(...this.#ofOwner(change, turn));
    sends.push(...this.#ofSignals(turn, castIn), ...this.#ofStates(turn), ...this.#ofTeams(turn));
    return sends;
  }

  #ofEvent(
    event: DomainEvent,
    desks: readonly AgentDesk[],
    turn: Turn,
    castIn: (conversationId: string) => Cast,
  ): (() => void)[] {
    if (event.type === 'message.sent') return this.#message(event, desks, turn, castIn(event.conversationId));
    if (event.type === 'task.offered' || event.type === 'task.closed') return this.#offer(event, desks, turn);
    if (event.type === 'participant.joined')
      return this.#joined(event, desks, turn, castIn(event.conversationId));
    if (event.type === 'participant.left')
      return this.#left(event, desks, turn, castIn(event.conversationId));
    if (event.type !== 'participant.roleChanged' && event.type !== 'session.ended') return [];
    return this.#activity(event, this.#concerned(event, desks, turn), turn, castIn(event.conversationId));
  }

  #message(
    event: DomainEvent & EventOf<'message.sent'>,
    desks: readonly AgentDesk[],
    turn: Turn,
    cast: Cast,
  ): (() => void)[] {
    const content = lookup(turn.content.messages ?? {}, event.messageId);
    return this.#others(desks, turn).flatMap((desk) => {
      const message = wireMessage(event, content, cast, desk.agentId);
      if (message === null) return [];
      return () => desk.tell('messageArrived', message, event.conversationId, event.streamSeq);
    });
  }

  #offer(
    event: DomainEvent & EventOf<'task.offered' | 'task.closed'>,
    desks: readonly AgentDesk[],
    turn: Turn,
  ): (() => void)[] {
    const directory = this.#context.directory();
    const desk = desks.find(({ agentId }) => agentId === event.agentId);
    if (desk === undefined) return [];
    if (event.type === 'task.closed') {
      const { revoke, conversationId, taskId: id } = event;
      const told = { id, conversationId };
      return revoke === null ? [] : [() => tellWithdrawal(desk, told, revoke, event.at, directory)];
    }
    const task = lookup(turn.world.state.tasks, event.taskId);
    const offer = task === undefined ? null : tellOffer(desk, task, turn, directory);
    return offer === null ? [] : [offer];
  }

  /** Everybody but who has done it. */
  #others(desks: readonly AgentDesk[], turn: Turn): readonly AgentDesk[] {
    const origin = this.#context.origins.get(turn.cause);
    return origin === undefined ? desks : desks.filter(({ socket }) => socket.id !== origin);
  }

  /** Who joins gets the whole, the others are told. */
  #joined(
    event: DomainEvent & EventOf<'participant.joined'>,
    desks: readonly AgentDesk[],
    turn: Turn,
    cast: Cast,
  ): (() => void)[] {
    const { participant } = event;
    const own = participant.kind === 'AGENT' ? participant.ref : null;
    const sends = this.#activity(
      event,
      desks.filter(({ agentId }) => agentId !== own),
      turn,
      cast,
    );
    const desk = own === null ? undefined : this.#context.desks.of(own);
    if (desk !== undefined) sends.push(...this.#whole(desk, event.conversationId, turn));
    return sends;
  }

  #whole(desk: AgentDesk, conversationId: string, turn: Turn): (() => void)[] {
    const snapshot = snapshotOf(turn, conversationId, { agentId: desk.agentId }, this.#context);
    return snapshot === null ? [] : [() => void desk.present(snapshot)];
  }

  /** Who leaves knows it, but for those whom somebody has removed. */
  #left(
    event: DomainEvent & EventOf<'participant.left'>,
    desks: readonly AgentDesk[],
    turn: Turn,
    cast: Cast,
  ): (() => void)[] {
    const { ref } = event.participant;
    const removed = event.reason === 'REMOVED_BY_AGENT';
    const told = removed ? this.#others(desks, turn) : desks.filter(({ agentId }) => agentId !== ref);
    return this.#activity(event, told, turn, cast);
  }

  /** Of an end: those who were at work until then. Of another role: all but the one who has it. */
  #concerned(
    event: DomainEvent & EventOf<'participant.roleChanged' | 'session.ended'>,
    desks: readonly AgentDesk[],
    turn: Turn,
  ): readonly AgentDesk[] {
    const { conversationId } = event;
    const participants = lookup(turn.world.state.conversations, conversationId)?.participants ?? [];
    if (event.type === 'participant.roleChanged') {
      const self = participants.find(({ id }) => id === event.participantId)?.ref;
      return desks.filter(({ agentId }) => agentId !== self);
    }
    const leaving = new Set<string>();
    for (const one of turn.events) {
      if (one.type === 'participant.left' && one.conversationId === conversationId)
        leaving.add(one.participant.role === 'WRAP_UP' ? '' : one.participant.ref);
      if (one.type === 'participant.roleChanged' && one.role === 'WRAP_UP')
        leaving.add(participants.find(({ id }) => id === one.participantId)?.ref ?? '');
    }
    return this.#others(desks, turn).filter(({ agentId }) => leaving.has(agentId));
  }

  #activity(event: DomainEvent, desks: readonly AgentDesk[], turn: Turn, cast: Cast): (() => void)[] {
    const found = desks.length === 0 ? null : activityOf(event, turn, cast);
    if (found === null) return [];
    const { message } = found;
    const conversationId = message.conversationId ?? '';
    const { requestId, timestamp } = message;
    const end: EndOfConversation | null =
      event.type === 'session.ended' ? { conversationId, requestId, timestamp } : null;
    return desks.map((desk) => () => {
      desk.tell('messageArrived', message, conversationId);
      if (end !== null) desk.tell('endConversation', end, conversationId);
    });
  }

  #ofOwner(
    { conversationId, before, now }: { conversationId: string; before: string; now: string },
    turn: Turn,
  ): (() => void)[] {
    const conversation = lookup(turn.world.state.conversations, conversationId);
    if (conversation === undefined || isOver(turn, conversationId)) return [];
    const directory = this.#context.directory();
    const agents = conversation.participants.filter(({ kind }) => kind === 'AGENT');
    const stays = agents.some(({ ref, role }) => ref === before && role !== 'WRAP_UP');
    const told = (agentId: string, role: 'Owner' | 'Participant') => ({
      participantId: usernameOf(directory, agentId),
      role,
      conversationId,
    });
    return agents
      .flatMap(({ ref }) => this.#context.desks.of(ref) ?? [])
      .map((desk) => () => {
        if (stays) desk.tell('RoleUpdated', told(before, 'Participant'), conversationId);
        desk.tell('RoleUpdated', told(now, 'Owner'), conversationId);
      });
  }

  #ofSignals(turn: Turn, castIn: (conversationId: string) => Cast): (() => void)[] {
    return turn.signals.flatMap((signal) => {
      if (signal.type === 'conversation.rejoined') {
        const desk = this.#context.desks.of(signal.agentId);
        return desk === undefined ? [] : this.#whole(desk, signal.conversationId, turn);
      }
      if (signal.type !== 'typing' || !signal.on) return [];
      const { conversationId } = signal;
      const stamp = { at: turn.now, streamSeq: turn.now };
      return signalAudience(turn.world.state, signal)
        .agentIds.filter((id) => !wrapsUp(turn, conversationId, id))
        .flatMap((id) => this.#context.desks.of(id) ?? [])
        .map((desk) => {
          const from = personOf(castIn(conversationId), signal.by);
          const message = activity('typing', conversationId, stamp, from);
          return () => desk.tell('messageArrived', message, conversationId);
        });
    });
  }

  /** The own state, when it is another one now. */
  #ofStates({ events, world: { state }, now }: Turn): (() => void)[] {
    const changed = new Set<string>();
    for (const { stream } of events) if (stream.startsWith(AGENT)) changed.add(stream.slice(AGENT.length));
    const directory = this.#context.directory();
    return [...changed].flatMap((agentId) => {
      const desk = this.#context.desks.of(agentId);
      if (desk === undefined) return [];
      const found = standing(state, desk, directory);
      return () => {
        if (desk.told !== found.name) tellState(desk, found, directory, now);
      };
    });
  }

  /** The page of a team, to its members here, when a member's state or a conversation is another one. */
  #ofTeams(turn: Turn): (() => void)[] {
    const directory = this.#context.directory();
    const { state } = turn.world;
    /** Team → whether supervisors alone are told. */
    const changed = new Map<string, boolean>();
    for (const event of turn.events) {
      const member = changedMember(event) ?? this.#whoseRole(event, turn);
      if (member === null) continue;
      const name = stateOf(state, member.agentId, null);
      if (!member.forSupervisors && this.#states.get(member.agentId) === name) continue;
      if (!member.forSupervisors) this.#states.set(member.agentId, name);
      const user = directory.user(member.agentId);
      const teams = [user?.teamId ?? [], user?.supervises ?? []].flat();
      for (const teamId of teams) changed.set(teamId, member.forSupervisors && (changed.get(teamId) ?? true));
    }
    if (changed.size === 0) return [];
    const pages = new Map<string, object>();
    const sends: (() => void)[] = [];
    for (const desk of this.#context.desks.all()) {
      for (const teamId of teamsOf(desk)) {
        const onlySupervisors = changed.get(teamId);
        const isOverseer = oversees(desk, teamId);
        if (onlySupervisors === undefined || (onlySupervisors && !isOverseer)) continue;
        const key = `${teamId} ${String(isOverseer)}`;
        const page = pages.get(key) ?? teamInfo(turn, directory, teamId, isOverseer);
        pages.set(key, page);
        sends.push(() => desk.tell('teamInfo', page));
      }
    }
    return sends;
  }

  /** Whose part in a conversation is another one. */
  #whoseRole(event: DomainEvent, turn: Turn): { agentId: string; forSupervisors: true } | null {
    if (event.type !== 'participant.roleChanged') return null;
    const conversation = lookup(turn.world.state.conversations, event.conversationId);
    const agent = conversation?.participants.find(({ id }) => id === event.participantId);
    return agent?.kind === 'AGENT' ? { agentId: agent.ref, forSupervisors: true } : null;
  }
}
