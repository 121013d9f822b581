/** The headers that tell a browser what our pages may never do. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { Settings } from '../settings/settings.ts';

type Policy = Record<string, string[]>;

/**
 * The Content-Security-Policy of every page: nothing from elsewhere, no inline script, no markup made from
 * strings (Trusted Types: the one policy gives the address of our service worker and no other), and only
 * `FRAME_ANCESTORS`, `EMBED_ORIGINS` and `CRM_ORIGINS` may show us in a frame. A Keycloak of one's own is the one foreign place: the desk talks to it
 * and is sent to it.
 */
export function contentSecurityPolicy(
  settings: Pick<Settings, 'oidc' | 'frameAncestors' | 'embedOrigins' | 'crmOrigins'>,
): Policy {
  const provider = settings.oidc === null ? [] : [new URL(settings.oidc.url).origin];
  return {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'media-src': ["'self'", 'data:', 'blob:'],
    'connect-src': ["'self'", ...provider],
    'frame-src': ["'self'", ...provider],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'", ...provider],
    'frame-ancestors': framedBy(settings),
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['desk-worker'],
  };
}

/** Who may frame the desk; `'none'` stands alone. */
function framedBy({
  frameAncestors,
  embedOrigins,
  crmOrigins,
}: Pick<Settings, 'frameAncestors' | 'embedOrigins' | 'crmOrigins'>): string[] {
  const named = [...embedOrigins, ...crmOrigins];
  if (named.length === 0) return [...frameAncestors];
  return [...new Set([...frameAncestors.filter((source) => source !== "'none'"), ...named])];
}

/** The same for the customer's page: `CHAT_FRAME_ANCESTORS` says who may frame it. */
export function chatPolicy(settings: Pick<Settings, 'oidc' | 'chatFrameAncestors'>): Policy {
  return contentSecurityPolicy({
    oidc: settings.oidc,
    frameAncestors: settings.chatFrameAncestors,
    embedOrigins: [],
    crmOrigins: [],
  });
}

/** A policy as the value of its header. */
export function policyText(policy: Policy): string {
  return Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(' '))
    .join('; ');
}

type Ancestors = (string | ((request: IncomingMessage) => string))[];

/**
 * Installs the headers for every answer; a route may replace them by its own `helmet` options. `alsoFramedBy`: a further
 * origin that may frame what was asked for with these headers.
 */
export async function useSecurityHeaders(
  app: FastifyInstance,
  settings: Pick<Settings, 'oidc' | 'frameAncestors' | 'embedOrigins' | 'crmOrigins' | 'publicUrl'>,
  alsoFramedBy: ((headers: IncomingHttpHeaders) => string) | null = null,
): Promise<void> {
  const policy = contentSecurityPolicy(settings);
  const ancestors: Ancestors = [...(policy['frame-ancestors'] ?? [])];
  if (alsoFramedBy !== null) ancestors.push(({ headers }) => alsoFramedBy(headers));
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { ...policy, 'frame-ancestors': ancestors },
    },
    // A CRM that opens the desk in a window of its own keeps its handle on that window.
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
    crossOriginEmbedderPolicy: false,
    // `frame-ancestors` says it better, and X-Frame-Options cannot name an origin.
    frameguard: false,
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity:
      settings.publicUrl?.startsWith('https:') === true ? { maxAge: 31_536_000 } : false,
  });
  app.addHook('onRequest', (_request, reply, next) => {
    reply.raw.setHeader('permissions-policy', 'camera=(), geolocation=(self), payment=(), usb=()');
    next();
  });
}
