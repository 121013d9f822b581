/**
 * The pages of the demo: `/demo` shows desk and customer side by side, `/demo/shop` is a stranger's page with the
 * widget in it, `/demo/crm` a CRM with the desk in it. Served only where everybody knows the demo's passwords anyway.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';

/**
 * The policy of the shop: strict, and without anything that a page of another origin would not have to write as
 * well (docs/embed.md); here both origins are the same, so it says `'self'`.
 */
const SHOP_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The CRM frames the desk under another name of this machine, and asks for nothing but a sign-in. */
const CRM_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  'frame-src http://localhost:* http://127.0.0.1:*',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Adds the demo's pages; `useWebFiles` has been called before. */
export function useDemoPages(app: FastifyInstance): void {
  const options = { config: { rateLimit: false }, schema: { hide: true } } as const;
  app.get('/demo', options, (_request, reply) => reply.sendFile('demo.html'));
  app.get('/demo/shop', options, (_request, reply) =>
    reply.header('content-security-policy', SHOP_POLICY).sendFile('shop.html'),
  );
  app.get('/demo/crm', options, (_request, reply) =>
    reply.header('content-security-policy', CRM_POLICY).sendFile('crm.html'),
  );
}

/** Our own pages may frame each other: what `/demo` does. */
export function framedByOurselves(frameAncestors: readonly string[]): readonly string[] {
  const others = frameAncestors.filter((source) => source !== "'none'" && source !== "'self'");
  return ["'self'", ...others];
}

const OTHER_NAME: Readonly<Record<string, string>> = { localhost: '127.0.0.1', '127.0.0.1': 'localhost' };

/** The same server under the other name of this machine, which frames the desk in `/demo/crm`; nothing elsewhere. */
export function otherNameOfHere({ host = '' }: IncomingHttpHeaders): string {
  const [, name = '', port = ''] = /^([^:]*)(:\d+)?$/.exec(host) ?? [];
  const other = OTHER_NAME[name];
  return other === undefined ? '' : `http://${other}${port}`;
}
