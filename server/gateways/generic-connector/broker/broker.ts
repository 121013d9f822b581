/** The broker: takes the commands from one queue, and puts the events into the topics of the clients. */
import { Client, ReconnectionTimeMode, StompConfig, StompHeaders } from '@stomp/stompjs';
import type { IMessage, StompSubscription } from '@stomp/stompjs';
import type { Logger } from 'pino';
import type { Destination, Door, Message } from '../destination.ts';
import { StompSocket } from './stomp-socket.ts';

export type BrokerOptions = {
  /** The brokers, tried in turn. */
  urls: readonly string[];
  user: string | null;
  password: string | null;
  /** Certificates (PEM) that it is trusted by; undefined: those of the system. */
  ca: readonly string[] | undefined;
  queue: string;
  logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Takes a command over. Never throws. */
  take: (message: Message) => void;
  /** Whether there is room for another command; `resume` is called when there is again. */
  hasRoom: () => boolean;
};

/** The most commands that are at the connector without being acknowledged. */
const PREFETCH = 500;

/** How many ids of commands are remembered: the broker may deliver a command again whose acknowledgement was lost. */
const REMEMBERED = 10_000;

const HEARTBEAT_MS = 5_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 4_000;
const CONNECT_MS = 5_000;
const GOODBYE_MS = 1_500;

const ADDRESS = /^\/(topic|queue|temp-topic|temp-queue|remote-temp-topic|remote-temp-queue)\/\S{1,500}$/;

export class Broker implements Door {
  readonly what = 'broker';
  readonly #options: BrokerOptions;
  readonly #client: Client;
  readonly #seen = new Set<string>();
  /** Came while there was no room. They are not acknowledged, so the broker sends no more than `PREFETCH`. */
  #held: IMessage[] = [];
  #socket: StompSocket | null = null;
  #subscription: StompSubscription | null = null;
  #turn = 0;
  #wasConnected = false;

  constructor(options: BrokerOptions) {
    this.#options = options;
    const { urls, user, password, ca, logger } = options;
    const config = {
      webSocketFactory: () => {
        this.#socket = new StompSocket(urls[this.#turn++ % urls.length] ?? '', ca);
        return this.#socket;
      },
      connectHeaders: headersOf({
        ...(user !== null && { login: user }),
        ...(password !== null && { passcode: password }),
      }),
      heartbeatIncoming: HEARTBEAT_MS,
      heartbeatOutgoing: HEARTBEAT_MS,
      reconnectDelay: FIRST_PAUSE_MS,
      reconnectTimeMode: ReconnectionTimeMode.EXPONENTIAL,
      maxReconnectDelay: LONGEST_PAUSE_MS,
      connectionTimeout: CONNECT_MS,
      discardWebsocketOnCommFailure: true,
      onConnect: () => this.#connected(),
      onStompError: ({ headers }) => {
        logger.warn({ said: headers.message }, 'the broker has refused something');
      },
      onWebSocketClose: () => this.#lost(),
      onUnhandledMessage: () => this.#socket?.frameRead(),
      onUnhandledReceipt: () => this.#socket?.frameRead(),
      onUnhandledFrame: () => this.#socket?.frameRead(),
    } satisfies Partial<StompConfig>;
    this.#client = new Client(Object.assign(new StompConfig(), config));
  }

  get isConnected(): boolean {
    return this.#client.connected;
  }

  /** Connects, and again whenever the connection is lost. */
  open(): void {
    this.#client.activate();
  }

  /** Takes no commands from now on; events still go out. */
  stopTaking(): void {
    this.#held = [];
    if (this.#client.connected) this.#subscription?.unsubscribe();
    this.#subscription = null;
  }

  async close(): Promise<void> {
    const cut = setTimeout(() => void this.#client.deactivate({ force: true }), GOODBYE_MS);
    await this.#client.deactivate();
    clearTimeout(cut);
  }

  /** There is room for commands again. */
  resume(): void {
    while (this.#held.length > 0 && this.#options.hasRoom()) {
      const next = this.#held.shift();
      if (next !== undefined) this.#take(next);
    }
  }

  /** A topic, by the name that a client gives it. */
  readonly topic = (name: string): Destination => this.#at(`/topic/${name}`);

  #at(address: string): Destination {
    return { name: address, door: this, tell: ({ type, body }) => this.#publish(address, type, body) };
  }

  #connected(): void {
    const { queue, logger } = this.#options;
    this.#wasConnected = true;
    this.#held = [];
    logger.info({ queue }, 'connected with the broker');
    const headers = headersOf({
      ack: 'client-individual',
      'activemq.prefetchSize': String(PREFETCH),
      // An agent's commands all come to the process that knows the agent; of several, one stands by.
      'activemq.exclusive': 'true',
    });
    this.#subscription = this.#client.subscribe(`/queue/${queue}`, (message) => this.#came(message), headers);
  }

  #lost(): void {
    // What was not acknowledged comes again.
    this.#held = [];
    this.#subscription = null;
    if (this.#wasConnected) this.#options.logger.warn('the connection with the broker was lost');
    this.#wasConnected = false;
  }

  #came(message: IMessage): void {
    this.#socket?.frameRead();
    // The client writes to the console what a handler throws.
    try {
      if (this.#subscription === null) return;
      if (this.#held.length > 0 || !this.#options.hasRoom()) this.#held.push(message);
      else this.#take(message);
    } catch (error) {
      this.#options.logger.error({ err: error }, 'a command could not be taken');
    }
  }

  /** At most once: it is acknowledged before anything is done, and never done again. */
  #take(message: IMessage): void {
    const { headers } = message;
    message.ack();
    const id = headers['message-id'] ?? '';
    if (this.#seen.has(id)) return;
    this.#seen.add(id);
    for (const oldest of this.#seen) {
      if (this.#seen.size <= REMEMBERED) break;
      this.#seen.delete(oldest);
    }
    const replyTo = headers['reply-to'];
    const isAnswerable = replyTo !== undefined && ADDRESS.test(replyTo) && !this.#isOwn(replyTo);
    const sentAt = Number(headers.timestamp);
    this.#options.take({
      door: this,
      type: headers.type,
      body: message.body,
      sentAt: Number.isFinite(sentAt) && sentAt > 0 ? sentAt : null,
      destination: this.topic,
      replyTo: isAnswerable ? this.#at(replyTo) : null,
    });
  }

  #isOwn(address: string): boolean {
    return address === `/queue/${this.#options.queue}`;
  }

  #publish(destination: string, type: string, body: string): void {
    // Nobody hears it: a topic keeps nothing either.
    if (!this.#client.connected) return;
    try {
      // With a length the broker would make bytes of it, which JMS clients do not read as text.
      this.#client.publish({
        destination,
        body,
        headers: headersOf({ type }),
        skipContentLengthHeader: true,
      });
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'an event could not be sent to the broker');
    }
  }
}

function headersOf(headers: Record<string, string>): StompHeaders {
  return Object.assign(new StompHeaders(), headers);
}
