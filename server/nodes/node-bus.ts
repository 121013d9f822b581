/**
 * The bus of a node: Redis, and the database for as long as a node has no Redis. So the loss of Redis costs time and
 * nothing else. Which of the two carried a text makes no difference: whoever listens expects doubles.
 */
import type { Logger } from 'pino';
import type { Bus } from './bus.ts';
import { openDatabaseBus } from './database-bus.ts';
import { openRedisBus } from './redis-bus.ts';

/** A node that has no Redis is remembered for so long (ms); it says so again with whatever it sends. */
const LONELY_MS = 3_000;

/** A connection that is away is reported this often (ms). */
const REPORT_EVERY_MS = 10_000;

export type NodeBusOptions = {
  redisUrl: string;
  databaseUrl: string;
  /** Names the installation: the same for all its nodes, another one for everybody else. */
  installation: string;
  /** Names this process. */
  node: string;
  logger: Pick<Logger, 'info' | 'warn'>;
};

export type NodeBus = Bus & {
  /** Whether Redis carries what this node sends. */
  readonly hasRedis: boolean;
};

export function openNodeBus({ redisUrl, databaseUrl, installation, node, logger }: NodeBusOptions): NodeBus {
  let lonelyUntil = -Infinity;
  const reportRedis = seldom((error) => {
    logger.warn({ err: error }, 'Redis is away: the nodes talk over the database until it is back');
  });
  const reportDatabase = seldom((error) => {
    logger.warn({ err: error }, 'The database cannot carry messages between nodes at present');
  });
  const redis = openRedisBus({
    url: redisUrl,
    prefix: `desk:${installation}:`,
    node,
    onTrouble: reportRedis,
    onWorking: () => logger.info({}, 'Redis carries the messages between the nodes'),
  });
  const database = openDatabaseBus({
    databaseUrl,
    channel: `desk_${installation}`,
    node,
    onLonely: () => (lonelyUntil = performance.now() + LONELY_MS),
    onTrouble: reportDatabase,
  });
  return {
    get hasRedis() {
      return redis.works;
    },
    publish: (topic, text) => {
      if (!redis.works) {
        database.publish(topic, text, 'alone');
        return;
      }
      redis.publish(topic, text);
      if (performance.now() < lonelyUntil) database.publish(topic, text, 'along');
    },
    subscribe: (topic, listener, isWanted) => {
      const stops = [redis.subscribe(topic, listener, isWanted), database.subscribe(topic, listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    close: async () => {
      await Promise.all([redis.close(), database.close()]);
    },
  };
}

function seldom(report: (error: unknown) => void): (error: unknown) => void {
  let last = -Infinity;
  return (error) => {
    const now = performance.now();
    if (now - last < REPORT_EVERY_MS) return;
    last = now;
    report(error);
  };
}
