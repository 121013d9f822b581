/** Addresses that never leave the machine. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Whether an address or host name, bracketed or not, never leaves the machine. */
export function isLoopback(host: string): boolean {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  if (bare === 'localhost') return true;
  return isIP(bare) !== 0 && ipaddr.process(bare).range() === 'loopback';
}
