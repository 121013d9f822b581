import { randomUUID } from 'node:crypto';
import type { OutboxItem } from '../../../store/outbox.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { isOver, customerRefusal } from '../customer-error.ts';
import { submit } from '../../shared/refusals.ts';
import { postToWebhook } from './webhook.ts';
import { webhookMessage } from './webhook-message.ts';

/** How stubbornly messages are sent. Durations in ms. */
export type SendingOptions = {
  /** Attempts before a message counts as failed. */
  attempts: number;
  /** Pause after the first failure; it doubles with each further one, ± half. */
  firstPauseMs: number;
  longestPauseMs: number;
  /** How long a webhook may take to answer. */
  timeoutMs: number;
  /** Messages under way at once. */
  concurrency: number;
};

export const DEFAULT_SENDING: SendingOptions = {
  attempts: 8,
  firstPauseMs: 1_000,
  longestPauseMs: 120_000,
  timeoutMs: 10_000,
  concurrency: 8,
};

/** Beyond the webhook's timeout: an attempt that took this long died with its process. */
const LEASE_SPARE_MS = 20_000;
/** What has left is kept this long for those who look into a complaint. */
const KEEP_MS = 7 * 86_400_000;
const CLEAR_EVERY_MS = 3_600_000;
/** The longest sleep: rows that another node filled are found by then. */
const LONGEST_SLEEP_MS = 30_000;

/**
 * Sends what is in the outbox, each session's messages in their order. A row is claimed in a short transaction
 * (`for update skip locked`) and posted outside of it, because on the embedded database an open transaction
 * would keep everybody else waiting. A claim that its process did not live to settle is taken up again; the
 * connector recognises the repetition by the `Idempotency-Key`, which is the message's id.
 */
export class OutboxSender {
  readonly #context: GatewayContext;
  readonly #options: SendingOptions;
  readonly #underWay = new Set<Promise<void>>();
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | null = null;
  #again = false;
  #clearedAt = 0;

  constructor(context: GatewayContext, options: SendingOptions) {
    this.#context = context;
    this.#options = options;
  }

  /** Something may be waiting. */
  wake(): void {
    if (this.#stop.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#again = true;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
      if (this.#again) this.wake();
    });
  }

  /** Stops; what is under way is cut off and sent again by the next process. */
  async close(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#timer);
    await this.#looking;
    await Promise.all(this.#underWay);
  }

  async #look(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      try {
        await this.#drain();
        if (!this.#stop.signal.aborted) await this.#sleep();
      } catch (error) {
        this.#context.logger.error({ err: error }, 'The outbox could not be read');
        this.#wakeIn(this.#options.longestPauseMs);
      }
    }
  }

  /** Claims and starts as much as may be under way at once. */
  async #drain(): Promise<void> {
    while (!this.#stop.signal.aborted && this.#underWay.size < this.#options.concurrency) {
      const items = await this.#claim(this.#options.concurrency - this.#underWay.size);
      if (items.length === 0) return;
      for (const item of items) {
        const sending: Promise<void> = this.#send(item).finally(() => {
          this.#underWay.delete(sending);
          this.wake();
        });
        this.#underWay.add(sending);
      }
    }
  }

  #claim(limit: number): Promise<OutboxItem[]> {
    const now = this.#context.engine.now();
    const leaseUntil = now + this.#options.timeoutMs + LEASE_SPARE_MS;
    return this.#context.outbox.claim({ now, leaseUntil, limit });
  }

  async #send(item: OutboxItem): Promise<void> {
    try {
      const connector = this.#context.directory().connector(item.connector_id);
      const message = await webhookMessage(this.#context, item);
      if (connector?.webhook == null || message === null) {
        await this.#fail(item, connector?.webhook == null ? 'NO_WEBHOOK' : 'ERASED');
        return;
      }
      const { timeoutMs } = this.#options;
      const target = { ...connector, webhook: connector.webhook };
      const result = await postToWebhook(target, message, { timeoutMs, signal: this.#stop.signal });
      if (result.ok) await this.#succeed(item);
      else if (this.#stop.signal.aborted)
        await this.#context.outbox.settle(item, { next_at: this.#context.engine.now() });
      else if (result.final || item.attempts >= this.#options.attempts) await this.#fail(item, result.reason);
      else await this.#postpone(item, result.reason, result.retryAfterMs);
    } catch (error) {
      // The claim runs out by itself and the message is tried again.
      this.#context.logger.error(
        { err: error, messageId: item.message_id },
        'A message could not be passed on',
      );
    }
  }

  /** The tick before the row: a crash in between repeats the post, which the connector recognises. */
  async #succeed(item: OutboxItem): Promise<void> {
    await this.#mark(item, 'DELIVERED', null);
    await this.#context.outbox.settle(item, {
      state: 'SENT',
      settled_at: this.#context.engine.now(),
      reason: null,
    });
  }

  async #fail(item: OutboxItem, reason: string): Promise<void> {
    const { message_id: messageId, connector_id: connectorId, attempts } = item;
    this.#context.logger.warn(
      { messageId, connectorId, reason, attempts },
      'A message could not be delivered',
    );
    await this.#mark(item, 'FAILED', reason);
    await this.#context.outbox.settle(item, {
      state: 'FAILED',
      settled_at: this.#context.engine.now(),
      reason,
    });
  }

  async #postpone(item: OutboxItem, reason: string, retryAfterMs: number | null): Promise<void> {
    const { firstPauseMs, longestPauseMs } = this.#options;
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** (item.attempts - 1)) * (0.5 + Math.random());
    const wait = Math.max(pause, Math.min(retryAfterMs ?? 0, longestPauseMs));
    await this.#context.outbox.settle(item, {
      next_at: Math.ceil(this.#context.engine.now() + wait),
      reason,
    });
  }

  async #mark(item: OutboxItem, status: 'DELIVERED' | 'FAILED', reason: string | null): Promise<void> {
    try {
      await submit(this.#context.engine, {
        id: randomUUID(),
        type: 'message.mark',
        conversationId: item.conversation_id,
        messageId: item.message_id,
        status,
        by: { kind: 'SYSTEM' },
        reason,
      });
    } catch (error) {
      // Nobody looks at a conversation that is closed; anything else is tried again with the message.
      const { error: code } = customerRefusal(error);
      if (!isOver(error) && code !== 'MESSAGE_NOT_FOUND') throw error;
    }
  }

  /** Until the next row is due; whatever is settled before wakes anyway. Old rows are cleared on the way. */
  async #sleep(): Promise<void> {
    const now = this.#context.engine.now();
    if (now - this.#clearedAt > CLEAR_EVERY_MS) {
      this.#clearedAt = now;
      await this.#context.outbox.clear(now - KEEP_MS);
    }
    if (this.#underWay.size >= this.#options.concurrency) return;
    const next = (await this.#context.outbox.nextAt()) ?? Number.POSITIVE_INFINITY;
    this.#wakeIn(Math.min(LONGEST_SLEEP_MS, next - this.#context.engine.now()));
  }

  #wakeIn(ms: number): void {
    if (this.#stop.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), Math.max(1, ms));
    this.#timer.unref();
  }
}
