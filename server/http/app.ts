/** The HTTP side of the server, before any gateway has added its routes. */
import type { IncomingHttpHeaders } from 'node:http';
import fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { useDocs } from '../docs-pages/routes.ts';
import type { Settings } from '../settings/settings.ts';
import { createSecurityLog } from '../security-log.ts';
import { useCaching } from './caching.ts';
import { useConnections } from './connections.ts';
import type { DeskConfigFor } from './desk-config.ts';
import { framedByOurselves, otherNameOfHere, useDemoPages } from './demo-pages.ts';
import { answerFrameworkError, useErrors } from './errors.ts';
import type { KnownRefusal } from './errors.ts';
import { useForeignOrigins } from './foreign-origins.ts';
import { useHealth } from './health.ts';
import type { Probe, Shares } from './health.ts';
import { correlationId, CORRELATION_HEADER, pathOf } from './logging.ts';
import { useMetrics } from './metrics.ts';
import type { Metrics } from './metrics.ts';
import { useRateLimits } from './rate-limits.ts';
import { useRefusalLog } from './refusal-log.ts';
import { requestLimits, useRequestLimits } from './request-limits.ts';
import { chatPolicy, policyText, useSecurityHeaders } from './security-headers.ts';
import { useTenants } from './tenants.ts';
import type { TenantNaming } from './tenants.ts';
import { useWebFiles } from './web-files.ts';

/** What the HTTP side is made from. */
export type AppOptions = {
  settings: Settings;
  logger: Logger;
  metrics: Metrics;
  probes: readonly Probe[];
  /** What this process has to do among several; null: it is alone. */
  shares?: Shares | null;
  /** What errors of the engine and the store mean to a caller. */
  knownRefusal?: KnownRefusal;
  /** The built pages; null serves none (tests of the rest). */
  webDir: string | null;
  /** The web channel of a customer who names none; null: there is none. */
  defaultChannel: (headers: IncomingHttpHeaders) => string | null;
  /** What the desk's page has to know first. */
  deskConfig: DeskConfigFor;
  /** Whether a page of this origin is another site's that may use REST with a token. */
  isAllowedOrigin: (origin: string | undefined) => boolean;
  /** Whether the demo's pages are served. */
  demo: boolean;
  /** Which of several tenants a request is for; null: one is served. */
  naming?: TenantNaming | null;
};

/**
 * Makes the server with everything that is not a gateway's: correlation ids, coded errors, security headers,
 * limits, `/health`, `/ready`, `/metrics`, `/docs` and the pages. It does not listen yet: `app.server` may be
 * bound at any time, and answers once `app.ready()` has resolved.
 */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { demo } = options;
  const settings = demo
    ? {
        ...options.settings,
        frameAncestors: framedByOurselves(options.settings.frameAncestors),
        chatFrameAncestors: framedByOurselves(options.settings.chatFrameAncestors),
      }
    : options.settings;
  const loggerInstance: FastifyBaseLogger = options.logger;
  const app: FastifyInstance = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'correlationId' }),
    genReqId: correlationId,
    frameworkErrors: answerFrameworkError,
    ...requestLimits(settings),
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  // JSON is the one content type; a gateway that needs another adds it in its own scope.
  app.removeContentTypeParser('text/plain');
  if (options.naming !== undefined && options.naming !== null) useTenants(app, options.naming);
  useConnections(app, { ...settings, logger: options.logger, metrics: options.metrics });
  useCorrelation(app);
  useRequestLimits(app, settings.bodyLimit);
  useErrors(app, options.knownRefusal);
  useCaching(app);
  useForeignOrigins(app, options.isAllowedOrigin);
  useRefusalLog(app, createSecurityLog(options.logger));
  await useSecurityHeaders(app, settings, demo ? otherNameOfHere : null);
  await useRateLimits(app, settings.rateLimit);
  await useDocs(app);
  useHealth(app, options.probes, options.shares ?? null);
  useMetrics(app, options.metrics, settings.metricsToken);
  if (options.webDir !== null) {
    await useWebFiles(app, options.webDir, { ...options, chatPolicy: policyText(chatPolicy(settings)) });
    if (demo) useDemoPages(app);
  }
  return app;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A route whose requests are a transport's: not worth a line in the log, and no measure of our speed. */
    transport?: boolean;
    /** A route whose requests are held until there is something to say: the same, but it is a tenant's. */
    held?: boolean;
  }
}

/** Puts the correlation id on every answer, and one line per request into the log. */
function useCorrelation(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, next) => {
    reply.raw.setHeader(CORRELATION_HEADER, request.id);
    next();
  });
  app.addHook('onResponse', (request, reply, next) => {
    // What changes something or was refused is worth a line; reading is not, unless somebody looks closely.
    const { transport, held } = request.routeOptions.config;
    const worth = transport !== true && held !== true && request.method !== 'GET';
    const level = worth || reply.statusCode >= 400 ? 'info' : 'debug';
    request.log[level](
      {
        method: request.method,
        path: pathOf(request.url),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        address: request.clientAddress.address,
      },
      'request',
    );
    next();
  });
}
