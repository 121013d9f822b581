import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import type { Credentials } from '../credentials.ts';
import { SignInError } from '../errors.ts';
import type { Origins } from '../origins.ts';
import { SIGN_IN_LIMIT } from '../sign-in-limit.ts';
import { OPENID_CONNECT, realmPath } from './configuration.ts';
import { readForm } from './read-form.ts';
import type { EmbeddedProvider } from './embedded-provider.ts';
import { helperPage, ICON, messagePage, signInPage } from './pages.ts';
import { COOKIES_SCRIPT, statusScript, SUBMIT_SCRIPT } from './scripts.ts';
import { STYLE } from './style.ts';

type ProviderRoutesOptions = {
  realm: string;
  /** The provider; made when the first request comes. */
  provider: () => Promise<EmbeddedProvider>;
  credentials: Credentials;
  origins: () => Origins;
  /** Value of the Content-Security-Policy of the pages. */
  policy: () => string;
  /** A line on the sign-in page, or null. */
  notice: string | null;
};

const TOO_LONG = {
  title: 'This page has expired',
  text: 'It was open for too long. Please start again.',
  link: { href: '/', label: 'Start again' },
};

/** The embedded provider in a scope of its own, in which nobody reads request bodies before it. */
export function providerRoutes(app: FastifyInstance, options: ProviderRoutesOptions): void {
  const base = realmPath(options.realm);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('content-security-policy', options.policy());
    reply.header('x-content-type-options', 'nosniff');
    // `no-referrer` would hide the origin of our own forms.
    reply.header('referrer-policy', 'same-origin');
    done();
  });

  staticRoutes(app, base, options);

  const page = `${base}/login-actions/authenticate/:uid`;
  app.get(page, async (request, reply) => {
    const provider = await options.provider();
    if (!(await provider.isWaiting(request.raw, reply.raw)))
      return html(reply, 400, messagePage({ base, ...TOO_LONG }));
    return html(reply, 200, form(request, base, options.notice));
  });
  app.post(page, { config: SIGN_IN_LIMIT }, async (request, reply) => {
    const provider = await options.provider();
    const fields = await readForm(request.raw);
    const username = (fields.get('username') ?? '').trim();
    try {
      options.origins().check(request.headers);
      if (!(await provider.isWaiting(request.raw, reply.raw))) {
        return await html(reply, 400, messagePage({ base, ...TOO_LONG }));
      }
      const user = await options.credentials.check(username, fields.get('password') ?? '', request.ip);
      if (user === undefined) {
        return await html(
          reply,
          401,
          form(request, base, options.notice, { username, error: 'Username or password is wrong.' }),
        );
      }
      reply.hijack();
      await provider.finish(request.raw, reply.raw, user.id);
      return await reply;
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      if (error instanceof SignInError && error.retryAfterMs !== null) {
        reply.header('retry-after', Math.ceil(error.retryAfterMs / 1000));
      }
      return html(
        reply,
        error.statusCode,
        form(request, base, options.notice, { username, error: wordsOf(error) }),
      );
    }
  });

  app.all(`${base}/*`, async (request, reply) => {
    const provider = await options.provider();
    reply.hijack();
    await provider.handle(request.raw, reply.raw);
    return reply;
  });
}

/** A refusal for people; a lock says how long it holds and what helps. */
function wordsOf(error: ProtocolError): string {
  if (!(error instanceof SignInError) || error.reason !== 'locked') return error.message;
  const minutes = Math.max(1, Math.ceil((error.retryAfterMs ?? 0) / 60_000));
  const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return `This account is locked for ${wait}: there were too many wrong passwords. Then it opens by itself. If you do not know the password any more, ask your administrator.`;
}

function form(
  request: FastifyRequest,
  base: string,
  notice: string | null,
  failed: { username: string; error: string } | null = null,
): string {
  return signInPage({
    base,
    action: new URL(request.url, 'http://localhost').pathname,
    username: failed?.username ?? '',
    error: failed?.error ?? null,
    notice,
  });
}

function html(reply: FastifyReply, status: number, content: string): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(content);
}

/** Style, scripts and the two pages that keycloak-js opens in hidden frames. */
function staticRoutes(app: FastifyInstance, base: string, options: ProviderRoutesOptions): void {
  const serve = (path: string, type: string, content: () => Promise<string> | string) =>
    app.get(`${base}${path}`, async (_request, reply) =>
      reply
        .type(`${type}; charset=utf-8`)
        .header('cache-control', 'no-cache')
        .send(await content()),
    );
  const resource = (name: string) => `${base}/resources/${name}`;
  serve('/resources/style.css', 'text/css', () => STYLE);
  serve('/resources/icon.svg', 'image/svg+xml', () => ICON);
  serve('/resources/submit.js', 'text/javascript', () => SUBMIT_SCRIPT);
  serve('/resources/cookies.js', 'text/javascript', () => COOKIES_SCRIPT);
  serve('/resources/status.js', 'text/javascript', async () =>
    statusScript((await options.provider()).statusCookie),
  );
  serve(`${OPENID_CONNECT}/3p-cookies/step1.html`, 'text/html', () =>
    helperPage('Cookies', resource('cookies.js')),
  );
  serve(`${OPENID_CONNECT}/login-status-iframe.html`, 'text/html', () =>
    helperPage('Sign-in status', resource('status.js')),
  );
}
