/** Somebody who hears of conversations by a socket: in order, and nothing of a conversation before the whole of it. */
import type { Socket } from 'socket.io';
import type { ConversationInfo } from '../../../protocol/chat-solution/messages.ts';
import type { InfoSnapshot } from './conversation-info.ts';
import { chatRefusal } from './refuse.ts';

/** One thing to tell. `said`: the sequence of a message, which is told once. */
type Told = { event: string; payload: unknown; said: number | null };

type Hold = { snapshot: InfoSnapshot; queue: Told[] };

/** Completes a snapshot with what was said. */
export type Complete = (snapshot: InfoSnapshot) => Promise<ConversationInfo>;

export class Listener {
  readonly socket: Socket;
  readonly #complete: Complete;
  readonly #shown: (payload: unknown) => unknown;
  readonly #holds = new Map<string, Hold>();
  #waiting: (Told & { conversationId: string | null })[] | null = [];
  #gone = false;

  /** `shown`: what the listener may see of a payload, as the last step before it leaves. */
  constructor(socket: Socket, complete: Complete, shown = (payload: unknown): unknown => payload) {
    this.socket = socket;
    this.#complete = complete;
    this.#shown = shown;
  }

  /** What happens to the listener, or in a conversation; there it waits for the whole of it. */
  tell(
    event: string,
    payload: unknown,
    conversationId: string | null = null,
    said: number | null = null,
  ): void {
    if (this.#gone) return;
    const told = { event, payload, said };
    if (this.#waiting !== null) {
      this.#waiting.push({ ...told, conversationId });
      return;
    }
    const hold = conversationId === null ? undefined : this.#holds.get(conversationId);
    if (hold === undefined) this.socket.emit(event, this.#shown(payload));
    else hold.queue.push(told);
  }

  /** Tells past everything that waits. */
  tellNow(event: string, payload: unknown): void {
    if (!this.#gone) this.socket.emit(event, this.#shown(payload));
  }

  /** From here on what happens is told at once. */
  goLive(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const { event, payload, conversationId, said } of waiting)
      this.tell(event, payload, conversationId, said);
  }

  /** From here on what happens in a conversation waits for the whole of it; a newer whole replaces an older. */
  hold(snapshot: InfoSnapshot): void {
    const { conversationId } = snapshot;
    this.#holds.set(conversationId, { snapshot, queue: this.#holds.get(conversationId)?.queue ?? [] });
  }

  /** Shows the whole of a conversation, then what has happened since. */
  async present(snapshot: InfoSnapshot): Promise<void> {
    const { conversationId } = snapshot;
    if (this.#holds.get(conversationId)?.snapshot !== snapshot) this.hold(snapshot);
    let found: ConversationInfo | null = null;
    try {
      found = await this.#complete(snapshot);
    } catch (error) {
      const { code, msg, statusCode } = chatRefusal(error);
      this.tellNow('errors', { task: 'conversationInfo', code, msg, statusCode });
    }
    const hold = this.#holds.get(conversationId);
    if (hold?.snapshot !== snapshot) return;
    this.#holds.delete(conversationId);
    if (found !== null) this.tellNow('conversationInfo', found);
    for (const { event, payload, said } of hold.queue) {
      const isShown = found !== null && said !== null && said <= snapshot.seq;
      if (!isShown) this.tell(event, payload, conversationId, said);
    }
  }

  /** Nothing is told any more. */
  detach(): void {
    this.#gone = true;
    this.#holds.clear();
    this.#waiting = [];
  }
}
