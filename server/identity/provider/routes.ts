import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import { callerOf } from '../caller.ts';
import type { Caller } from '../caller.ts';
import { cookieSuffix } from '../cookies.ts';
import type { DeviceCookie } from '../cookies.ts';
import type { Credentials } from '../credentials.ts';
import { asRefusal, SignInError } from '../errors.ts';
import { newDevice } from '../known-places.ts';
import type { Origins } from '../origins.ts';
import type { SecurityLog } from '../../security-log.ts';
import { SIGN_IN_LIMIT } from '../sign-in-limit.ts';
import { OPENID_CONNECT, realmPath } from './configuration.ts';
import { readForm } from './read-form.ts';
import type { EmbeddedProvider } from './embedded-provider.ts';
import { languageCookie, speechForBrowser, speechForRequest } from './language.ts';
import { helperPage, ICON, messagePage, signInPage } from './pages.ts';
import { problemOf, reasonOf } from './refusals.ts';
import { COOKIES_SCRIPT, SIGN_IN_SCRIPT, statusScript, SUBMIT_SCRIPT } from './scripts.ts';
import { STYLE } from './style.ts';
import type { InAllLanguages, Speech, Words } from './words/words.ts';

type ProviderRoutesOptions = {
  realm: string;
  client: string;
  /** The provider; made when the first request comes. */
  provider: () => Promise<EmbeddedProvider>;
  credentials: Credentials;
  device: () => DeviceCookie;
  securityLog: SecurityLog;
  /** Makes a token useless. */
  revoke: (token: string, caller: Caller) => Promise<void>;
  origins: () => Origins;
  /** Value of the Content-Security-Policy of the pages. */
  policy: () => string;
  /** A line on the sign-in page, or null. */
  notice: InAllLanguages | null;
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

  const standing = (request: FastifyRequest) =>
    speechForBrowser(request.headers, languageCookie(cookieSuffix(options.origins().own)));
  staticRoutes(app, base, options, standing);
  const expired = (request: FastifyRequest, reply: FastifyReply) => {
    const speech = standing(request);
    return html(reply, 400, speech, messagePage({ base, speech, message: 'expired', href: '/' }));
  };
  const errorHandler = brokenPages(base, standing);

  const page = `${base}/login-actions/authenticate/:uid`;
  app.get(page, { errorHandler }, async (request, reply) => {
    const provider = await options.provider();
    const waiting = await provider.waiting(request.raw, reply.raw);
    if (waiting === null) return expired(request, reply);
    const speech = speechForRequest(request.headers, waiting.uiLocales);
    return html(reply, 200, speech, form(request, base, speech, options.notice));
  });
  app.post(page, { config: SIGN_IN_LIMIT, errorHandler }, async (request, reply) => {
    const provider = await options.provider();
    const fields = await readForm(request.raw);
    const username = (fields.get('username') ?? '').trim();
    let speech = standing(request);
    const refuse = (status: number, reason: string, retryAfterMs: number | null = null) => {
      const failed = { username, problem: problemOf(reason, retryAfterMs, speech) };
      return html(reply, status, speech, form(request, base, speech, options.notice, failed));
    };
    try {
      options.origins().check(request.headers);
      const waiting = await provider.waiting(request.raw, reply.raw);
      if (waiting === null) return await expired(request, reply);
      speech = speechForRequest(request.headers, waiting.uiLocales);
      const device = options.device().read(request.headers.cookie) ?? newDevice();
      const caller = callerOf(request, device);
      const user = await options.credentials.check(username, fields.get('password') ?? '', caller);
      if (user === undefined) return await refuse(401, 'bad-credentials');
      options.securityLog('sign-in', {
        userId: user.id,
        username: user.username,
        client: caller,
        way: 'page',
      });
      reply.raw.appendHeader('set-cookie', options.device().write(device));
      await provider.finish(request.raw, reply.raw, user.id);
      // Only now: what fails before is still answered with a page.
      reply.hijack();
      return await reply;
    } catch (thrown) {
      const error = asRefusal(thrown);
      if (!(error instanceof ProtocolError)) throw error;
      const retryAfterMs = error instanceof SignInError ? error.retryAfterMs : null;
      if (retryAfterMs !== null) reply.header('retry-after', Math.ceil(retryAfterMs / 1000));
      return refuse(error.statusCode, reasonOf(error), retryAfterMs);
    }
  });

  app.post(
    `${base}${OPENID_CONNECT}/revoke`,
    { config: SIGN_IN_LIMIT, errorHandler },
    async (request, reply) => {
      const form = await readForm(request.raw);
      const token = form.get('token') ?? '';
      if (form.get('client_id') !== options.client) return reply.code(401).send({ error: 'invalid_client' });
      if (token === '') return reply.code(400).send({ error: 'invalid_request' });
      await options.revoke(token, callerOf(request));
      // Also for a token that nobody knows (RFC 7009): it is of no use afterwards.
      return reply.code(200).send();
    },
  );

  app.all(`${base}/*`, { errorHandler }, async (request, reply) => {
    const provider = await options.provider();
    reply.hijack();
    await provider.handle(request.raw, reply.raw, callerOf(request));
    return reply;
  });
}

/**
 * Answers people with a page where others get JSON: too many requests, and our own mistakes. What is no page
 * goes to the error handler of the whole server.
 */
function brokenPages(base: string, standing: (request: FastifyRequest) => Speech) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const status = error.statusCode ?? 500;
    const forPeople = request.headers.accept?.includes('text/html') === true;
    if (!forPeople || (status < 500 && status !== 429)) throw error;
    if (status >= 500) request.log.error({ err: error }, 'A page of signing in failed');
    const speech = standing(request);
    const page = { base, speech, href: '/' };
    if (status !== 429) {
      void html(reply, status, speech, messagePage({ ...page, message: 'broken' }));
      return;
    }
    const seconds = Math.max(1, Number(reply.getHeader('retry-after') ?? 60));
    const values = { time: speech.count(speech.words.seconds, seconds) };
    void html(reply, 429, speech, messagePage({ ...page, message: 'tooMany', values }));
  };
}

function form(
  request: FastifyRequest,
  base: string,
  speech: Speech,
  notice: InAllLanguages | null,
  failed: { username: string; problem: { text: string; help: string | null } } | null = null,
): string {
  return signInPage({
    base,
    speech,
    action: new URL(request.url, 'http://localhost').pathname,
    username: failed?.username ?? '',
    problem: failed?.problem ?? null,
    notice: notice?.[speech.language] ?? null,
  });
}

function html(reply: FastifyReply, status: number, speech: Speech, content: string): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('content-language', speech.language)
    .header('cache-control', 'no-store')
    .send(content);
}

/** Style, scripts and the two pages that keycloak-js opens in hidden frames. */
function staticRoutes(
  app: FastifyInstance,
  base: string,
  options: ProviderRoutesOptions,
  standing: (request: FastifyRequest) => Speech,
): void {
  type Content = (request: FastifyRequest) => Promise<string> | string;
  const serve = (path: string, type: string, content: Content) =>
    app.get(`${base}${path}`, async (request, reply) =>
      reply
        .type(`${type}; charset=utf-8`)
        .header('cache-control', 'no-cache')
        .send(await content(request)),
    );
  const resource = (name: string) => `${base}/resources/${name}`;
  serve('/resources/style.css', 'text/css', () => STYLE);
  serve('/resources/icon.svg', 'image/svg+xml', () => ICON);
  serve('/resources/submit.js', 'text/javascript', () => SUBMIT_SCRIPT);
  serve('/resources/sign-in.js', 'text/javascript', () => SIGN_IN_SCRIPT);
  serve('/resources/cookies.js', 'text/javascript', () => COOKIES_SCRIPT);
  serve('/resources/status.js', 'text/javascript', async () =>
    statusScript((await options.provider()).statusCookie),
  );
  const frame = (path: string, title: keyof Words['frames'], script: string) =>
    serve(`${OPENID_CONNECT}/${path}`, 'text/html', (request) => {
      const speech = standing(request);
      return helperPage(speech, speech.words.frames[title], resource(script));
    });
  frame('3p-cookies/step1.html', 'cookies', 'cookies.js');
  frame('login-status-iframe.html', 'status', 'status.js');
}
