/** What an administrator may ask for: the same words from the command line and over the administration socket. */
import { z } from 'zod';

const username = z.string().min(1).max(64);
const password = z.string().min(1).max(256);
const file = z.record(z.string(), z.unknown());

export const administrationRequest = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('status') }),
  /** About the process as a whole: it lets everybody go to other nodes, and ends. */
  z.strictObject({ do: z.literal('drain') }),
  z.strictObject({ do: z.literal('users.list') }),
  /** `user` has the shape of a user in `CONFIG_FILE`; it is checked with the whole configuration. */
  z.strictObject({ do: z.literal('users.add'), user: z.record(z.string(), z.unknown()) }),
  /** `changes` replaces the keys that it names; null takes a key away. */
  z.strictObject({
    do: z.literal('users.change'),
    username,
    changes: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({ do: z.literal('users.remove'), username }),
  z.strictObject({ do: z.literal('users.password'), username, password }),
  z.strictObject({ do: z.literal('keys.list') }),
  /** The old key stays good for `overlapMinutes`, so that the connector can change over without a gap. */
  z.strictObject({
    do: z.literal('keys.rotate'),
    connector: z.string().min(1),
    overlapMinutes: z.number().min(0).max(43_200),
  }),
  z.strictObject({ do: z.literal('config.export') }),
  z.strictObject({ do: z.literal('config.diff'), file }),
  /** Users and connectors that exist keep their passwords and keys, unless `resetSecrets`. */
  z.strictObject({ do: z.literal('config.apply'), file, resetSecrets: z.boolean() }),
  /** Who monitored whom; user names, and epoch ms between which it began. */
  z.strictObject({
    do: z.literal('monitorings.list'),
    agent: username.optional(),
    supervisor: username.optional(),
    from: z.number().int().optional(),
    until: z.number().int().optional(),
  }),
  z.strictObject({ do: z.literal('customers.find'), text: z.string().min(1).max(300) }),
  z.strictObject({ do: z.literal('customers.erase'), id: z.string().min(1).max(100) }),
]);

/** A request as it goes through the socket: about the only tenant of a server, or about the one that is named. */
export const addressedRequest = z.looseObject({ tenant: z.string().min(1).optional() });

export type AdministrationRequest = z.output<typeof administrationRequest>;

/** `lines` are for people; `document` is what an export writes. */
export type AdministrationReply =
  { ok: true; lines: string[]; document?: unknown } | { ok: false; message: string };

/**
 * Chooses among tenants.
 * @param tenant undefined: the only one
 * @throws AdministrationError when it is not there, or when there are several and none is named
 */
export function tenantAmong<T>(tenants: ReadonlyMap<string, T>, tenant: string | undefined): T {
  const [only] = tenants.size === 1 ? tenants.values() : [];
  const found = tenant === undefined ? only : tenants.get(tenant);
  if (found !== undefined) return found;
  const names = [...tenants.keys()].join(', ');
  throw new AdministrationError(
    tenant === undefined
      ? `There are several tenants: name one with --tenant (${names}).`
      : `There is no tenant "${tenant}" (${names}).`,
  );
}

/** A request that cannot be carried out as things stand; the message is for the administrator. Nothing changed. */
export class AdministrationError extends Error {
  override readonly name = 'AdministrationError';
}
