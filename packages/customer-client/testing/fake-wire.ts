/** A wire for tests: what the client sends is kept, and the test is the server. */
import type { Wire, WireEvents, WireFactory } from '../wire.ts';

export type Sent = {
  name: string;
  payload: Record<string, unknown>;
  /** Acknowledges; null stands for an answer that never came. */
  answer: (acknowledgement: unknown) => void;
};

export type FakeWire = {
  factory: WireFactory;
  /** Everything that was sent and not yet looked at. */
  sent: Sent[];
  /** Takes the oldest of these; fails when there is none. */
  take: (name: string) => Sent;
  /** Messages with a body of this type. */
  bodies: (type: string) => Record<string, unknown>[];
  connect: () => void;
  drop: () => void;
  refuse: (code: string) => void;
  emit: (name: string, payload: unknown) => void;
  wanted: () => boolean;
};

export function fakeWire(): FakeWire {
  const sent: Sent[] = [];
  let events: WireEvents | null = null;
  let open = false;
  let wanted = false;
  const listeners = (): WireEvents => {
    if (events === null) throw new Error('No client has taken the wire.');
    return events;
  };
  const wire: Wire = {
    open: () => {
      wanted = true;
    },
    close: () => {
      wanted = false;
      open = false;
    },
    wake: () => {},
    isOpen: () => open,
    send: (name, payload, answer) => {
      sent.push({ name, payload: payload as Record<string, unknown>, answer: answer ?? (() => {}) });
    },
  };
  return {
    factory: (given) => {
      events = given;
      return wire;
    },
    sent,
    take: (name) => {
      const index = sent.findIndex((one) => one.name === name);
      const [found] = index === -1 ? [] : sent.splice(index, 1);
      if (found === undefined) throw new Error(`${name} was not sent.`);
      return found;
    },
    bodies: (type) =>
      sent.flatMap(({ payload }) => {
        const body = payload.body as Record<string, unknown> | undefined;
        return body?.type === type ? [body] : [];
      }),
    connect: () => {
      open = true;
      listeners().onOpen();
    },
    drop: () => {
      open = false;
      listeners().onClose();
    },
    refuse: (code) => {
      listeners().onRefused(code);
    },
    emit: (name, payload) => {
      listeners().onEvent(name, payload);
    },
    wanted: () => wanted,
  };
}

let seq = 0;

/** `MESSAGE_RECEIVED` of an agent. */
export function agentFrame(body: object, more: object = {}) {
  seq += 1;
  return {
    id: `agent-${String(seq)}`,
    seq,
    header: {
      sender: { id: 'a1', type: 'AGENT', senderName: 'Amina Okafor' },
      timestamp: seq * 1000,
      conversationId: 'c1',
      channelSessionId: 's1',
    },
    body,
    ...more,
  };
}

export const plain = (markdownText: string) => ({ type: 'PLAIN', markdownText });
export const notification = (notificationType: string, notificationData?: object) => ({
  type: 'NOTIFICATION',
  notificationType,
  ...(notificationData !== undefined && { notificationData }),
});
