/** `POST {url}/api/initContext`: asks a bot to begin the context of a conversation. */
import { lookup as resolve } from 'node:dns/promises';
import { isIP } from 'node:net';
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
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const url = new URL(`${(bot.url ?? '').replace(/\/+$/, '')}/api/initContext`);
  await requireReachable(url, bot);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    redirect: 'manual',
    signal,
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`The bot answered ${response.status}.`);
}

async function requireReachable({ hostname }: URL, bot: Bot): Promise<void> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const found = isIP(host) === 0 ? await resolve(host, { all: true }) : [{ address: host }];
  const own = addressOf(bot.socket.request.socket.remoteAddress ?? '');
  for (const { address } of found) {
    const asked = addressOf(address);
    if (asked === null) throw new Error('The address of the bot is none.');
    const isOwn = own !== null && (own.toString() === asked.toString() || bothLocal(own, asked));
    if (asked.range() !== 'unicast' && !isOwn) throw new Error('The address of the bot is not a public one.');
  }
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

function addressOf(text: string): Address | null {
  return ipaddr.isValid(text) ? ipaddr.process(text) : null;
}

function bothLocal(a: Address, b: Address): boolean {
  return a.range() === 'loopback' && b.range() === 'loopback';
}
