/**
 * What an administrator may do to a contact centre: people, passwords, keys, the configuration as a whole, and
 * forgetting a customer. It works on the store; `changed` tells a running server.
 */
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Configuration } from '../configuration/load.ts';
import { loadConfiguration, replaceConfiguration } from '../configuration/load.ts';
import { ConfigurationError } from '../configuration/issues.ts';
import { parseConfiguration } from '../configuration/parse.ts';
import type { ConfigurationFile } from '../configuration/schema/file.ts';
import { hashKey, withoutSecrets } from '../configuration/secrets.ts';
import { idOf } from '../configuration/ids.ts';
import { hashPassword, hashPasswordQuickly } from '../configuration/password.ts';
import { fileNamesIn } from '../files/file-name.ts';
import { openPeople } from '../store/people.ts';
import type { Schema } from '../store/schema.ts';
import { requireUser, withChangedUser, withNewKey, withoutUser, withUser } from './change-users.ts';
import { describeCustomer, findCustomers, hasOpenConversation } from './customers.ts';
import { differences } from './differences.ts';
import { keepSecrets } from './keep-secrets.ts';
import { AdministrationError } from './requests.ts';
import { supervisionLines } from './supervision-record.ts';
import type { AdministrationReply, AdministrationRequest } from './requests.ts';

type AdministrationOptions = {
  db: Kysely<Schema>;
  tenant: string;
  /** Refuses a changed configuration by throwing an `AdministrationError`. */
  check?: (next: ConfigurationFile) => void;
  /** Called after the stored configuration changed, before the reply: the server takes it over. */
  changed: () => Promise<void>;
  /** Ends every sign-in of a person. Resolves with how many there were. */
  endSignIns: (userId: string) => Promise<number>;
  /** Removes files of these names. Resolves with how many there were. */
  removeFiles: (names: readonly string[]) => Promise<number>;
  /** Epoch ms. */
  now?: () => number;
};

export type Administration = (request: AdministrationRequest) => Promise<AdministrationReply>;

/** Refusals come back as `{ok: false, message}`; what is thrown is a fault of ours or of the database. */
export function createAdministration(options: AdministrationOptions): Administration {
  const { db, tenant } = options;
  const now = options.now ?? Date.now;
  const people = openPeople(db, tenant);
  // One at a time: each begins with the configuration that the one before it left.
  let last: Promise<unknown> = Promise.resolve();

  const stored = (): Promise<Configuration> =>
    loadConfiguration(db, tenant, () => {
      throw new AdministrationError('The store holds no contact centre yet. Start the server once.');
    });

  async function replace(current: ConfigurationFile, next: unknown): Promise<string[]> {
    const parsed = parseConfiguration(next);
    options.check?.(parsed);
    const lines = differences(current, parsed);
    await replaceConfiguration(db, await withoutSecrets(parsed, hashPasswordQuickly));
    await options.changed();
    return lines;
  }

  const endSignIns = (username: string) => options.endSignIns(idOf(tenant, 'user', username));

  async function carryOut(request: AdministrationRequest): Promise<AdministrationReply> {
    switch (request.do) {
      case 'status': {
        const { file } = await stored();
        return done(
          `tenant ${file.tenant}: ${file.users.length} users, ${file.queues.length} queues, ` +
            `${file.channels.length} channels, ${file.connectors.length} connectors`,
        );
      }
      case 'drain':
        throw new AdministrationError('No server runs here that could be drained.');
      case 'users.list': {
        const { file } = await stored();
        return { ok: true, lines: file.users.map(describeUser) };
      }
      case 'users.add': {
        const { file } = await stored();
        await replace(file, withUser(file, request.user));
        return done(`Added ${String(request.user.username)}.`);
      }
      case 'users.change': {
        const { file } = await stored();
        const lines = await replace(file, withChangedUser(file, request.username, request.changes));
        if (request.changes.enabled !== false) return done(...lines, `Changed ${request.username}.`);
        const ended = await endSignIns(request.username);
        return done(`Disabled ${request.username}; ${ended} sign-ins ended.`);
      }
      case 'users.remove': {
        const { file } = await stored();
        await replace(file, withoutUser(file, request.username));
        const ended = await endSignIns(request.username);
        return done(`Removed ${request.username}; ${ended} sign-ins ended.`);
      }
      case 'users.password': {
        const { file } = await stored();
        requireUser(file, request.username);
        const passwordHash = await hashPassword(request.password);
        await replace(file, withChangedUser(file, request.username, { passwordHash }));
        const ended = await endSignIns(request.username);
        return done(`New password for ${request.username}; ${ended} sign-ins ended.`);
      }
      case 'keys.list': {
        const { file } = await stored();
        return { ok: true, lines: file.connectors.map((connector) => describeKey(connector, now())) };
      }
      case 'keys.rotate': {
        const { file } = await stored();
        const key = randomBytes(32).toString('base64url');
        const until = request.overlapMinutes === 0 ? null : now() + request.overlapMinutes * 60_000;
        await replace(file, withNewKey(file, request.connector, hashKey(key), until));
        return done(
          `New key of ${request.connector}, shown this once: ${key}`,
          until === null
            ? 'The old key is no longer accepted.'
            : `The old key is accepted until ${new Date(until).toISOString()}.`,
        );
      }
      case 'config.export': {
        const { file } = await stored();
        return { ok: true, lines: [], document: file };
      }
      case 'config.diff': {
        const { file } = await stored();
        return { ok: true, lines: differences(file, sameTenant(file, request.file)) };
      }
      case 'config.apply': {
        const { file } = await stored();
        const next = sameTenant(file, request.file);
        const lines = await replace(file, request.resetSecrets ? next : keepSecrets(file, next));
        const ended = await endGone(file, next);
        return done(
          ...(lines.length === 0 ? ['Nothing differs.'] : lines),
          ...(ended > 0 ? [`${ended} sign-ins ended.`] : []),
          ...(signInTimes(file) === signInTimes(next)
            ? []
            : ['How long sign-ins last changes with the next start of the server.']),
        );
      }
      case 'monitorings.list': {
        const { directory } = await stored();
        return { ok: true, lines: await supervisionLines(db, directory, request) };
      }
      case 'customers.find': {
        const found = await findCustomers(db, tenant, request.text);
        return { ok: true, lines: found.length === 0 ? ['Nobody found.'] : found.map(describeCustomer) };
      }
      case 'customers.erase': {
        const customer = await people.customer(request.id);
        if (customer === undefined) throw new AdministrationError(`There is no customer "${request.id}".`);
        if (await hasOpenConversation(db, tenant, request.id)) {
          throw new AdministrationError(
            'The customer has an open conversation. Erase the person when it has ended.',
          );
        }
        // Files first: afterwards nobody knows which they were.
        const texts = await people.textsWithFiles(request.id);
        await options.removeFiles(texts.flatMap(fileNamesIn));
        await people.eraseCustomer(request.id);
        return done(`Erased ${request.id}: names, addresses, messages, files, drafts, ratings.`);
      }
    }
  }

  /** Ends the sign-ins of whoever may no longer sign in. Resolves with how many there were. */
  async function endGone(before: ConfigurationFile, after: ConfigurationFile): Promise<number> {
    const staying = new Set(
      after.users.filter(({ enabled }) => enabled).map(({ username }) => username.toLowerCase()),
    );
    let ended = 0;
    for (const { username } of before.users) {
      if (!staying.has(username.toLowerCase())) ended += await endSignIns(username);
    }
    return ended;
  }

  return (request) => {
    const reply = last.then(() => carryOut(request)).catch(refusal);
    last = reply.catch(() => undefined);
    return reply;
  };
}

function done(...lines: string[]): AdministrationReply {
  return { ok: true, lines };
}

function refusal(error: unknown): AdministrationReply {
  if (error instanceof AdministrationError || error instanceof ConfigurationError) {
    return { ok: false, message: error.message };
  }
  throw error;
}

function sameTenant(current: ConfigurationFile, document: unknown): ConfigurationFile {
  const next = parseConfiguration(document);
  if (next.tenant === current.tenant) return next;
  throw new AdministrationError(
    `The file is about tenant "${next.tenant}", the store holds "${current.tenant}".`,
  );
}

function signInTimes({ settings }: ConfigurationFile): string {
  return `${settings.loginTokenSeconds} ${settings.accessTokenSeconds}`;
}

function describeUser(user: ConfigurationFile['users'][number]): string {
  const name = `${user.firstName} ${user.lastName}`.trim();
  const team = user.team === undefined ? '' : `, team ${user.team}`;
  const supervises = user.supervises.length === 0 ? '' : `, supervises ${user.supervises.join(', ')}`;
  const state = user.enabled ? '' : ' [disabled]';
  return `${user.username}${state}: ${name === '' ? '(no name)' : name}; ${user.roles.join(', ')}${team}${supervises}`;
}

function describeKey({ name, previousKey }: ConfigurationFile['connectors'][number], now: number): string {
  if (previousKey === undefined || previousKey.until <= now) return name;
  return `${name}: its old key is accepted until ${new Date(previousKey.until).toISOString()}`;
}
