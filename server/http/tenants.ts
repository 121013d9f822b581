/**
 * Several tenants behind one address. The routes of each are registered beside those of the others, and a request gets
 * to those of the tenant that it names. A tenant's routes know that tenant alone: what a request only claims is verified
 * there, with that tenant's own keys.
 */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { ProtocolError } from '../../protocol/shared/errors.ts';

/** What a socket shows when it connects. */
export type ShownHandshake = {
  auth: Record<string, unknown>;
  headers: IncomingHttpHeaders;
  query: Record<string, unknown>;
};

/** Which tenant something from outside is for. Nothing is proven by that. */
export type TenantNaming = {
  ofRequest(request: Pick<IncomingMessage, 'url' | 'headers'>): Promise<string>;
  ofHandshake(handshake: ShownHandshake): string;
};

declare module 'fastify' {
  interface FastifyInstance {
    /** Absent while one tenant is served: everything is for it. */
    tenantNaming?: TenantNaming;
  }
  interface FastifyContextConfig {
    /** Whose route it is, where several tenants are served. */
    tenant?: string;
  }
}

/** The name of the constraint by which the router chooses among the routes of several tenants. */
const CONSTRAINT = 'tenant';

/** Lets `app` serve several tenants. To be called before their routes are added. */
export function useTenants(app: FastifyInstance, naming: TenantNaming): void {
  app.decorate('tenantNaming', naming);
  app.addConstraintStrategy({
    name: CONSTRAINT,
    storage: () => {
      const routes = new Map<string, unknown>();
      return {
        get: (tenant: string) => routes.get(tenant) ?? null,
        set: (tenant: string, route: unknown) => void routes.set(tenant, route),
      };
    },
    validate: () => undefined,
    deriveConstraint: (
      request: IncomingMessage,
      _context: unknown,
      done: (error: Error | null, tenant?: string) => void,
    ) => {
      naming.ofRequest(request).then(
        (tenant) => done(null, tenant),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  } as unknown as Parameters<FastifyInstance['addConstraintStrategy']>[0]);
}

/** How the routes of one tenant stand among the others. */
export type TenantRoutes = {
  tenant: string;
  /** Whether `/docs` describes them: those of all tenants are alike. */
  described: boolean;
  /** While it is false, every route of the tenant answers UNAVAILABLE. */
  isServed: () => boolean;
};

/** Adds what `register` adds as routes of one tenant. */
export async function tenantRoutes(
  app: FastifyInstance,
  { tenant, described, isServed }: TenantRoutes,
  register: (scope: FastifyInstance) => Promise<void>,
): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      // A transport's connections begin before anything names a tenant.
      if (route.config?.transport === true) return;
      route.constraints = { ...route.constraints, [CONSTRAINT]: tenant };
      route.config = { ...route.config, tenant };
      if (!described) route.schema = { ...route.schema, hide: true };
    });
    scope.addHook('onRequest', (request, _reply, next) => {
      const refused = request.routeOptions.config.transport !== true && !isServed();
      next(refused ? new ProtocolError('UNAVAILABLE') : undefined);
    });
    await register(scope);
  });
}

/** Answers for a tenant that could not be opened: UNAVAILABLE, whatever is asked. */
export function refuseTenant(app: FastifyInstance, tenant: string): void {
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/*',
    schema: { hide: true },
    constraints: { [CONSTRAINT]: tenant },
    config: { tenant },
    handler: () => {
      throw new ProtocolError('UNAVAILABLE');
    },
  });
}
