/** `npm run admin`: asks the running server, or works on the database itself when none runs. */
import { randomBytes } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { openSignInsOf } from '../identity/user-sign-ins.ts';
import { createSignIns } from '../identity/sign-ins.ts';
import { endProviderSession } from '../identity/provider/adapter.ts';
import type { IdentityTables } from '../identity/identity-tables.ts';
import { operatorSentence } from '../operator-sentence.ts';
import { readSettings } from '../settings/settings.ts';
import type { Settings } from '../settings/settings.ts';
import { openFiles } from '../files/open-files.ts';
import { openDatabase } from '../store/database.ts';
import { openFileSpace } from '../store/file-space.ts';
import { migrate } from '../store/migrate.ts';
import { askServer } from './admin-socket.ts';
import { createAdministration } from './administration.ts';
import { AdministrationError, tenantAmong } from './requests.ts';
import type { AdministrationReply, AdministrationRequest } from './requests.ts';
import { readPassword } from './read-password.ts';
import { socketAddress } from './socket-address.ts';
import { readTenant, readWords, USAGE } from './words.ts';

/** Carries out a command line. Resolves with the exit code: 0, or 1 when it was refused. */
export async function administrate(args: readonly string[], settings: Settings): Promise<number> {
  const asked = readWords(args);
  const target: Target = { tenant: readTenant(args), settings };
  switch (asked.kind) {
    case 'help':
      process.stdout.write(USAGE);
      return 0;
    case 'request':
      return show(await ask(asked.request, target));
    case 'password': {
      const password = asked.generate ? randomBytes(12).toString('base64url') : await readPassword();
      const code = show(await ask(asked.build(password), target));
      if (code === 0 && asked.generate) print([`Password, shown this once: ${password}`]);
      return code;
    }
    case 'file':
      return show(await ask(asked.build(await readDocument(asked.path)), target));
    case 'export': {
      const reply = await ask({ do: 'config.export' }, target);
      if (!reply.ok) return show(reply);
      const text = `${JSON.stringify(reply.document, null, 2)}\n`;
      if (asked.path === null) process.stdout.write(text);
      else await writeFile(asked.path, text, { mode: 0o600 });
      return 0;
    }
  }
}

/** Whose contact centre, and where it stands. */
type Target = { tenant: string | null; settings: Settings };

async function ask(request: AdministrationRequest, target: Target): Promise<AdministrationReply> {
  const address = socketAddress(target.settings.dataDir);
  return (await askServer(address, target.tenant, request)) ?? (await withoutServer(request, target));
}

/** A server on another machine, on the same PostgreSQL, notices within seconds. */
async function withoutServer(
  request: AdministrationRequest,
  { tenant: named, settings }: Target,
): Promise<AdministrationReply> {
  if (settings.databaseUrl === null && !existsSync(settings.dataDir)) {
    throw new AdministrationError(`There is nothing in ${settings.dataDir} yet. Start the server once.`);
  }
  const database = await openDatabase(
    settings.databaseUrl === null ? { dataDir: settings.dataDir } : { databaseUrl: settings.databaseUrl },
  );
  try {
    const { db } = database;
    await migrate(db);
    const rows = await db.selectFrom('configuration').select('tenant').orderBy('tenant').execute();
    if (rows.length === 0) {
      throw new AdministrationError('The store holds no contact centre yet. Start the server once.');
    }
    const tenants = new Map(rows.map(({ tenant }) => [tenant, tenant]));
    const tenant = tenantAmong(tenants, named ?? undefined);
    const identityDb = db.withTables<IdentityTables>();
    const signIns = createSignIns(identityDb, tenant);
    const administration = createAdministration({
      db,
      tenant,
      changed: () => Promise.resolve(),
      endSignIns: async (userId) => {
        const sids = await openSignInsOf(db, tenant, userId);
        for (const sid of sids) {
          await signIns.end(sid);
          await endProviderSession(identityDb, tenant, sid);
        }
        return sids.length;
      },
      removeFiles: (names) => {
        const space = openFileSpace(db, tenant);
        const room = {
          take: () => Promise.resolve(false),
          giveBack: (bytes: number) => space.giveBack(bytes),
        };
        return openFiles(settings, tenant, room).remove(names);
      },
    });
    return await administration(request);
  } finally {
    await database.close();
  }
}

async function readDocument(path: string): Promise<Record<string, unknown>> {
  let document: unknown;
  try {
    document = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new AdministrationError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new AdministrationError(`${path} holds no JSON object.`);
  }
  return document as Record<string, unknown>;
}

function show(reply: AdministrationReply): number {
  if (reply.ok) print(reply.lines);
  else process.stderr.write(`${reply.message}\n`);
  return reply.ok ? 0 : 1;
}

function print(lines: readonly string[]): void {
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
}

/** The command: ends the process with the right exit code. */
export async function main(): Promise<void> {
  try {
    process.exit(await administrate(process.argv.slice(2), readSettings(process.env)));
  } catch (error) {
    const said = error instanceof AdministrationError ? error.message : operatorSentence(error);
    process.stderr.write(`${said}\n`);
    process.exit(1);
  }
}

const entry = process.argv[1];
if (entry !== undefined && existsSync(entry) && import.meta.url === pathToFileURL(realpathSync(entry)).href) {
  await main();
}
