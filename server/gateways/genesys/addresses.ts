/** Addresses of resources, as whoever asks reaches them. */
import type { IncomingHttpHeaders } from 'node:http';
import { REST_BASE } from '../../../protocol/genesys/names.ts';
import type { Address } from '../../../protocol/genesys/resources.ts';
import type { Origins } from '../../identity/origins.ts';

/** The origin that a request asked, as far as it is one of ours; else the public one. */
export function originOf(origins: Origins, { host }: IncomingHttpHeaders): string {
  const asked = `${origins.secure ? 'https' : 'http'}://${host ?? ''}`;
  return origins.isOwn({ origin: asked, host }) ? asked : origins.of({ host });
}

export function addressOf(origin: string, path: string): Address {
  return { uri: `${origin}${REST_BASE}${path}`, path };
}

/** The id at the end of an address of a user, whole or below the base; null for anything else. */
export function userIn(address: string): string | null {
  return /(?:^|\/)users\/([^/?#]+)$/.exec(address)?.[1] ?? null;
}
