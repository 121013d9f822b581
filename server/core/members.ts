/** Who is in a conversation at one moment. It follows the events forwards, or takes them back. */
import type { DomainEvent } from './events.ts';
import type { Participant, ParticipantRole } from './state.ts';

/** The participants of one conversation as they stood at one moment. */
export class Members {
  readonly #participants = new Map<string, Participant>();

  constructor(participants: readonly Participant[]) {
    for (const participant of participants) this.#participants.set(participant.id, participant);
  }

  get agentIds(): string[] {
    return this.#refs('AGENT');
  }

  get botIds(): string[] {
    return this.#refs('BOT');
  }

  get sessionIds(): string[] {
    return this.#refs('CUSTOMER');
  }

  get(participantId: string): Participant | undefined {
    return this.#participants.get(participantId);
  }

  /** The role of an agent; undefined for who is not in it. */
  roleOf(agentId: string): ParticipantRole | undefined {
    return this.#roleOf('AGENT', agentId);
  }

  /** The same of a bot. */
  roleOfBot(botId: string): ParticipantRole | undefined {
    return this.#roleOf('BOT', botId);
  }

  get hasPrimary(): boolean {
    return [...this.#participants.values()].some(({ role }) => role === 'PRIMARY');
  }

  /** Whether anybody but this agent talks to the customer. */
  hasPrimaryBeside(agentId: string | null): boolean {
    return [...this.#participants.values()].some(
      ({ kind, ref, role }) => role === 'PRIMARY' && !(kind === 'AGENT' && ref === agentId),
    );
  }

  /** From before the event to after it. */
  apply(event: DomainEvent): void {
    if (event.type === 'participant.joined') this.#add(event.participant);
    else if (event.type === 'participant.left') this.#participants.delete(event.participant.id);
    else if (event.type === 'participant.roleChanged') this.#setRole(event.participantId, event.role);
  }

  /** From after the event to before it. */
  revert(event: DomainEvent): void {
    if (event.type === 'participant.left') this.#add(event.participant);
    else if (event.type === 'participant.joined') this.#participants.delete(event.participant.id);
    else if (event.type === 'participant.roleChanged') this.#setRole(event.participantId, event.previousRole);
  }

  #add(participant: Participant): void {
    this.#participants.set(participant.id, participant);
  }

  #setRole(participantId: string, role: ParticipantRole): void {
    const participant = this.#participants.get(participantId);
    if (participant !== undefined) this.#participants.set(participantId, { ...participant, role });
  }

  #roleOf(who: Participant['kind'], id: string): ParticipantRole | undefined {
    for (const { kind, ref, role } of this.#participants.values()) {
      if (kind === who && ref === id) return role;
    }
    return undefined;
  }

  #refs(kind: Participant['kind']): string[] {
    const refs = new Set<string>();
    for (const participant of this.#participants.values()) {
      if (participant.kind === kind) refs.add(participant.ref);
    }
    return [...refs];
  }
}
