/** A server that only signs people in, for tests: the demo contact centre on a port of the system's choice. */
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { loadConfiguration } from '../../configuration/load.ts';
import type { Configuration } from '../../configuration/load.ts';
import { parseConfiguration } from '../../configuration/parse.ts';
import demo from '../../demo.json' with { type: 'json' };
import { useConnections } from '../../http/connections.ts';
import { openDatabase } from '../../store/database.ts';
import type { Database } from '../../store/database.ts';
import { migrate } from '../../store/migrate.ts';
import { makeTestDatabase } from '../../testing/test-database.ts';
import type { TestDatabasePlace } from '../../testing/test-database.ts';
import { openIdentity } from '../identity.ts';
import type { Identity, IdentitySettings } from '../identity-contract.ts';
import { registerIdentity } from '../register-identity.ts';
import { requirePrincipal } from '../require-principal.ts';

export type IdentityServer = {
  origin: string;
  port: number;
  app: FastifyInstance;
  identity: Identity;
  configuration: Configuration;
  database: Database;
  place: TestDatabasePlace;
  /** Stops the server, keeps the data. */
  stop(): Promise<void>;
  /** Stops the server and removes the data. */
  close(): Promise<void>;
};

type IdentityServerOptions = {
  /** Data of an earlier server. */
  place?: TestDatabasePlace;
  /** Port of an earlier server. */
  port?: number;
  /** What differs from the demo's file. */
  configuration?: Record<string, unknown>;
  settings?: Partial<IdentitySettings>;
};

/** Starts the server; `GET /who` answers with the principal, `GET /supervisors` only to supervisors. */
export async function startIdentityServer(options: IdentityServerOptions = {}): Promise<IdentityServer> {
  const place = options.place ?? (await makeTestDatabase());
  const database = await openDatabase(place.options);
  await migrate(database.db);
  const configuration = await loadConfiguration(database.db, null, () =>
    Promise.resolve(parseConfiguration({ ...demo, ...options.configuration })),
  );
  const app = Fastify({ forceCloseConnections: true });
  let port = 0;
  const identity = await openIdentity({
    db: database.db,
    directory: () => configuration.directory,
    logger: pino({ level: 'silent' }),
    settings: {
      publicUrl: () => `http://127.0.0.1:${port}`,
      oidc: null,
      ...configuration.signIn,
      ...options.settings,
    },
  });
  useConnections(app, { logger: app.log });
  await registerIdentity(app, identity);
  app.get('/who', { preHandler: requirePrincipal(identity) }, (request) => request.principal);
  app.get('/supervisors', { preHandler: requirePrincipal(identity, ['supervisor']) }, () => ({}));
  await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  const address = app.server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  const stop = async () => {
    identity.close();
    await app.close();
    await database.close();
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    app,
    identity,
    configuration,
    database,
    place,
    stop,
    close: async () => {
      await stop();
      await place.remove();
    },
  };
}
