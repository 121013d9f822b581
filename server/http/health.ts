/** Probes for balancers and process managers: is the process alive (`/health`), may people be sent here (`/ready`)? */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';

/** Something that must work for the server to serve. `check` rejects while it does not. */
export type Probe = {
  name: string;
  check: () => Promise<unknown>;
  /** While it is false, the probe is not there. */
  onlyWhile?: () => boolean;
  /** One of several contact centres: the others are served on while it fails. */
  oneOfSeveral?: boolean;
};

/** The role of a process among several on one database. */
export type Shares = {
  /** By the id of the contact centre: whether this process decides for it or follows another one. */
  roles: () => Record<string, 'owner' | 'follower'>;
  /** By the id of the contact centre: how long ago (ms) the last message of its owner came. */
  lagMs: () => Record<string, number>;
  /** Whether Redis carries its messages; without it they take longer. */
  hasRedis: () => boolean;
};

/** A probe that has not answered by then counts as failed. */
const PROBE_TIMEOUT_MS = 2_000;

const readiness = z.object({
  status: z.enum(['ready', 'degraded', 'unavailable']),
  checks: z.record(z.string(), z.enum(['ok', 'failed'])),
  roles: z.record(z.string(), z.enum(['owner', 'follower'])).optional(),
  redis: z.enum(['ok', 'away']).optional(),
});

/** Adds `/health` and `/ready`. */
export function useHealth(
  app: FastifyInstance,
  probes: readonly Probe[],
  shares: Shares | null = null,
): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const config = { rateLimit: false } as const;
  typed.get(
    '/health',
    {
      config,
      schema: {
        tags: ['operating'],
        summary: 'Whether the process is alive.',
        response: { 200: z.object({ status: z.literal('ok') }) },
      },
    },
    async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' as const }),
  );
  typed.get(
    '/ready',
    {
      config,
      schema: {
        tags: ['operating'],
        summary:
          'Whether it can serve: the engine owns or follows the contact centre, and the database answers.',
        response: { 200: readiness, 503: readiness },
      },
    },
    async (_request, reply) => {
      const asked = probes.filter(({ onlyWhile }) => onlyWhile?.() !== false);
      const results = await Promise.all(
        asked.map(async (probe) => [probe.name, await passes(probe)] as const),
      );
      const status = statusOf(asked.map((probe, index) => [probe, results[index]?.[1] === true]));
      return reply
        .code(status === 'unavailable' ? 503 : 200)
        .header('cache-control', 'no-store')
        .send({
          status,
          checks: Object.fromEntries(
            results.map(([name, passed]) => [name, passed ? 'ok' : 'failed'] as const),
          ),
          ...(shares !== null && {
            roles: shares.roles(),
            redis: shares.hasRedis() ? ('ok' as const) : ('away' as const),
          }),
        });
    },
  );
}

type Readiness = z.infer<typeof readiness>['status'];

/** With one contact centre everything has to pass; of several, one that does is worth sending people to. */
function statusOf(results: readonly (readonly [Probe, boolean])[]): Readiness {
  if (results.every(([, passed]) => passed)) return 'ready';
  const several = results.filter(([probe]) => probe.oneOfSeveral === true);
  const rest = results.filter(([probe]) => probe.oneOfSeveral !== true);
  const serves = several.some(([, passed]) => passed) && rest.every(([, passed]) => passed);
  return serves ? 'degraded' : 'unavailable';
}

async function passes(probe: Probe): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PROBE_TIMEOUT_MS);
  });
  try {
    return await Promise.race([probe.check().then(() => true), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
