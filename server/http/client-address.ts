/**
 * Where a request comes from: one answer for routes, sockets, limits and logs. The forwarding headers count as
 * far as the proxies that wrote them are trusted (`TRUST_PROXY`), and no further.
 */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { FastifyInstance } from 'fastify';
import ipaddr from 'ipaddr.js';
import type { TrustedProxies } from '../settings/network-settings.ts';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** The client of a request. */
export type ClientAddress = {
  /** Its address; an IPv4 address inside IPv6 is written as IPv4. Empty when the connection is gone. */
  address: string;
  /** What limits count by: the IPv4 address, or the /64 of an IPv6 address, which is one customer's line. */
  network: string;
  /** True for a program on this machine that asks for itself: no proxy stands between. */
  local: boolean;
};

/** What is looked at of a request. */
type Forwarded = {
  readonly headers: IncomingMessage['headers'];
  readonly socket: Pick<IncomingMessage['socket'], 'remoteAddress'>;
};

export type ClientAddressOf = (request: Forwarded) => ClientAddress;

declare module 'fastify' {
  interface FastifyInstance {
    /** The client behind a raw request, for sockets. */
    clientAddressOf: ClientAddressOf;
  }
  interface FastifyRequest {
    readonly clientAddress: ClientAddress;
  }
}

/** Gives every request its `clientAddress`. */
export function useClientAddresses(app: FastifyInstance, trusted: TrustedProxies = 0): void {
  const clientAddressOf = clientAddresses(trusted);
  app.decorate('clientAddressOf', clientAddressOf);
  app.decorateRequest('clientAddress', {
    getter() {
      return clientAddressOf(this.raw);
    },
  });
}

/**
 * @param trusted how many proxies stand in front, or who they are: addresses, networks, or `loopback`,
 *   `linklocal`, `uniquelocal`
 */
export function clientAddresses(trusted: TrustedProxies): ClientAddressOf {
  const isTrusted = trustOf(trusted);
  return (request) => {
    const peer = parseAddress(request.socket.remoteAddress ?? '');
    if (peer === null) return { address: '', network: '', local: false };
    if (!isForwarded(request)) return describe(peer, peer.range() === 'loopback');
    let client = peer;
    let hop = 0;
    for (const text of forwardedFor(request).reverse()) {
      if (!isTrusted(client, hop)) break;
      const next = parseAddress(text);
      if (next === null) break;
      client = next;
      hop += 1;
    }
    const found = describe(client, false);
    // An untrusted proxy on this machine: its clients are limited together, but apart from the machine itself.
    if (client.range() === 'loopback') return { ...found, network: `proxy on ${found.network}` };
    return found;
  };
}

function describe(address: Address, local: boolean): ClientAddress {
  const text = address.toString();
  return { address: text, network: networkOf(address), local };
}

function networkOf(address: Address): string {
  if (address.kind() === 'ipv4' || address.range() === 'loopback') return address.toString();
  const prefix = address.toByteArray().map((byte, index) => (index < 8 ? byte : 0));
  return `${ipaddr.fromByteArray(prefix).toString()}/64`;
}

function trustOf(trusted: TrustedProxies): (address: Address, hop: number) => boolean {
  if (typeof trusted === 'number') return (_address, hop) => hop < trusted;
  const ranges = new Set<string>();
  const networks: [Address, number][] = [];
  for (const word of trusted) {
    const range = NAMED_RANGES[word];
    if (range !== undefined) ranges.add(range);
    else networks.push(parseNetwork(word));
  }
  return (address) =>
    ranges.has(address.range()) ||
    networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
}

const NAMED_RANGES: Record<string, string> = {
  loopback: 'loopback',
  linklocal: 'linkLocal',
  uniquelocal: 'uniqueLocal',
};

/** The setting is checked when it is read: what comes here is well formed. */
function parseNetwork(word: string): [Address, number] {
  if (word.includes('/')) return ipaddr.parseCIDR(word);
  const address = ipaddr.process(word);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** Whether somebody passed the request on, trusted or not. */
function isForwarded({ headers }: Forwarded): boolean {
  return (
    headers['x-forwarded-for'] !== undefined ||
    headers.forwarded !== undefined ||
    headers['x-real-ip'] !== undefined ||
    headers.via !== undefined
  );
}

/** The chain as it was written: the client first, the last proxy's own client last. */
function forwardedFor({ headers }: Forwarded): string[] {
  const header = headers['x-forwarded-for'];
  const text = Array.isArray(header) ? header.join(',') : (header ?? '');
  return text === '' ? [] : text.split(',').map((part) => withoutPort(part.trim()));
}

/** Some proxies write the port as well: `203.0.113.9:4711`, `[2001:db8::1]:4711`. */
function withoutPort(text: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(text);
  if (bracketed !== null) return bracketed[1] ?? '';
  return /^\d{1,3}(\.\d{1,3}){3}:\d+$/.test(text) ? text.slice(0, text.indexOf(':')) : text;
}

/** Strict, because it also reads what strangers wrote: no hexadecimal or shortened IPv4. */
function parseAddress(text: string): Address | null {
  const bare = text.replace(/%.*$/, '');
  return isIP(bare) === 0 ? null : ipaddr.process(bare);
}
