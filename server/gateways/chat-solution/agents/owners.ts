/** To whom each conversation belonged when it was last looked at: a change of that is told as `RoleUpdated`. */
import { lookup } from '../../../core/lookup.ts';
import { ownerOf } from '../../../core/owner.ts';
import type { DomainEvent } from '../../../core/events.ts';
import type { State } from '../../../core/state.ts';

export type OwnerChange = { conversationId: string; before: string; now: string };

/** The owners of open conversations. One per gateway. */
export class Owners {
  readonly #owners = new Map<string, string>();

  /** All that is open: at the start, and when the engine begins anew. */
  seed({ conversations }: State): void {
    this.#owners.clear();
    for (const conversation of Object.values(conversations)) {
      const owner = ownerOf(conversation);
      if (owner !== undefined) this.#owners.set(conversation.id, owner.ref);
    }
  }

  /** The conversations that went from one agent to another in these events. */
  follow(events: readonly DomainEvent[], state: State): OwnerChange[] {
    const touched = new Set<string>();
    for (const event of events) {
      if (event.type === 'conversation.closed') this.#owners.delete(event.conversationId);
      else if (event.type.startsWith('participant.') || event.type === 'conversation.ownerChanged')
        touched.add((event as { conversationId: string }).conversationId);
    }
    const changes: OwnerChange[] = [];
    for (const conversationId of touched) {
      const conversation = lookup(state.conversations, conversationId);
      const now = conversation && ownerOf(conversation)?.ref;
      if (now === undefined) continue;
      const before = this.#owners.get(conversationId);
      this.#owners.set(conversationId, now);
      if (before !== undefined && before !== now) changes.push({ conversationId, before, now });
    }
    return changes;
  }
}
