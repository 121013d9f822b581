/** `POST {url}/api/initContext`: asks a bot to begin the context of a conversation. */
import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Bot } from './bots.ts';

const PATIENCE_MS = 10_000;

/** What a conversation's context begins with. */
export type ContextRequest = { conversationId: string; customerInfo: Record<string, unknown> };

/**
 * Rejects when the bot refuses, redirects, or does not answer in time. Addresses of private networks are asked only
 * where the bot itself connects from: whoever registers a bot must not reach what only this server can reach.
 */
export async function initContext(bot: Bot, request: ContextRequest): Promise<void> {
  const url = new URL(`${(bot.url ?? '').replace(/\/+$/, '')}/api/initContext`);
  const own = addressOf(bot.socket.request.socket.remoteAddress ?? '');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const refusal = isIP(host) === 0 ? null : refusalOf(host, own);
  if (refusal !== null) throw new Error(refusal);
  const status = await post(url, JSON.stringify(request), reachable(own));
  if (status < 200 || status > 299) throw new Error(`The bot answered ${status}.`);
}

/** Resolves with the status of the answer, whose body is not read. */
function post(url: URL, body: string, lookup: LookupFunction): Promise<number> {
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const asking = request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      agent: false,
      lookup,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    asking.on('error', reject);
    asking.once('response', (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    asking.end(body);
  });
}

/** Looks a name up and refuses what may not be asked: the address that is checked is the one that is connected to. */
function reachable(own: Address | null): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      // After an error nothing else is given.
      if (error !== null) {
        done(error, '');
        return;
      }
      const [first] = found;
      const refusal = found.map(({ address }) => refusalOf(address, own)).find((each) => each !== null);
      if (first === undefined) done(new Error('The bot has no address.'), '');
      else if (refusal !== undefined) done(new Error(refusal), '');
      else if (options.all === true) done(null, found);
      else done(null, first.address, first.family);
    });
  };
}

/** Why an address may not be asked; null: it may. */
function refusalOf(text: string, own: Address | null): string | null {
  const asked = addressOf(text);
  if (asked === null) return 'The address of the bot is none.';
  const isOwn = own !== null && (own.toString() === asked.toString() || bothLocal(own, asked));
  return asked.range() === 'unicast' || isOwn ? null : 'The address of the bot is not a public one.';
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

function addressOf(text: string): Address | null {
  return ipaddr.isValid(text) ? ipaddr.process(text) : null;
}

function bothLocal(a: Address, b: Address): boolean {
  return a.range() === 'loopback' && b.range() === 'loopback';
}
