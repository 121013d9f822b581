import rateLimit from '@fastify/rate-limit';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import { DEMO_NOTICE } from '../../contact-centre.ts';
import { createDeviceCookie } from '../cookies.ts';
import { createOrigins } from '../origins.ts';
import { Browser, CodeFlow } from '../testing/browser.ts';
import { startIdentityServer } from '../testing/identity-server.ts';
import type { IdentityServer } from '../testing/identity-server.ts';
import { problemOf } from './refusals.ts';
import { providerRoutes } from './routes.ts';
import { LANGUAGES, SPEECH } from './words/words.ts';

let server: IdentityServer;
beforeAll(async () => {
  server = await startIdentityServer({ settings: { notice: DEMO_NOTICE } });
});
afterAll(() => server.close());

const flowTo = () => new CodeFlow(`${server.origin}/realms/demo`, 'agent-desk', `${server.origin}/`);

/** Opens the sign-in page as a desk in this language does. */
async function open(uiLocales: string, browser = new Browser()) {
  const page = await browser.follow(await browser.get(flowTo().url({ ui_locales: uiLocales })));
  return { browser, page, html: await page.text() };
}

const at = (path: string) => `${server.origin}/realms/demo${path}`;

describe('the language of the sign-in pages', () => {
  it.each([
    ['en', 'ltr', 'Sign in', 'password demo'],
    ['de', 'ltr', 'Anmelden', 'Passwort demo'],
    ['fr', 'ltr', 'Connexion', 'mot de passe demo'],
    ['ar', 'rtl', 'تسجيل الدخول', 'كلمة المرور demo'],
    ['ur', 'rtl', 'سائن اِن', 'پاس ورڈ demo'],
  ])('is the desk’s: %s', async (language, direction, title, notice) => {
    const { page, html } = await open(language);
    expect(html).toContain(`<html lang="${language}" dir="${direction}">`);
    expect(html).toContain(`<h1>${title}</h1>`);
    expect(html).toContain(notice);
    expect(page.headers.get('content-language')).toBe(language);
  });

  it('is the browser’s when the desk wishes none', async () => {
    const browser = new Browser();
    const to = await browser.get(flowTo().url());
    const page = await browser.get(new URL(to.headers.get('location') ?? '', to.url).href, {
      'accept-language': 'pt, ar;q=0.8, en;q=0.5',
    });
    expect(await page.text()).toContain('<html lang="ar" dir="rtl">');
  });

  it('is announced to clients', async () => {
    const discovery = await fetch(at('/.well-known/openid-configuration'));
    expect(await discovery.json()).toMatchObject({ ui_locales_supported: [...LANGUAGES] });
  });

  it('refuses in the language of the page, by the reason', async () => {
    const { browser, page } = await open('ar');
    const wrong = await browser.submit(page.url, { username: 'agent5', password: 'wrong' });
    expect(wrong.status).toBe(401);
    const html = await wrong.text();
    expect(html).toContain('اسم المستخدم أو كلمة المرور غير صحيحة.');
    expect(html).toContain('<title>مشكلة: تسجيل الدخول');
  });

  it('says how long a lock holds as the language counts, and what helps', () => {
    const inAll = (retryAfterMs: number) =>
      LANGUAGES.map((language) => problemOf('locked', retryAfterMs, SPEECH[language]).text);
    const [en, de, , , , ar] = inAll(299_000);
    expect(en).toContain('locked for 5 minutes');
    expect(de).toContain('für 5 Minuten gesperrt');
    expect(ar).toContain('لمدة 5 دقائق');
    expect(inAll(61_000)[5]).toContain('لمدة دقيقتين');
    expect(inAll(1)[1]).toContain('für eine Minute gesperrt');
    expect(problemOf('locked', 1, SPEECH.de).help).toContain('Fragen Sie Ihre Administration');
  });

  it('has words for reasons that it does not know', () => {
    expect(problemOf('constructor', null, SPEECH.en)).toEqual({
      text: SPEECH.en.words.refused.other,
      help: null,
    });
  });

  it('stays for pages without a request: expired, failed, signing out, signed out', async () => {
    const { browser, page } = await open('de');
    const expired = await browser.get(at('/login-actions/authenticate/unknown'));
    expect(await expired.text()).toContain('Diese Seite ist abgelaufen');
    const failed = await browser.get(flowTo().url({ redirect_uri: 'https://evil.example/' }), {
      accept: 'text/html',
    });
    expect(failed.status).toBe(400);
    expect(await failed.text()).toContain('(<bdi>invalid_redirect_uri</bdi>)');
    await browser.follow(await browser.submit(page.url, { username: 'agent1', password: 'demo' }));
    const ask = await (await browser.get(at('/protocol/openid-connect/logout'))).text();
    expect(ask).toContain('Abmelden?');
    const wished = await browser.get(at('/protocol/openid-connect/logout?ui_locales=ar'));
    expect(await wished.text()).toContain('هل تريد تسجيل الخروج؟');
    const gone = await browser.get(at('/protocol/openid-connect/logout/success'));
    expect(await gone.text()).toContain('Sie sind abgemeldet');
  });

  it('holds for the page in between when another colleague signs in', async () => {
    const { browser, page } = await open('ar');
    await browser.follow(await browser.submit(page.url, { username: 'agent1', password: 'demo' }));
    const again = await browser.follow(
      await browser.get(flowTo().url({ ui_locales: 'ar', prompt: 'login' })),
    );
    const posted = await browser.submit(again.url, { username: 'agent2', password: 'demo' });
    const html = await (await browser.follow(posted)).text();
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toMatch(/<form method="post" action="[^"]+\/logout\/confirm">/);
    expect(html).toContain('/resources/submit.js');
    expect(html).not.toContain('Submitting Callback');
  });

  it('leaves what programs read as it is', async () => {
    const refused = await flowTo().redeem('unknown');
    expect(await refused.json()).toMatchObject({ error: 'invalid_grant' });
    const login = await fetch(`${server.origin}/agent/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'de' },
      body: JSON.stringify({ username: 'agent1', password: 'wrong' }),
    });
    expect(await login.json()).toMatchObject({
      error: { error_detail: { reason: 'Invalid user credentials' } },
    });
  });

  it('wears labels, a switch to show the password and room for a hint', async () => {
    const { html } = await open('ar');
    expect(html).toMatch(/<button type="button"[^>]* aria-pressed="false"[^>]* hidden>/);
    expect(html).toContain('>إظهار كلمة المرور</span>');
    expect(html).toContain('id="caps-lock" role="status"');
    const script = await fetch(at('/resources/sign-in.js'));
    expect(script.headers.get('content-type')).toContain('javascript');
  });
});

describe('a sign-in page that cannot be shown', () => {
  const browserHeaders = { accept: 'text/html,*/*', 'accept-language': 'ar' };
  const page = '/realms/demo/login-actions/authenticate/x';

  /** The routes alone, with a provider that is out of order. */
  async function brokenRoutes(max: number) {
    const app = Fastify();
    await app.register(rateLimit, {
      max,
      timeWindow: 60_000,
      errorResponseBuilder: () => new ProtocolError('RATE_LIMITED'),
    });
    const origins = createOrigins('http://localhost');
    await app.register((scope, _options, done) => {
      providerRoutes(scope, {
        realm: 'demo',
        client: 'agent-desk',
        device: () => createDeviceCookie('http://localhost'),
        securityLog: () => {},
        revoke: () => Promise.resolve(),
        provider: () => Promise.reject(new Error('the store is away')),
        credentials: { check: () => Promise.resolve(undefined) },
        origins: () => origins,
        policy: () => "default-src 'none'",
        notice: null,
      });
      done();
    });
    return app;
  }

  it('says so after too many requests, and when to try again', async () => {
    const app = await brokenRoutes(0);
    const answer = await app.inject({ url: page, headers: browserHeaders });
    expect(answer.statusCode).toBe(429);
    expect(answer.headers['retry-after']).toBe('60');
    expect(answer.body).toContain('محاولات كثيرة جدًا');
    expect(answer.body).toContain('بعد <bdi>60 ثانية</bdi>');
    const program = await app.inject({ url: page, headers: { accept: '*/*' } });
    expect(program.statusCode).toBe(429);
    expect(program.json()).toMatchObject({ statusCode: 429 });
    await app.close();
  });

  it('owns up to our mistakes without their details', async () => {
    const app = await brokenRoutes(100);
    const answer = await app.inject({ url: page, headers: browserHeaders });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).toContain('حدث خطأ ما');
    expect(answer.body).not.toContain('store');
    await app.close();
  });
});
