import { hash } from 'node:crypto';
import { recentlyUsed } from '../recently-used.ts';
import { uuidOf } from '../uuid.ts';

/** What has an id made from its name. */
type Kind =
  | 'attribute'
  | 'bot'
  | 'canned-message'
  | 'channel'
  | 'channel-type'
  | 'connector'
  | 'form'
  | 'list'
  | 'mrd'
  | 'queue'
  | 'reason'
  | 'resource'
  | 'team'
  | 'user';

/** The name space of all our ids (RFC 9562, version 5). */
const NAME_SPACE = Buffer.from('5f0c1d3e0f4b4f6f9a4d0b7a3c5e7d21', 'hex');

const REMEMBERED = 10_000;

/** Ids that were made already: teams and MRDs are asked for with each of their people. */
const made = recentlyUsed<string, string>(REMEMBERED);

/**
 * The id of a configured thing: a UUID made from tenant, kind and name, so that the same file gives the same
 * ids everywhere, today and on another machine (a Keycloak realm can carry the same user ids).
 * Usernames are the same in upper and lower case.
 */
export function idOf(tenant: string, kind: Kind, name: string): string {
  const key = kind === 'user' ? name.toLowerCase() : name;
  const named = `${tenant}\u0000${kind}\u0000${key}`;
  const known = made.get(named);
  if (known !== undefined) return known;
  const whole = Buffer.concat([NAME_SPACE, Buffer.from(named)]);
  const id = uuidOf(hash('sha1', whole, 'buffer'), 5);
  made.set(named, id);
  return id;
}
