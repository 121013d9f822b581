import type { Kysely } from 'kysely';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import type { JsonObject } from '../../store/json.ts';
import { isStoreUnavailable } from '../../store/unavailable.ts';
import type { IdentityTables } from '../identity-tables.ts';

/**
 * For so long a refresh token that was used may be used again: when the network is lost just then, the desk
 * never sees the answer and asks once more. Later use counts as theft and ends the whole grant.
 */
const REUSE_MS = 60_000;

/** Models that end together with their grant. */
const GRANTED: ReadonlySet<string> = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken']);

/** Keeps what the OpenID provider remembers in our database, so that it outlives a restart. */
export function createAdapterFactory(
  db: Kysely<IdentityTables>,
  tenant: string,
  now: () => number = () => Date.now(),
): AdapterFactory {
  return (model): Adapter => {
    const rows = () =>
      db
        .selectFrom('oidc_entries')
        .select(['payload', 'consumed_at'])
        .where('tenant', '=', tenant)
        .where('model', '=', model)
        .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now())]));
    const payloadOf = (row: { payload: JsonObject; consumed_at: number | null } | undefined) => {
      if (row === undefined) return undefined;
      const payload: AdapterPayload = { ...row.payload };
      if (row.consumed_at === null) return payload;
      const forgiven = model === 'RefreshToken' && now() - row.consumed_at < REUSE_MS;
      return forgiven ? payload : { ...payload, consumed: Math.floor(row.consumed_at / 1000) };
    };

    return refusingWhenAway({
      async upsert(id, payload, expiresIn) {
        const row = {
          payload: JSON.stringify(payload),
          grant_id: GRANTED.has(model) ? (payload.grantId ?? null) : null,
          uid: payload.uid ?? null,
          expires_at: expiresIn === undefined ? null : now() + expiresIn * 1000,
        };
        await db
          .insertInto('oidc_entries')
          .values({ tenant, model, id, consumed_at: null, ...row })
          .onConflict((conflict) => conflict.columns(['tenant', 'model', 'id']).doUpdateSet(row))
          .execute();
      },
      async find(id) {
        return payloadOf(await rows().where('id', '=', id).executeTakeFirst());
      },
      async findByUid(uid) {
        return payloadOf(await rows().where('uid', '=', uid).executeTakeFirst());
      },
      // Only the device flow, which is off, asks by user code.
      findByUserCode: () => Promise.resolve(undefined),
      async consume(id) {
        await db
          .updateTable('oidc_entries')
          .set({ consumed_at: now() })
          .where('tenant', '=', tenant)
          .where('model', '=', model)
          .where('id', '=', id)
          // The first use counts, or the time for a second one would never end.
          .where('consumed_at', 'is', null)
          .execute();
      },
      async destroy(id) {
        await db
          .deleteFrom('oidc_entries')
          .where('tenant', '=', tenant)
          .where('model', '=', model)
          .where('id', '=', id)
          .execute();
      },
      async revokeByGrantId(grantId) {
        await db
          .deleteFrom('oidc_entries')
          .where('tenant', '=', tenant)
          .where('grant_id', '=', grantId)
          .execute();
      },
    });
  };
}

/** What the provider answers while the store cannot serve: `503 {"error": "temporarily_unavailable"}` (RFC 6749). */
class StoreAway extends Error {
  override readonly name = 'StoreAway';
  readonly statusCode = 503;
  /** The provider tells its client `message` and `error_description`; without this it says `server_error`. */
  readonly expose = true;
  readonly error_description = 'Signing in is not possible right now. Please try again.';

  constructor(cause: unknown) {
    super('temporarily_unavailable', { cause });
  }
}

/** The adapter, whose methods say so when the store cannot serve. */
function refusingWhenAway(adapter: Adapter): Adapter {
  const refuse = (error: unknown): never => {
    throw isStoreUnavailable(error) ? new StoreAway(error) : error;
  };
  return {
    upsert: (id, payload, expiresIn) => adapter.upsert(id, payload, expiresIn).catch(refuse),
    find: (id) => adapter.find(id).catch(refuse),
    findByUid: (uid) => adapter.findByUid(uid).catch(refuse),
    findByUserCode: (code) => adapter.findByUserCode(code).catch(refuse),
    consume: (id) => adapter.consume(id).catch(refuse),
    destroy: (id) => adapter.destroy(id).catch(refuse),
    revokeByGrantId: (id) => adapter.revokeByGrantId(id).catch(refuse),
  };
}

/**
 * Ends the provider's session with this uid: it, its grants and everything given out under them. Returns whose it
 * was.
 */
export async function endProviderSession(
  db: Kysely<IdentityTables>,
  tenant: string,
  uid: string,
): Promise<string | null> {
  const session = await db
    .deleteFrom('oidc_entries')
    .where('tenant', '=', tenant)
    .where('model', '=', 'Session')
    .where('uid', '=', uid)
    .returning('payload')
    .executeTakeFirst();
  const grants = grantIds(session?.payload.authorizations);
  const accountId = session?.payload.accountId;
  const owner = typeof accountId === 'string' ? accountId : null;
  if (grants.length === 0) return owner;
  await db
    .deleteFrom('oidc_entries')
    .where('tenant', '=', tenant)
    .where((where) =>
      where.or([
        where('grant_id', 'in', grants),
        where.and([where('model', '=', 'Grant'), where('id', 'in', grants)]),
      ]),
    )
    .execute();
  return owner;
}

/** `{<client>: {grantId, sid}}` in a session. */
function grantIds(authorizations: unknown): string[] {
  if (typeof authorizations !== 'object' || authorizations === null) return [];
  return Object.values(authorizations).flatMap((authorization: unknown) => {
    const found =
      typeof authorization === 'object' && authorization !== null && 'grantId' in authorization
        ? authorization.grantId
        : undefined;
    return typeof found === 'string' ? [found] : [];
  });
}

/** Forgets what has run out. */
export async function forgetExpiredEntries(db: Kysely<IdentityTables>, now: number): Promise<void> {
  await db.deleteFrom('oidc_entries').where('expires_at', '<', now).execute();
}
