/** Messages of other programs to customers of a channel, carried by the connector that is there for it. */
import { randomUUID } from 'node:crypto';
import { recentlyUsed } from '../../../recently-used.ts';
import type { Socket } from 'socket.io';
import type { ExternalMessage } from '../../../../protocol/chat-solution/rest.ts';

/** A socket by which messages of a channel go out. */
type Carrier = { readonly socket: Pick<Socket, 'connected' | 'emit'>; connects: string | null };

/** Messages that are remembered as sent. */
const MOST_SENT = 100_000;

export class ExternalMessages {
  readonly #byChannel = new Map<string, Carrier>();
  readonly #sent = recentlyUsed<string, string>(MOST_SENT);

  /** Another connector of the same channel is asked no more. */
  add(channel: string, carrier: Carrier): void {
    this.#byChannel.set(channel, carrier);
  }

  remove(carrier: Carrier): void {
    const { connects } = carrier;
    if (connects !== null && this.#byChannel.get(connects) === carrier) this.#byChannel.delete(connects);
  }

  /**
   * Sends a message, once for each id of a channel. `sent` is false when no connector is there; `requestId` is that of
   * the first attempt that went out.
   */
  send(message: ExternalMessage, now: number): { requestId: string; sent: boolean } {
    const { channel, messageId, destination, from, text } = message;
    const key = JSON.stringify([channel, messageId]);
    const before = this.#sent.get(key);
    if (before !== undefined) return { requestId: before, sent: true };
    const requestId = randomUUID();
    const connector = this.#byChannel.get(channel);
    if (connector?.socket.connected !== true) return { requestId, sent: false };
    this.#sent.set(key, requestId);
    connector.socket.emit('messageArrived', {
      conversationId: '',
      type: 'ChatMessage',
      requestId,
      messageId,
      timestamp: new Date(now).toISOString(),
      channel,
      from,
      to: [],
      refId: destination,
      text,
      attachments: [],
    });
    return { requestId, sent: true };
  }
}
