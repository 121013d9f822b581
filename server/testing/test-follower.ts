import { openArchive } from '../engine/follower/archive.ts';
import type { Archive } from '../engine/follower/archive.ts';
import { openFollower } from '../engine/follower/open-follower.ts';
import type { RunningFollower } from '../engine/follower/follower-options.ts';
import { Publisher } from '../engine/follower/publisher.ts';
import type { PipeSettings } from '../engine/follower/settings.ts';
import type { GatewayEngine } from '../engine/contract.ts';
import type { RunningEngine } from '../engine/open-engine.ts';
import { createRandom } from '../simulation/random.ts';
import type { Database } from '../store/database.ts';
import { openTestEngine, silentLogger } from './test-engine.ts';
import type { TestEngineOptions } from './test-engine.ts';
import { carryUnevenly, TestPipe } from './test-pipe.ts';
import type { PipeFaults } from './test-pipe.ts';

/** What may be different about a follower in a test. */
export type FollowOptions = {
  seed?: string;
  faults?: PipeFaults;
  settings?: Partial<PipeSettings>;
  /** Stands between the follower and the store. */
  archive?: (archive: Archive) => Archive;
};

/** A follower of an engine over a pipe that serialises everything. */
export type Following = {
  follower: RunningFollower;
  pipe: TestPipe;
  publisher: Publisher;
  /** Ends the follower and the publisher, not the engine. */
  stop: () => Promise<void>;
};

/** Short, so that what is lost on the pipe costs a test little. */
const TEST_SETTINGS: Partial<PipeSettings> = {
  pulseMs: 50,
  gapMs: 10,
  retryMs: 50,
  answerMs: 60_000,
  staleMs: 60_000,
};

/** Lets a follower follow `engine`. */
export async function follow(
  engine: RunningEngine,
  { db }: Pick<Database, 'db'>,
  options: FollowOptions = {},
): Promise<Following> {
  const {
    seed = 'follower',
    faults = { lost: 0, doubled: 0.1 },
    archive = (same: Archive) => same,
  } = options;
  const random = createRandom(seed);
  const pipe = new TestPipe(random, faults, carryUnevenly(random));
  const settings = { ...TEST_SETTINGS, ...options.settings };
  const publisher = await Publisher.open({ engine, pipe: pipe.owner, settings });
  const follower = await openFollower({
    tenant: engine.tenant,
    pipe: pipe.follower,
    archive: archive(openArchive(db, engine.tenant)),
    logger: silentLogger,
    settings,
  });
  return {
    follower,
    pipe,
    publisher,
    stop: async () => {
      await follower.close();
      publisher.close();
    },
  };
}

export type TestFollowerOptions = FollowOptions & {
  engine?: Omit<TestEngineOptions, 'database'>;
  database?: Database;
};

/** An engine with a follower, on a fresh tenant. */
export type TestFollower = Following & { owner: RunningEngine; close: () => Promise<void> };

/** An engine with a configured contact centre, and a follower of it. */
export async function openTestFollower(options: TestFollowerOptions = {}): Promise<TestFollower> {
  const { engine: engineOptions, database: given, ...rest } = options;
  const test = await openTestEngine({
    ...engineOptions,
    ...(given !== undefined && { database: given }),
  });
  const { engine } = test;
  const following = await follow(engine, test.database, rest);
  return {
    ...following,
    owner: engine,
    close: async () => {
      await following.stop();
      await test.close();
    },
  };
}

/**
 * The engine that a gateway's contract tests give to the gateway: the owner itself or, with `TEST_ENGINE=follower`,
 * a follower of it on a pipe that doubles messages and lets them overtake each other. With `options` always that.
 */
export async function engineForGateways(
  owner: RunningEngine,
  database: Pick<Database, 'db'>,
  options?: FollowOptions,
): Promise<{ engine: GatewayEngine; pipe: TestPipe | null; stop: () => Promise<void> }> {
  if (process.env.TEST_ENGINE !== 'follower' && options === undefined) {
    return { engine: owner, pipe: null, stop: () => Promise.resolve() };
  }
  const { follower, pipe, stop } = await follow(owner, database, options);
  return { engine: follower, pipe, stop };
}
