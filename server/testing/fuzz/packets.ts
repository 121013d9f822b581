/** Packets that no client library makes, and some that one does: the next one from a seed. */
import { CUSTOMER_EVENTS } from '../../../protocol/customer-channel/names.ts';
import { CHAT_CLIENT_EVENTS } from '../../../protocol/chat-solution/names.ts';
import { CLIENT_EVENTS } from '../../../protocol/agent-manager/aliases.ts';
import type { Random } from '../../simulation/random.ts';

/** One thing that is written to a connection. */
export type RawPacket =
  | { kind: 'text'; content: string }
  /** A frame of bytes that need not be a text. */
  | { kind: 'bytes'; content: Buffer }
  | { kind: 'binary'; content: Buffer }
  /** A frame that is begun and not ended. */
  | { kind: 'part'; content: string };

const NAMES: readonly [string, ...string[]] = [
  '',
  ...CLIENT_EVENTS,
  ...Object.values(CUSTOMER_EVENTS),
  ...CHAT_CLIENT_EVENTS,
  'disconnect',
  'connect',
  'error',
  'newListener',
  '__proto__',
  'constructor',
  'toString',
  'x'.repeat(5_000),
  '\u0000',
  '\ud800',
];
const FIELDS: readonly [string, ...string[]] = [
  'conversationId',
  'taskId',
  'agentId',
  'id',
  'header',
  'body',
  'cimEvent',
  'data',
  'type',
  'state',
  'head',
  'AgentId',
  'State',
  'participant',
  'requestId',
  'attachments',
  'to',
];
const BODY_TYPES: readonly [string, ...string[]] = [
  'PLAIN',
  'plain',
  'WRAPUP',
  'BUTTON',
  'CAROUSEL',
  'NOTIFICATION',
  'URL',
  'constructor',
  'ChatMessage',
  'ActivityMessage',
  'BotMessage',
  '',
];
const INVALID_UTF8: readonly [number[], ...number[][]] = [
  [0xff, 0xfe],
  [0xc3, 0x28],
  [0xed, 0xa0, 0x80],
  [0xf8, 0x88, 0x80, 0x80, 0x80],
  [0x80],
];

/** One of these, each as likely. */
export function oneOf<T>(random: Random, items: readonly [T, ...T[]]): T {
  return random.pick(items) ?? items[0];
}

/** A value of any JSON type, some of them shaped like what is expected. */
export function anyValue(random: Random, depth = 0): unknown {
  const kinds = depth > 4 ? 6 : 10;
  switch (random.int(kinds)) {
    case 0:
      return null;
    case 1:
      return random.int(2) === 0;
    case 2:
      return oneOf(random, [0, -0, -1, 1e308, 7, 2 ** 53, 0.1]);
    case 3:
      return oneOf(random, NAMES);
    case 4:
      return 'y'.repeat(random.int(3_000));
    case 5:
      return oneOf(random, [
        '\u202e',
        '\ud83d',
        '\u0000',
        '<script>',
        '${x}',
        '%00',
        '00000000-0000-4000-8000-000000000000',
      ]);
    case 6:
      return Array.from({ length: random.int(5) }, () => anyValue(random, depth + 1));
    case 7:
      return {
        type: oneOf(random, BODY_TYPES),
        markdownText: anyValue(random, depth + 1),
        [oneOf(random, NAMES)]: 1,
      };
    case 8:
      return { id: anyValue(random, depth + 1), header: {}, body: { type: 'PLAIN', markdownText: 'hello' } };
    default:
      return Object.fromEntries(
        Array.from({ length: random.int(5) }, () => [oneOf(random, FIELDS), anyValue(random, depth + 1)]),
      );
  }
}

/** An event as Socket.IO writes it, its name of any type, with or without an acknowledgement's id. */
function event(random: Random): string {
  const name = random.int(3) === 0 ? anyValue(random) : oneOf(random, NAMES);
  const args = Array.from({ length: random.int(3) }, () => anyValue(random));
  return `42${ack(random)}${JSON.stringify([name, ...args])}`;
}

function ack(random: Random): string {
  return oneOf(random, ['', '', '0', '7', '99999999999999999999', '-1', '1e3', '٣']);
}

/** The next packet of a client that means harm. */
export function nextPacket(random: Random): RawPacket {
  const text = (content: string): RawPacket => ({ kind: 'text', content });
  switch (random.int(16)) {
    case 0:
      return text(
        oneOf(random, [
          '42',
          '427',
          '42[7]',
          '42[7,{}]',
          '42[]',
          '42[null]',
          '42[{}]',
          '42{}',
          '42"x"',
          '42[[]]',
        ]),
      );
    case 1:
      // Any type of packet, on both levels.
      return text(`${random.int(10)}${random.int(10)}${ack(random)}${JSON.stringify(anyValue(random))}`);
    case 2:
      return text(
        `4${random.int(10)}${oneOf(random, ['/', '/x', '/../', '/%', '/__proto__', '/?a=b'])},${JSON.stringify(anyValue(random))}`,
      );
    case 3: {
      // Half of an event.
      const whole = event(random);
      return text(whole.slice(0, random.int(whole.length)));
    }
    case 4:
      return {
        kind: 'binary',
        content: Buffer.from(Array.from({ length: random.int(40) }, () => random.int(256))),
      };
    case 5:
      // Attachments that come, that do not come, and too many of them.
      return text(
        `45${oneOf(random, [0, 1, 2, 11, 99])}-${ack(random)}${JSON.stringify([oneOf(random, NAMES), { _placeholder: true, num: oneOf(random, [0, 1, -1, 'x']) }])}`,
      );
    case 6:
      return text(`43${ack(random)}${JSON.stringify([anyValue(random)])}`);
    case 7:
      return {
        kind: 'bytes',
        content: Buffer.concat([Buffer.from(event(random)), Buffer.from(oneOf(random, INVALID_UTF8))]),
      };
    case 8:
      return text(
        oneOf(random, [
          '',
          '2',
          '2probe',
          '3',
          '3probe',
          '5',
          '6',
          '1',
          '0',
          '9',
          'x',
          '40',
          '41',
          '40{"token":7}',
          '44{}',
          '4',
        ]),
      );
    case 9:
      return random.int(20) === 0 ? { kind: 'part', content: event(random) } : text(event(random));
    default:
      return text(event(random));
  }
}
