/**
 * The boundary behind which an error that a client caused stays. Whatever throws while bytes from outside are
 * handled costs at most that answer or that connection: it is logged with the connection's correlation id and
 * counted, and everybody else is served on.
 */
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';
import type { CutReason, Transport } from './transport.ts';

/** What the log says besides the error. */
export type Origin = { transport: Transport; correlationId: string; task?: string };

export type Containment = {
  /** Counts a connection that we have cut because of what its client does or fails to do. */
  cut(transport: Transport, reason: CutReason): void;
  /** Logs and counts an error that stopped here. Never throws. */
  note(error: unknown, origin: Origin): void;
  /**
   * Runs work that bytes from outside have begun, at once or over time. When it fails, `answer` tells the client
   * or closes its connection; what fails in there is contained as well.
   */
  run(origin: Origin, work: () => unknown, answer: (error: unknown) => void): void;
};

declare module 'fastify' {
  interface FastifyInstance {
    containment: Containment;
  }
}

/** Adds the boundary to `app`. Without `metrics` nothing is counted (tests). */
export function useContainment(
  app: FastifyInstance,
  logger: Pick<Logger, 'error'>,
  metrics?: Pick<Metrics, 'contained' | 'cut'>,
): void {
  app.decorate('containment', createContainment(logger, metrics));
}

export function createContainment(
  logger: Pick<Logger, 'error'>,
  metrics?: Pick<Metrics, 'contained' | 'cut'>,
): Containment {
  const note = (error: unknown, origin: Origin): void => {
    metrics?.contained(origin.transport);
    try {
      logger.error({ err: error, ...origin }, 'an error was contained');
    } catch {
      // A log that cannot be written must not end what it tells about.
    }
  };
  const settle = (error: unknown, origin: Origin, answer: (error: unknown) => void): void => {
    try {
      answer(error);
    } catch (second) {
      note(second, origin);
    }
  };
  return {
    cut: (transport, reason) => metrics?.cut(transport, reason),
    note,
    run(origin, work, answer) {
      try {
        const done = work();
        if (done instanceof Promise) done.catch((error: unknown) => settle(error, origin, answer));
      } catch (error) {
        settle(error, origin, answer);
      }
    },
  };
}
