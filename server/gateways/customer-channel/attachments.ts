import type { Socket } from 'socket.io';

/** Where a customer's words go: known once the socket has joined, so that a message waits for nothing else. */
export type Place = { sessionId: string; conversationId: string; customerId: string; customerName: string };

/** A frame for a customer's socket. */
export type Frame = { event: string; payload: unknown };

/**
 * One socket that takes part in one session. While the history is being sent, live frames wait behind it, so
 * that everything arrives in order (D23).
 */
export class Attachment {
  readonly socket: Socket;
  readonly place: Place;
  #waiting: Frame[] | null = [];
  #detached = false;

  constructor(socket: Socket, place: Place) {
    this.socket = socket;
    this.place = place;
  }

  /** A live frame: sent, or kept until `goLive`. */
  deliver(frame: Frame): void {
    if (this.#detached) return;
    if (this.#waiting === null) this.socket.emit(frame.event, frame.payload);
    else this.#waiting.push(frame);
  }

  /** Sends past the waiting frames: history, and what answers a request. */
  sendNow(frame: Frame): void {
    if (!this.#detached) this.socket.emit(frame.event, frame.payload);
  }

  /** What waited goes out, and from now on everything at once. */
  goLive(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const frame of waiting) this.deliver(frame);
  }

  /** Nothing goes out any more. */
  detach(): void {
    this.#detached = true;
  }
}

/** Which sockets of this process take part in which session. */
export class Attachments {
  readonly #bySession = new Map<string, Set<Attachment>>();
  readonly #bySocket = new Map<string, Attachment>();

  /** Makes a socket take part; it leaves what it took part in before. */
  add(socket: Socket, place: Place): Attachment {
    const { sessionId } = place;
    const before = this.#bySocket.get(socket.id);
    if (before !== undefined) this.remove(before);
    const attachment = new Attachment(socket, place);
    this.#bySocket.set(socket.id, attachment);
    const all = this.#bySession.get(sessionId);
    if (all === undefined) this.#bySession.set(sessionId, new Set([attachment]));
    else all.add(attachment);
    return attachment;
  }

  remove(attachment: Attachment): void {
    const { sessionId } = attachment.place;
    attachment.detach();
    if (this.#bySocket.get(attachment.socket.id) === attachment) this.#bySocket.delete(attachment.socket.id);
    const all = this.#bySession.get(sessionId);
    all?.delete(attachment);
    if (all?.size === 0) this.#bySession.delete(sessionId);
  }

  ofSocket(socketId: string): Attachment | undefined {
    return this.#bySocket.get(socketId);
  }

  /** The sockets of a session as they are now. */
  ofSession(sessionId: string): readonly Attachment[] {
    const all = this.#bySession.get(sessionId);
    return all === undefined ? [] : [...all];
  }

  has(sessionId: string): boolean {
    return this.#bySession.has(sessionId);
  }

  get isEmpty(): boolean {
    return this.#bySession.size === 0;
  }
}
