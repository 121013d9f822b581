/** The configuration of a running server, which can be replaced while it serves. */
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { configurationRevision, loadConfiguration } from '../configuration/load.ts';
import type { Configuration } from '../configuration/load.ts';
import type { Config } from '../core/config.ts';
import type { Schema } from '../store/schema.ts';

/** What it needs of the engine. */
type ConfigurableEngine = {
  submit(command: {
    type: 'configure';
    id: string;
    config: Config;
  }): Promise<{ ok: true } | { ok: false; rejection: { message: string } }>;
  read<T>(look: (view: { world: { state: { config: Config } } }) => T): Promise<T>;
};

export type LiveConfiguration = {
  /** As it stands now. */
  current(): Configuration;
  /** Tells the core how it is configured, when that is not what it knows already. */
  apply(engine: ConfigurableEngine): Promise<void>;
  /** Reads the store again and takes over what is there. */
  reload: () => Promise<void>;
  /** Looks every `everyMs` whether another process has changed the store. */
  watch(everyMs: number): void;
  close(): void;
};

export function createLiveConfiguration(
  db: Kysely<Schema>,
  first: Configuration,
  logger: () => Pick<Logger, 'info' | 'warn'>,
): LiveConfiguration {
  const { tenant } = first;
  let current = first;
  let engine: ConfigurableEngine | undefined;
  let revision: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();

  async function tellCore(): Promise<void> {
    if (engine === undefined) return;
    const { core } = current;
    const known = await engine.read(({ world }) => JSON.stringify(world.state.config));
    if (known === JSON.stringify(core)) return;
    const outcome = await engine.submit({ type: 'configure', id: randomUUID(), config: core });
    if (!outcome.ok) throw new Error(`The configuration was refused: ${outcome.rejection.message}`);
  }

  async function takeOver(): Promise<void> {
    const found = await configurationRevision(db, tenant);
    const next = await loadConfiguration(db, tenant, () => Promise.reject(new Error('It is gone.')));
    // Gateways look names up when the core tells that it was configured: the names have to be there first.
    current = next;
    await tellCore();
    revision = found;
    logger().info({ event: 'configuration-changed', tenant }, 'the configuration was changed');
  }

  const reload = (): Promise<void> => {
    const done = last.then(takeOver);
    last = done.catch(() => undefined);
    return done;
  };

  async function look(): Promise<void> {
    const found = await configurationRevision(db, tenant);
    const changed = revision !== null && found !== revision;
    revision ??= found;
    if (changed) await reload();
  }

  return {
    current: () => current,
    async apply(target) {
      engine = target;
      await tellCore();
      revision = await configurationRevision(db, tenant);
    },
    reload,
    watch(everyMs) {
      timer = setInterval(() => {
        look().catch((error: unknown) =>
          logger().warn({ err: error, tenant }, 'the configuration could not be looked at'),
        );
      }, everyMs);
      timer.unref();
    },
    close: () => clearInterval(timer),
  };
}
