/** Speaks raw Engine.IO and Socket.IO to a server, as nobody, as a customer and as an agent. */
import { CUSTOMER_CHANNEL_PATH } from '../../../protocol/customer-channel/names.ts';
import { SOCKET_PATHS } from '../../../protocol/agent-manager/handshake.ts';
import { createRandom } from '../../simulation/random.ts';
import type { Random } from '../../simulation/random.ts';
import { RawWebSocket } from '../raw-web-socket.ts';
import { nextPacket, oneOf } from './packets.ts';
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
};

export type AttackReport = { packets: number; connections: number; refusedConnections: number };

const PATHS: readonly [string, ...string[]] = [CUSTOMER_CHANNEL_PATH, ...SOCKET_PATHS];
/** A connection that the server leaves open is left after so many packets. */
const PER_CONNECTION = 60;

/** Resolves when all packets have been sent. Rejects when the server does not take a connection at all. */
export async function attack(options: AttackOptions): Promise<AttackReport> {
  const report = { packets: 0, connections: 0, refusedConnections: 0 };
  const lanes = Array.from({ length: options.lanes }, async (_, lane) => {
    const random = createRandom(`${options.seed}/${lane}`);
    const share = Math.ceil(options.packets / options.lanes);
    for (let sent = 0; sent < share;) {
      const count = Math.min(share - sent, PER_CONNECTION);
      report.connections += 1;
      const done =
        random.int(3) === 0
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

/** The packet that joins a namespace as somebody; null joins none. */
async function greeting({ agentToken }: AttackOptions, random: Random, path: string): Promise<string | null> {
  const who = random.int(4);
  if (who === 0) return null;
  if (who === 1) return `40${JSON.stringify({ token: 'x', serviceIdentifier: [], agent: '{' })}`;
  if (path === CUSTOMER_CHANNEL_PATH) {
    const identifier = `fuzz-${random.int(50)}`;
    return `40${JSON.stringify({ serviceIdentifier: 'demo-web', channelCustomerIdentifier: identifier })}`;
  }
  return agentToken === null ? null : `40${JSON.stringify({ token: await agentToken() })}`;
}

async function overWebSocket(options: AttackOptions, random: Random, count: number): Promise<number> {
  const path = oneOf(random, PATHS);
  const hello = await greeting(options, random, path);
  const client = await RawWebSocket.open(options.port, `${path}/?EIO=4&transport=websocket`).catch(
    () => null,
  );
  if (client === null) return 0;
  if (hello !== null) {
    client.text(hello);
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
  if (random.int(2) === 0) client.socket.resetAndDestroy();
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
  const url = `http://127.0.0.1:${options.port}${path}/?EIO=4&transport=polling`;
  const opened = await (await fetch(url)).text();
  const sid = /"sid":"([^"]+)"/.exec(opened)?.[1];
  if (sid === undefined) return 0;
  const hello = await greeting(options, random, path);
  const post = (body: string | Buffer, more = '') =>
    fetch(`${url}&sid=${sid}${more}`, { method: 'POST', body, signal: AbortSignal.timeout(10_000) })
      .then((answer) => answer.arrayBuffer().then(() => answer.ok))
      .catch(() => false);
  if (hello !== null && !(await post(hello))) return 1;
  let sent = 0;
  while (sent < count) {
    // Several packets in one body, with and without the separator between them.
    const packets = Array.from({ length: 1 + random.int(12) }, () => nextPacket(random));
    const separator = Buffer.from(oneOf(random, ['\u001e', '\u001e', '\u001e', '\u001e\u001e', '']));
    const body = Buffer.concat(
      packets.flatMap(({ kind, content }) => [
        separator,
        Buffer.from(kind === 'binary' ? `b${content.toString('base64')}` : content),
      ]),
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
