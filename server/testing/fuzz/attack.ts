/** Speaks raw Engine.IO, Socket.IO and Bayeux to a server, as nobody, as a customer, as an agent, as a bot. */
import { CHAT_SOLUTION_PATH } from '../../../protocol/chat-solution/names.ts';
import { CUSTOMER_CHANNEL_PATH } from '../../../protocol/customer-channel/names.ts';
import { COMETD_PATH, REST_BASE } from '../../../protocol/genesys/names.ts';
import { SOCKET_PATHS } from '../../../protocol/agent-manager/handshake.ts';
import { createRandom } from '../../simulation/random.ts';
import type { Random } from '../../simulation/random.ts';
import { RawWebSocket } from '../raw-web-socket.ts';
import { anyValue, nextPacket, oneOf } from './packets.ts';
import type { RawPacket } from './packets.ts';

export type AttackOptions = {
  port: number;
  seed: string;
  /** How many packets in all. */
  packets: number;
  /** How many connections at once. */
  lanes: number;
  /** A good sign-in of an agent; null: the gateways of agents are attacked from outside alone. */
  agentToken: (() => Promise<string>) | null;
  /** Name and password of an agent of older protocols, who is attacked from inside. */
  agent: { username: string; password: string };
  /** A connector's key, by which programs of Chat Solution come. */
  connectorKey: string;
};

export type AttackReport = { packets: number; connections: number; refusedConnections: number };

/** As clients of Chat Solution come: at a path that they share, without a sign-in, in both versions of Engine.IO. */
const OLDER = '';

const PATHS: readonly [string, ...string[]] = [CUSTOMER_CHANNEL_PATH, OLDER, OLDER, ...SOCKET_PATHS];
/** A connection that the server leaves open is left after so many packets. */
const PER_CONNECTION = 60;
/** The same where each packet is a request, some of which are held. */
const PER_CLIENT = 20;
const COMETD = COMETD_PATH.slice(REST_BASE.length);
const BAYEUX_PATHS: readonly [string, ...string[]] = [
  COMETD,
  `${COMETD}/connect`,
  '/me',
  '/me/channels/chat',
  '/me/interactions/x',
  '/me/interactions/%00',
];

/** Resolves when all packets have been sent. Rejects when the server does not take a connection at all. */
export async function attack(options: AttackOptions): Promise<AttackReport> {
  const report = { packets: 0, connections: 0, refusedConnections: 0 };
  const lanes = Array.from({ length: options.lanes }, async (_, lane) => {
    const random = createRandom(`${options.seed}/${lane}`);
    const share = Math.ceil(options.packets / options.lanes);
    for (let sent = 0; sent < share;) {
      const count = Math.min(share - sent, PER_CONNECTION);
      report.connections += 1;
      const way = random.int(6);
      const done =
        way === 0
          ? await overBayeux(options, random, count)
          : way < 3
            ? await overPolling(options, random, count)
            : await overWebSocket(options, random, count);
      if (done === 0) report.refusedConnections += 1;
      // One that was refused counts as a packet, so that a server that refuses all ends the attack as well.
      sent += Math.max(1, done);
      report.packets += done;
    }
  });
  await Promise.all(lanes);
  return report;
}

/** Where a connection is opened: the path with its query, as far as that is not the transport's. */
function placeOf({ connectorKey }: AttackOptions, random: Random, path: string): string {
  if (path !== OLDER) return `${path}/?EIO=4`;
  return `${CHAT_SOLUTION_PATH}/?EIO=${oneOf(random, [3, 4, 4])}&key=${oneOf(random, [connectorKey, connectorKey, 'x'])}`;
}

/** What joins a namespace as somebody, and what that one says first; none joins no namespace. */
async function greeting(
  { agentToken, agent }: AttackOptions,
  random: Random,
  path: string,
): Promise<string[]> {
  if (path === OLDER) {
    const login = { agentId: agent.username, password: agent.password, mrd: 'CHAT' };
    const begins = oneOf<[string, object]>(random, [
      ['login', login],
      ['amq-sub', { AgentId: agent.username }],
      ['registerBot', { id: 'Bot', name: 'Bot' }],
      ['registerConnector', { id: 'sms', channel: 'sms' }],
    ]);
    return ['40', `42${JSON.stringify(begins)}`];
  }
  const who = random.int(4);
  if (who === 0) return [];
  if (who === 1) return [`40${JSON.stringify({ token: 'x', serviceIdentifier: [], agent: '{' })}`];
  if (path === CUSTOMER_CHANNEL_PATH) {
    const identifier = `fuzz-${random.int(50)}`;
    return [`40${JSON.stringify({ serviceIdentifier: 'demo-web', channelCustomerIdentifier: identifier })}`];
  }
  return agentToken === null ? [] : [`40${JSON.stringify({ token: await agentToken() })}`];
}

async function overWebSocket(options: AttackOptions, random: Random, count: number): Promise<number> {
  const path = oneOf(random, PATHS);
  const hello = await greeting(options, random, path);
  const place = placeOf(options, random, path);
  const client = await RawWebSocket.open(options.port, `${place}&transport=websocket`).catch(() => null);
  if (client === null) return 0;
  if (hello.length > 0) {
    for (const packet of hello) client.text(packet);
    // The open packet and the answer to the greeting.
    await client.next();
    await client.next();
  }
  let sent = 0;
  for (; sent < count && client.isOpen; sent += 1) {
    write(client, nextPacket(random));
    // Sometimes the answers are waited for, sometimes many packets come at once.
    if (random.int(8) === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  if (random.int(2) === 0) client.reset();
  else client.socket.destroySoon();
  await client.closed;
  return sent;
}

function write(client: RawWebSocket, packet: RawPacket): void {
  if (packet.kind === 'binary') client.binary(packet.content);
  else client.text(packet.content, packet.kind !== 'part');
}

async function overPolling(options: AttackOptions, random: Random, count: number): Promise<number> {
  const path = oneOf(random, PATHS);
  const place = placeOf(options, random, path);
  const url = `http://127.0.0.1:${options.port}${place}&transport=polling`;
  // Before the fourth version a body says of each packet how long it is.
  const framed = place.includes('EIO=3') && random.int(4) > 0;
  const opened = await (await fetch(url)).text();
  const sid = /"sid":"([^"]+)"/.exec(opened)?.[1];
  if (sid === undefined) return 0;
  const hello = await greeting(options, random, path);
  const post = (body: string | Buffer, more = '') =>
    fetch(`${url}&sid=${sid}${more}`, { method: 'POST', body, signal: AbortSignal.timeout(10_000) })
      .then((answer) => answer.arrayBuffer().then(() => answer.ok))
      .catch(() => false);
  const whole = (packets: string[]): string =>
    packets.map((packet) => (framed ? `${packet.length}:${packet}` : packet)).join(framed ? '' : '\u001e');
  if (hello.length > 0 && !(await post(whole(hello)))) return 1;
  let sent = 0;
  while (sent < count) {
    // Several packets in one body, with and without the separator between them.
    const packets = Array.from({ length: 1 + random.int(12) }, () => nextPacket(random));
    const separator = Buffer.from(oneOf(random, ['\u001e', '\u001e', '\u001e', '\u001e\u001e', '']));
    const body = Buffer.concat(
      packets.flatMap(({ kind, content }) => {
        const written = kind === 'binary' ? `b${content.toString('base64')}` : content;
        const length = framed ? `${String(written.length)}:` : '';
        return [framed ? Buffer.from(length) : separator, Buffer.from(written)];
      }),
    );
    sent += packets.length;
    if (random.int(10) === 0) {
      // Two polls at once, which the transport calls an overlap.
      const polls = [fetch(`${url}&sid=${sid}`), fetch(`${url}&sid=${sid}`)];
      await Promise.race([Promise.allSettled(polls), post(body)]);
      void Promise.allSettled(polls);
    }
    if (!(await post(body, oneOf(random, ['', '', '', '&j=0', '&transport=websocket', '&sid=x'])))) break;
  }
  return sent;
}

/** Requests to the path of CometD, with bodies of which some are messages, and to the operations beside it. */
async function overBayeux({ port, agent }: AttackOptions, random: Random, count: number): Promise<number> {
  const base = `http://127.0.0.1:${port}${REST_BASE}`;
  const basic = `Basic ${Buffer.from(`${agent.username}:${agent.password}`).toString('base64')}`;
  const signedIn = await fetch(`${base}/me`, { headers: { authorization: basic } });
  await signedIn.arrayBuffer();
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const csrf = signedIn.headers.get('x-csrf-token') ?? '';
  const ask = (path: string, body: string | Buffer, known: boolean): Promise<string> =>
    fetch(`${base}${path}`, {
      method: 'POST',
      headers: {
        'content-type': oneOf(random, ['application/json', 'application/json;charset=UTF-8', 'text/plain']),
        ...(known && { cookie, 'x-csrf-token': csrf }),
      },
      body,
      // What waits for something to be said is left at some time.
      signal: AbortSignal.timeout(200),
    })
      .then((answer) => answer.text())
      .catch(() => '');
  const shake = { channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['long-polling'] };
  const hello = await ask('/notifications/handshake', JSON.stringify([shake]), true);
  const clientId = /"clientId":"([^"]+)"/.exec(hello)?.[1] ?? 'x';
  let sent = 0;
  for (; sent < Math.min(count, PER_CLIENT); sent += 1) {
    const path = oneOf(random, BAYEUX_PATHS);
    const messages = Array.from({ length: random.int(4) }, () => bayeuxMessage(random, clientId));
    const text = JSON.stringify(random.int(3) === 0 ? (messages[0] ?? null) : messages);
    const spoilt = random.int(5) === 0 ? text.slice(0, random.int(text.length + 1)) : text;
    const { content } = nextPacket(random);
    await ask(path, random.int(6) === 0 ? content : spoilt, random.int(5) > 0);
  }
  return sent;
}

function bayeuxMessage(random: Random, clientId: string): unknown {
  if (random.int(6) === 0) return anyValue(random);
  return {
    channel: oneOf(random, ['/meta/connect', '/meta/subscribe', '/meta/handshake', '/v2/me/chats', '/', 7]),
    clientId: oneOf<unknown>(random, [clientId, clientId, 'x', null, {}]),
    id: anyValue(random),
    connectionType: oneOf<unknown>(random, ['long-polling', 'websocket', 1]),
    subscription: oneOf<unknown>(random, ['/v2/me/*', '/**', ['/v2/me/chats', '/x'], anyValue(random)]),
    advice: oneOf<unknown>(random, [{ timeout: 0 }, { timeout: -1 }, { timeout: 1e308 }, anyValue(random)]),
    ext: oneOf<unknown>(random, [{ ack: 1e308 }, { ack: true }, anyValue(random)]),
    operationName: oneOf<unknown>(random, ['Ready', 'StartContactCenterSession', 'Accept', anyValue(random)]),
    data: anyValue(random),
  };
}
