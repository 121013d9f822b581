/**
 * The pages of the demo: `/demo` shows desk and customer side by side, `/demo/shop` is a stranger's page with the
 * widget in it. Served only where everybody knows the demo's passwords anyway.
 */
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

/** Adds the demo's pages; `useWebFiles` has been called before. */
export function useDemoPages(app: FastifyInstance): void {
  const options = { config: { rateLimit: false }, schema: { hide: true } } as const;
  app.get('/demo', options, (_request, reply) => reply.sendFile('demo.html'));
  app.get('/demo/shop', options, (_request, reply) =>
    reply.header('content-security-policy', SHOP_POLICY).sendFile('shop.html'),
  );
}

/** Our own pages may frame each other: what `/demo` does. */
export function framedByOurselves(frameAncestors: readonly string[]): readonly string[] {
  const others = frameAncestors.filter((source) => source !== "'none'" && source !== "'self'");
  return ["'self'", ...others];
}
