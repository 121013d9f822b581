/**
 * A socket and a server behind a network that fails, on the test's clock: questions and answers get lost, the
 * connection breaks and comes back by the client's own back-off, and the server stores each message id once.
 */
import type { Socket } from 'socket.io-client';
import { fields, text, under } from '../base/fields.ts';
import type { KeptEvent } from '../store/events.ts';
import type { Frame } from '../store/frames.ts';
import type { Conversation } from '../store/model.ts';
import { ME, presence } from './people.ts';

type Listener = (...args: unknown[]) => void;

/** As `start-desk.ts` sets Socket.IO up, ms. */
const BACKOFF = { first: 400, longest: 3000 };
const ANSWER_TAKES = 60;

/** Numbers that look random and are the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export class FlakyServer {
  connected = false;
  active = true;
  /** Messages as stored, in their order, by conversation. */
  readonly stored = new Map<string, string[]>();
  /** Parts of questions and of answers that get lost. */
  loss = 0;
  readonly io = {
    engine: {
      close: () => {
        this.#lose();
      },
    },
  };
  readonly #random: () => number;
  readonly #listeners = new Map<string, Listener[]>();
  readonly #events = new Map<string, KeptEvent[]>();
  readonly #open = new Map<string, Conversation>();
  #tell: (frame: Frame) => void = () => {};
  #up = true;
  /** What was said into a silent network: it arrives when that is back, unless the socket is gone. */
  #held: Frame[] = [];
  #attempts = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Where frames go that a socket would bring. */
  listen(tell: (frame: Frame) => void): void {
    this.#tell = tell;
  }

  asSocket(): Socket {
    return this as unknown as Socket;
  }

  get listeners(): number {
    return [...this.#listeners.values()].reduce((sum, each) => sum + each.length, 0);
  }

  /** The network goes: the browser notices, or it does not. */
  drop(noticed = true): void {
    this.#up = false;
    if (noticed) this.#lose();
  }

  /** The network is back. */
  restore(): void {
    this.#up = true;
    for (const frame of this.#held.splice(0)) if (this.connected) this.#tell(frame);
  }

  /** A conversation begins for the agent. */
  begin(conversation: Conversation): void {
    this.#open.set(conversation.id, conversation);
    this.#events.set(conversation.id, [...conversation.transcript.events]);
    this.stored.set(conversation.id, []);
    if (this.connected) this.#snapshot(conversation);
  }

  /** The agent leaves it. */
  end(id: string): void {
    this.#open.delete(id);
    this.#events.delete(id);
    if (this.connected) this.#later(() => this.#tell(this.#leaving(id)));
  }

  on(event: string, listener: Listener): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    return this;
  }

  connect(): this {
    clearTimeout(this.#retry);
    if (!this.active) this.active = true;
    this.#retry = setTimeout(() => {
      if (this.connected) return;
      if (!this.#up) {
        this.#hear('connect_error', new Error('xhr poll error'));
        this.#again();
        return;
      }
      this.connected = true;
      this.#attempts = 0;
      this.#hear('connect');
      this.#tell({
        type: 'presence',
        at: Date.now(),
        presence: { ...presence('READY'), mrds: [] },
        serverTime: Date.now(),
      });
      for (const conversation of this.#open.values()) this.#snapshot(conversation);
      this.#later(() => {
        if (this.connected) this.#tell({ type: 'link.settled', at: Date.now() });
      });
    }, ANSWER_TAKES);
    return this;
  }

  disconnect(): this {
    clearTimeout(this.#retry);
    this.connected = false;
    this.active = false;
    return this;
  }

  emit(): this {
    return this;
  }

  timeout(ms: number): { emitWithAck: (event: string, payload: unknown) => Promise<unknown> } {
    return {
      emitWithAck: (event, payload) =>
        new Promise((resolve, reject) => {
          const lost = setTimeout(() => {
            reject(new Error('operation has timed out'));
          }, ms);
          this.#later(() => {
            if (!this.#arrives()) return;
            const answer = this.#handle(event, payload);
            this.#later(() => {
              if (!this.#arrives()) return;
              clearTimeout(lost);
              resolve(answer);
            });
          });
        }),
    };
  }

  #arrives(): boolean {
    return this.#up && this.connected && this.#random() >= this.loss;
  }

  #later(what: () => void): void {
    setTimeout(what, ANSWER_TAKES);
  }

  #lose(): void {
    if (!this.connected) return;
    this.connected = false;
    this.#held = [];
    this.#hear('disconnect', 'transport close');
    this.#again();
  }

  #again(): void {
    const delay = Math.min(BACKOFF.longest, BACKOFF.first * 2 ** this.#attempts) * (0.5 + this.#random());
    this.#attempts += 1;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.connect(), delay);
  }

  #hear(event: string, ...args: unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(...args);
  }

  #handle(event: string, payload: unknown): unknown {
    const id = text(fields(payload).conversationId);
    const data = under(payload, 'cimEvent', 'data');
    const messageId = text(data.id);
    const events = this.#events.get(id);
    const stored = this.stored.get(id);
    if (event !== 'publishCimEvent') return { status: 'ok' };
    if (events === undefined || stored === undefined) return { status: 'error', code: 'NOT_FOUND', msg: '' };
    if (events.some((each) => each.what.type === 'message' && each.what.messageId === messageId))
      return { status: 'ok' };
    const body = text(under(data, 'body').markdownText);
    stored.push(body);
    const kept: KeptEvent = {
      id: messageId,
      seq: (events.at(-1)?.seq ?? 0) + 1,
      skipped: 0,
      at: Date.now(),
      what: {
        type: 'message',
        messageId,
        author: { kind: 'agent', id: ME.id, name: ME.name },
        whisper: false,
        body: { type: 'PLAIN', text: body, fields: {} },
        replyTo: null,
      },
    };
    events.push(kept);
    this.#later(() => {
      // What is said to a socket that is gone is gone: the snapshot says it again.
      if (!this.connected || !this.#open.has(id)) return;
      const frame: Frame = { type: 'event', at: Date.now(), conversationId: id, event: kept, actions: null };
      if (this.#up) this.#tell(frame);
      else this.#held.push(frame);
    });
    return { status: 'ok' };
  }

  #snapshot(conversation: Conversation): void {
    const events = [...(this.#events.get(conversation.id) ?? [])];
    const seq = events.at(-1)?.seq ?? 0;
    this.#tell({ type: 'topic', at: Date.now(), head: conversation, events, seq, earlier: false });
  }

  #leaving(id: string): Frame {
    return { type: 'topic.left', at: Date.now(), conversationId: id, reason: 'Wrap Up applied' };
  }
}
