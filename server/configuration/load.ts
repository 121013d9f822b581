import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Config } from '../core/config.ts';
import { hashPasswordQuickly } from './password.ts';
import type { Schema } from '../store/schema.ts';
import { coreConfig, milliseconds } from './core-config.ts';
import { buildDirectory } from './directory.ts';
import type { Directory } from './directory.ts';
import { idOf } from './ids.ts';
import { parseConfiguration } from './parse.ts';
import type { ConfigurationFile } from './schema/file.ts';
import { withoutSecrets } from './secrets.ts';
import type { ConfigurationTables } from './configuration-tables.ts';

/** The contact centre of one tenant, as the parts of the server need it. */
export type Configuration = {
  tenant: string;
  /** The whole file with hashes instead of secrets: what an export shows. */
  file: ConfigurationFile;
  /** What the rules need. */
  core: Config;
  /** What people see. */
  directory: Directory;
  /** How long sign-ins and access tokens live, in ms. */
  signIn: { loginTokenMs: number; accessTokenMs: number };
  /** Whether it was read from the file just now, because the store was empty. */
  loaded: boolean;
};

/** Nobody has said which tenant is meant; the message is for the operator. */
export class SeveralTenantsError extends Error {
  override readonly name = 'SeveralTenantsError';
}

/** How `users` are written in one statement: PostgreSQL takes at most 65,535 parameters. */
const USERS_PER_INSERT = 1000;

/**
 * The configuration of a tenant. It is taken from the store; only when the store has none, `source` is asked
 * for it, checked and stored (D2: afterwards the file is not read again).
 * @param tenant null: the only one in the store, or the one that the source names.
 * @throws ConfigurationError when the source is wrong, or when it is another tenant's.
 */
export async function loadConfiguration(
  database: Kysely<Schema>,
  tenant: string | null,
  source: () => Promise<ConfigurationFile>,
): Promise<Configuration> {
  const db = database.withTables<Pick<ConfigurationTables, 'users'>>();
  const stored = await readStored(db, tenant);
  if (stored !== undefined) return configurationOf(stored, false);
  const file = await withoutSecrets(await source(), hashPasswordQuickly);
  if (tenant !== null && file.tenant !== tenant) {
    throw new Error(`The configuration file is about tenant "${file.tenant}", not about "${tenant}".`);
  }
  await write(db, file);
  // Two processes may begin on an empty store at once: the first one's file stands.
  return configurationOf((await readStored(db, file.tenant)) ?? file, true);
}

/**
 * Puts a configuration in the place of the stored one of the same tenant, in one transaction. Passwords and keys
 * are hashed already (`withoutSecrets`). A running server has to be told.
 */
export async function replaceConfiguration(database: Kysely<Schema>, file: ConfigurationFile): Promise<void> {
  const { users, ...document } = file;
  const db = database.withTables<Pick<ConfigurationTables, 'users'>>();
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('configuration')
      .set({
        document: JSON.stringify(document),
        // Another process sees by it that there is something new, also within one millisecond.
        updated_at: sql<number>`greatest(updated_at + 1, ${Date.now()})`,
      })
      .where('tenant', '=', file.tenant)
      .execute();
    await trx.deleteFrom('users').where('tenant', '=', file.tenant).execute();
    await insertUsers(trx, file.tenant, users);
  });
}

/** Changes whenever the stored configuration changes; null when there is none. */
export async function configurationRevision(db: Kysely<Schema>, tenant: string): Promise<number | null> {
  const row = await db
    .selectFrom('configuration')
    .select('updated_at')
    .where('tenant', '=', tenant)
    .executeTakeFirst();
  return row?.updated_at ?? null;
}

function configurationOf(file: ConfigurationFile, loaded: boolean): Configuration {
  return {
    tenant: file.tenant,
    file,
    core: coreConfig(file),
    directory: buildDirectory(file),
    signIn: {
      loginTokenMs: milliseconds(file.settings.loginTokenSeconds),
      accessTokenMs: milliseconds(file.settings.accessTokenSeconds),
    },
    loaded,
  };
}

async function readStored(
  db: Kysely<ConfigurationTables>,
  tenant: string | null,
): Promise<ConfigurationFile | undefined> {
  const rows = await db
    .selectFrom('configuration')
    .select(['tenant', 'document'])
    .$if(tenant !== null, (query) => query.where('tenant', '=', tenant ?? ''))
    .orderBy('tenant')
    .limit(2)
    .execute();
  const [row, another] = rows;
  if (row === undefined) return undefined;
  if (another !== undefined) {
    throw new SeveralTenantsError('The store holds several tenants: name those to serve with TENANTS.');
  }
  const users = await db
    .selectFrom('users')
    .select(['profile', 'password_hash'])
    .where('tenant', '=', row.tenant)
    .orderBy('position')
    .execute();
  return parseConfiguration({
    ...row.document,
    users: users.map(({ profile, password_hash }) =>
      password_hash === null ? profile : { ...profile, passwordHash: password_hash },
    ),
  });
}

async function write(db: Kysely<ConfigurationTables>, file: ConfigurationFile): Promise<void> {
  const { users, ...document } = file;
  await db.transaction().execute(async (trx) => {
    const inserted = await trx
      .insertInto('configuration')
      .values({ tenant: file.tenant, document: JSON.stringify(document), updated_at: Date.now() })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 0n) return;
    await insertUsers(trx, file.tenant, users);
  });
}

async function insertUsers(
  db: Kysely<ConfigurationTables>,
  tenant: string,
  users: ConfigurationFile['users'],
): Promise<void> {
  for (let start = 0; start < users.length; start += USERS_PER_INSERT) {
    const rows = users.slice(start, start + USERS_PER_INSERT).map(({ passwordHash, ...profile }, index) => ({
      tenant,
      id: idOf(tenant, 'user', profile.username),
      username: profile.username.toLowerCase(),
      password_hash: passwordHash ?? null,
      profile: JSON.stringify(profile),
      position: start + index,
    }));
    await db.insertInto('users').values(rows).execute();
  }
}
