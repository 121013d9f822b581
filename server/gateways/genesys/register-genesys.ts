/** The Genesys chat interface: REST for what agents do, CometD for what they are told. */
import type { FastifyError, FastifyInstance } from 'fastify';
import { REST_BASE } from '../../../protocol/genesys/names.ts';
import { STATUS } from '../../../protocol/genesys/status.ts';
import { KeyedLimit } from '../../http/keyed-limit.ts';
import { SessionQuota } from '../../wire/session-quota.ts';
import type { GatewayContext } from '../shared/context.ts';
import { DEFAULT_TIMING, type BayeuxTiming } from './bayeux/timing.ts';
import { Desks } from './desks.ts';
import { addressRefusal, Failure, failureOf, sendFailure } from './failures.ts';
import type { GenesysContext } from './genesys-context.ts';
import { InteractionTeller } from './interactions/telling.ts';
import { Nicknames } from './interactions/nicknames.ts';
import { contactRoutes } from './routes/contacts.ts';
import { interactionRoutes } from './routes/interactions.ts';
import { agentRoutes } from './routes/agent.ts';
import { notificationRoutes } from './routes/notifications.ts';
import { useVisitors } from './routes/visit.ts';
import { SignIns } from './sign-ins.ts';
import { prepareTurn } from './turns.ts';

export type GenesysGateway = {
  /** Clients that poll now. */
  clients: () => number;
  /** Ends every client. */
  close: () => Promise<void>;
};

/** Adds routes to `app`, which need not listen yet. `timing`: what differs from the usual times (tests). */
export async function registerGenesys(
  app: FastifyInstance,
  gateway: GatewayContext,
  timing: Partial<BayeuxTiming> = {},
): Promise<GenesysGateway> {
  const times = { ...DEFAULT_TIMING, ...timing };
  const desks: Desks = new Desks(gateway, times, (desk, isNew) =>
    isNew ? teller.tellAll(desk) : teller.correct(desk),
  );
  const nicknames = new Nicknames();
  const teller: InteractionTeller = new InteractionTeller({ ...gateway, desks, nicknames });
  const context: GenesysContext = {
    ...gateway,
    desks,
    nicknames,
    teller,
    quota: new SessionQuota(gateway.settings.quota),
    histories: new KeyedLimit(gateway.settings.historiesPerMinute),
    signIns: new SignIns(gateway),
  };
  app.refusalForms.set(`${REST_BASE}/`, addressRefusal);
  await app.register((scope, _options, done) => {
    // Every operation reads its body itself, in the order of the interface: schemas describe.
    scope.setValidatorCompiler(() => (value: unknown) => ({ value }));
    scope.setErrorHandler<FastifyError>((error, request, reply) => {
      const failure = failureOf(error);
      // That somebody has to wait, or the database is away, is no mistake.
      if (failure.code === STATUS.internal && failure.httpStatus !== 503) {
        app.containment.note(error, { transport: 'http', correlationId: request.id });
      }
      sendFailure(reply, error);
    });
    useVisitors(scope, context);
    notificationRoutes(scope, context, times);
    agentRoutes(scope, context);
    interactionRoutes(scope, context);
    contactRoutes(scope, context);
    unknownRoutes(scope);
    done();
  });
  const stops = [await listen(context), gateway.identity.onSessionEnded((sid) => desks.signInEnded(sid))];
  const close = (): Promise<void> => {
    for (const stop of stops) stop();
    desks.close();
    return Promise.resolve();
  };
  app.addHook('preClose', close);
  return { clients: () => desks.size, close };
}

/** What is not there is told so in the words of the interface. */
function unknownRoutes(scope: FastifyInstance): void {
  scope.route({
    method: ['GET', 'POST', 'PUT', 'DELETE'],
    url: `${REST_BASE}/*`,
    config: { open: true, readsAnyJson: true },
    schema: { hide: true },
    handler: () => {
      throw new Failure(STATUS.notFound);
    },
  });
}

async function listen({ engine, desks, teller, logger }: GenesysContext): Promise<() => void> {
  let stop = (): void => {};
  await engine.read(() => {
    stop = engine.onTurn((turn) => {
      try {
        return prepareTurn(turn, desks, teller);
      } catch (error) {
        logger.error({ err: error, cause: turn.cause }, 'a turn could not be told');
        return undefined;
      }
    });
  });
  // What was prepared may not have happened, or not have been heard of.
  const stopResets = engine.onReset(() => {
    for (const desk of desks.allAtWork()) {
      teller.correct(desk).catch(() => {
        // The engine is stopping; nobody has to be told.
      });
    }
  });
  return () => {
    stop();
    stopResets();
  };
}
