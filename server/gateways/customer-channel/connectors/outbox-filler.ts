import { lookup } from '../../../core/lookup.ts';
import type { Turn } from '../../../engine/contract.ts';
import type { NewOutboxItem, WrittenMessage } from '../../../store/outbox.ts';
import type { GatewayContext } from '../../shared/context.ts';

/** How far the journal may run ahead of the stored cursor while nothing has to leave (events). */
const CURSOR_STEP = 2_000;
/** Journal entries that are looked through at once. */
const PAGE = 500;
/** Pause before another try when the store refused (ms). */
const RETRY_MS = 2_000;

/**
 * Puts agents' messages into the outbox: read from the journal, after a cursor that is moved in the same
 * transaction. So a message that was committed leaves, whenever the process dies, and none leaves that was not.
 */
export class OutboxFiller {
  readonly #context: GatewayContext;
  readonly #onFilled: () => void;
  /** Everything up to here is in the outbox or has nowhere to go. */
  #filledTo = 0;
  #storedTo = 0;
  /** The last turn that was delivered. */
  #seenTo = 0;
  #wanted = false;
  /** Whether something up to `#seenTo` may still have to be put in. */
  #owed = true;
  #retry: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;

  constructor(context: GatewayContext, onFilled: () => void) {
    this.#context = context;
    this.#onFilled = onFilled;
  }

  /** Takes up where the last process stopped. Turns before `start` are found in the journal. */
  async start(): Promise<void> {
    this.#filledTo = await this.#context.outbox.cursor();
    this.#storedTo = this.#filledTo;
    const head = await this.#context.engine.read(({ world }) => world.state.seq);
    this.#seenTo = Math.max(this.#seenTo, head);
    this.#fillSoon();
    await this.#running;
  }

  /** For `engine.onTurn`: what to do once the turn is durable. */
  notice(turn: Turn): (() => void) | undefined {
    const last = turn.events.at(-1);
    if (last === undefined) return undefined;
    const leaves = turn.events.some((event) => {
      if (event.type !== 'message.sent' || event.sender.kind !== 'AGENT' || event.visibility !== 'ALL')
        return false;
      const sessions = lookup(turn.world.state.conversations, event.conversationId)?.sessionIds ?? [];
      return sessions.some((id) => this.#hasWebhook(lookup(turn.world.state.sessions, id)?.channelId));
    });
    return () => {
      this.#seenTo = last.seq;
      if (leaves) {
        this.#owed = true;
        this.#fillSoon();
      } else if (!this.#owed) {
        this.#filledTo = last.seq;
        if (last.seq - this.#storedTo > CURSOR_STEP) this.#fillSoon();
      }
    };
  }

  /** Waits for what is under way and notes how far it came; what is missing then, the next process finds. */
  async close(): Promise<void> {
    this.#wanted = false;
    await this.#running;
    clearTimeout(this.#retry);
    if (this.#owed || this.#filledTo === this.#storedTo) return;
    try {
      await this.#context.outbox.moveCursor(this.#filledTo);
    } catch (error) {
      this.#context.logger.debug({ err: error }, 'The outbox does not know how far it came');
    }
  }

  #fillSoon(): void {
    this.#wanted = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  }

  async #run(): Promise<void> {
    while (this.#wanted) {
      this.#wanted = false;
      try {
        await this.#fill(this.#seenTo);
        this.#owed = this.#isWanted();
      } catch (error) {
        // The cursor has not moved: the same part is read again.
        this.#context.logger.error({ err: error }, 'The outbox could not be filled');
        clearTimeout(this.#retry);
        this.#retry = setTimeout(() => this.#fillSoon(), RETRY_MS);
        this.#retry.unref();
      }
    }
  }

  /** Asked for again while it ran. */
  #isWanted(): boolean {
    return this.#wanted;
  }

  async #fill(to: number): Promise<void> {
    for (;;) {
      const written = await this.#context.outbox.written({ after: this.#filledTo, to, limit: PAGE });
      const complete = written.length < PAGE;
      const upTo = complete ? to : (written.at(-1)?.seq ?? to);
      const rows = await this.#rows(written);
      await this.#context.outbox.put(rows, upTo);
      this.#filledTo = upTo;
      this.#storedTo = upTo;
      if (rows.length > 0) this.#onFilled();
      if (complete) return;
    }
  }

  /** Each message with the session that it answers, as far as that session's channel has a webhook. */
  async #rows(written: readonly WrittenMessage[]): Promise<NewOutboxItem[]> {
    const spans = await this.#context.outbox.sessionSpans([
      ...new Set(written.map(({ conversationId }) => conversationId)),
    ]);
    return written.flatMap((message) => {
      const open = spans.filter(
        (span) =>
          span.conversationId === message.conversationId && span.from < message.seq && message.seq < span.to,
      );
      // The session that the agent chose, else the first one: the one to answer by (core/state.ts).
      const span = open.find(({ sessionId }) => sessionId === message.wished) ?? open[0];
      const connectorId = span && this.#context.directory().channel(span.channelId)?.connectorId;
      if (span === undefined || connectorId == null || !this.#hasWebhook(span.channelId)) return [];
      return {
        message_id: message.messageId,
        conversation_id: message.conversationId,
        seq: message.seq,
        session_id: span.sessionId,
        connector_id: connectorId,
        created_at: message.at,
        next_at: message.at,
      };
    });
  }

  #hasWebhook(channelId: string | undefined): boolean {
    const directory = this.#context.directory();
    const connectorId = channelId === undefined ? undefined : directory.channel(channelId)?.connectorId;
    return connectorId != null && directory.connector(connectorId)?.webhook != null;
  }
}
