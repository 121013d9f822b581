/** A customer's client for tests: what came is kept in order, and can be waited for. */
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { io as io440 } from 'socket.io-client-440';
import type { MessageFrame, RequestAck, ResumeAck } from '../../../../protocol/customer-channel/frames.ts';
import { CUSTOMER_CHANNEL_PATH } from '../../../../protocol/customer-channel/names.ts';

export type Received = { event: string; payload: Record<string, unknown> };

export type Customer = {
  socket: Socket;
  received: Received[];
  /** Emits and resolves with the acknowledgement. */
  ask: (event: string, ...payload: unknown[]) => Promise<Record<string, unknown>>;
  /** The first frame, past or future, that fits. */
  waitFor: (fits: (frame: Received) => boolean) => Promise<Received>;
  waitForText: (text: string) => Promise<MessageFrame>;
  waitForNotification: (type: string) => Promise<MessageFrame>;
  /** Texts of all messages so far. */
  texts: () => string[];
  close: () => void;
};

type CustomerOptions = {
  channel?: string;
  identifier?: string;
  token?: string;
  /** An older client library. */
  client440?: boolean;
  transports?: string[];
  auth?: Record<string, unknown>;
  /** The page's, as a browser would say it. */
  origin?: string;
};

const open = new Set<Customer>();

/** Closes every client that a test has opened. */
export function closeCustomers(): void {
  for (const customer of open) customer.close();
  open.clear();
}

/** Connects; rejects with the `connect_error` when the handshake is refused. */
export async function connectCustomer(url: string, options: CustomerOptions = {}): Promise<Customer> {
  const connect = options.client440 === true ? (io440 as unknown as typeof io) : io;
  const socket = connect(url, {
    path: CUSTOMER_CHANNEL_PATH,
    forceNew: true,
    reconnection: false,
    transports: options.transports ?? ['websocket'],
    ...(options.origin !== undefined && { extraHeaders: { origin: options.origin } }),
    auth: options.auth ?? {
      serviceIdentifier: options.channel ?? 'demo-web',
      channelCustomerIdentifier: options.identifier ?? randomUUID(),
      ...(options.token !== undefined && { sessionToken: options.token }),
    },
  });
  const customer = keep(socket);
  open.add(customer);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return customer;
}

function keep(socket: Socket): Customer {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  socket.onAny((event: string, payload: Record<string, unknown>) => {
    received.push({ event, payload });
    for (const look of waiting) look();
  });
  const waitFor: Customer['waitFor'] = (fits) =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = received.find(fits);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  const messageThat = async (fits: (frame: MessageFrame) => boolean): Promise<MessageFrame> => {
    const found = await waitFor(
      ({ event, payload }) => event === 'MESSAGE_RECEIVED' && fits(payload as unknown as MessageFrame),
    );
    return found.payload as unknown as MessageFrame;
  };
  return {
    socket,
    received,
    ask: (event, ...payload) =>
      new Promise((resolve) => {
        socket.emit(event, ...payload, resolve);
      }),
    waitFor,
    waitForText: (text) => messageThat(({ body }) => 'markdownText' in body && body.markdownText === text),
    waitForNotification: (type) =>
      messageThat(({ body }) => 'notificationType' in body && body.notificationType === type),
    texts: () =>
      received.flatMap(({ event, payload }) => {
        const { body } = payload as unknown as MessageFrame;
        return event === 'MESSAGE_RECEIVED' && body.type === 'PLAIN' && 'markdownText' in body
          ? [body.markdownText ?? '']
          : [];
      }),
    close: () => {
      socket.disconnect();
    },
  };
}

type Started = Extract<RequestAck, { code: 200 }>;

/** Requests a chat and expects to get it. */
export async function startChat(customer: Customer, request: Record<string, unknown> = {}): Promise<Started> {
  const answer = (await customer.ask('CHAT_REQUESTED', request)) as unknown as RequestAck;
  if (answer.code !== 200) throw new Error(JSON.stringify(answer));
  return answer as Started;
}

export async function resumeChat(customer: Customer, after?: string): Promise<ResumeAck> {
  return (await customer.ask('CHAT_RESUMED', after === undefined ? {} : { after })) as unknown as ResumeAck;
}

/** `MESSAGE_RECEIVED` with a text. */
export function textMessage(text: string, id: string = randomUUID()) {
  return { id, header: {}, body: { type: 'PLAIN', markdownText: text } };
}

/** `additionalAttributes` with a filled form. */
export function withForm(answers: Record<string, string>, queue = '') {
  const attributes = Object.entries(answers).map(([key, value]) => ({ key, type: 'String100', value }));
  return {
    additionalAttributes: [
      { key: 'WebChannelData', type: 'WebChannelData', value: { queue, formData: { attributes } } },
    ],
  };
}
