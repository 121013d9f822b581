/** What may be shown of a conversation that is read back: the same answers as when it happened. */
import type { DomainEvent } from './events.ts';
import { Members } from './members.ts';
import { visibleTo, type Viewer } from './visibility.ts';

/**
 * Takes the events of one conversation in their order: every one about participants, and as many of the others as
 * are wanted.
 */
export class PastVisibility {
  readonly #viewer: Viewer;
  readonly #members = new Members([]);
  /** Messages that were for everybody. Others, and those that were not read, count as internal. */
  readonly #public = new Set<string>();

  constructor(viewer: Viewer) {
    this.#viewer = viewer;
  }

  /** Whether the viewer may see the next event. */
  sees(event: DomainEvent): boolean {
    if (event.type === 'message.sent' && event.visibility === 'ALL') this.#public.add(event.messageId);
    // Who leaves was a member until then; who joins or changes the role is one already.
    const isLeaving = event.type === 'participant.left';
    if (!isLeaving) this.#members.apply(event);
    const visible = visibleTo(this.#viewer, event, {
      members: this.#members,
      isInternal: (messageId) => !this.#public.has(messageId),
    });
    if (isLeaving) this.#members.apply(event);
    return visible;
  }
}
