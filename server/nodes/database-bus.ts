/** The bus over the database's notifications: slower than Redis, and there whenever the database is. */
import { randomUUID } from 'node:crypto';
import { openNotifications } from '../store/notifications.ts';
import { NOTIFICATION_BYTES } from '../store/notifications.ts';
import { Listeners } from './bus.ts';
import type { Bus } from './bus.ts';

/** A notification is short: longer texts go in parts, of so many bytes before they are written in Base64. */
const PART_BYTES = Math.floor((NOTIFICATION_BYTES - 400) * 0.75);
/** Texts of which not all parts have come; the oldest is given up first. */
const MOST_INCOMPLETE = 200;
/** A longer text is not sent: its topic's listeners find another way. */
const MOST_PARTS = 400;

type Part = { node: string; topic: string; id: string; part: number; of: number; why: Reason; text: string };
type Incomplete = { parts: (string | undefined)[]; missing: number };

/** `alone`: the sender has no Redis; `along`: another node has none. */
type Reason = 'alone' | 'along';

export type DatabaseBusOptions = {
  databaseUrl: string;
  channel: string;
  /** Names this process. */
  node: string;
  /** Another process has no Redis: it hears nothing but what is sent here. */
  onLonely: () => void;
  onTrouble: (error: unknown) => void;
};

export type DatabaseBus = Omit<Bus, 'publish'> & {
  publish(topic: string, text: string, why: Reason): void;
};

export function openDatabaseBus(options: DatabaseBusOptions): DatabaseBus {
  const { node, databaseUrl, channel, onTrouble } = options;
  const listeners = new Listeners();
  const incomplete = new Map<string, Incomplete>();
  const notifications = openNotifications({ databaseUrl, channel, onText: hear, onTrouble });

  function hear(text: string): void {
    const part = readPart(text);
    if (part === null || part.node === node) return;
    if (part.why === 'alone') options.onLonely();
    if (!listeners.has(part.topic)) return;
    const whole = part.of === 1 ? part.text : assembled(part);
    if (whole !== null) listeners.tell(part.topic, Buffer.from(whole, 'base64').toString('utf8'));
  }

  function assembled({ id, part, of, text }: Part): string | null {
    const begun = incomplete.get(id) ?? { parts: Array<string | undefined>(of).fill(undefined), missing: of };
    if (begun.parts[part] === undefined) begun.missing -= 1;
    begun.parts[part] = text;
    incomplete.delete(id);
    if (begun.missing === 0) return begun.parts.join('');
    incomplete.set(id, begun);
    const [oldest] = incomplete.keys();
    if (incomplete.size > MOST_INCOMPLETE && oldest !== undefined) incomplete.delete(oldest);
    return null;
  }

  return {
    publish: (topic, text, why) => {
      const bytes = Buffer.from(text, 'utf8');
      const of = Math.max(1, Math.ceil(bytes.length / PART_BYTES));
      if (of > MOST_PARTS) return;
      const id = randomUUID();
      notifications.send(
        Array.from({ length: of }, (_none, part) => {
          const slice = bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES).toString('base64');
          return JSON.stringify([node, topic, id, part, of, why, slice]);
        }),
      );
    },
    subscribe: (topic, listener) => listeners.add(topic, listener),
    close: () => notifications.close(),
  };
}

/** Anybody who may use the database may notify: what is not ours is dropped. */
function readPart(payload: string): Part | null {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return null;
  }
  if (!Array.isArray(value)) return null;
  const [node, topic, id, part, of, why, text] = value as unknown[];
  if (typeof node !== 'string' || typeof topic !== 'string' || typeof id !== 'string') return null;
  if (typeof part !== 'number' || typeof of !== 'number' || typeof text !== 'string') return null;
  if (why !== 'alone' && why !== 'along') return null;
  if (!Number.isInteger(part) || !Number.isInteger(of) || part < 0 || part >= of || of > MOST_PARTS)
    return null;
  return { node, topic, id, part, of, why, text };
}
