import type { Logger } from 'pino';
import type { EngineMetrics } from '../http/metrics.ts';

/** A quota that goes on refusing is logged this often (ms). */
const SAY_EVERY_MS = 60_000;

/** Counts as `metrics` does, and tells the operator in the log when a quota refuses somebody. */
export function tellingQuotas(metrics: EngineMetrics, logger: Pick<Logger, 'warn'>): EngineMetrics {
  const saidAt = new Map<string, number>();
  return {
    ...metrics,
    overQuota: (quota) => {
      metrics.overQuota(quota);
      const now = performance.now();
      if (now - (saidAt.get(quota) ?? -Infinity) < SAY_EVERY_MS) return;
      saidAt.set(quota, now);
      logger.warn({ quota }, 'a quota of the contact centre is used up: more is refused');
    },
  };
}
