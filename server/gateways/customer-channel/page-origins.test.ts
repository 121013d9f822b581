import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createOrigins } from '../../identity/origins.ts';
import { mayUse } from './page-origins.ts';
import { closeCustomers, connectCustomer, startChat } from './testing/customer.ts';
import { openRig } from './testing/rig.ts';
import type { Rig } from './testing/rig.ts';

describe('which pages may use a channel', () => {
  it.each<[string, string[], string | undefined, boolean]>([
    ['any page', ['*'], 'https://shop.example', true],
    ['a program that is no browser', [], undefined, true],
    ['our own page', [], 'https://desk.example:8443', true],
    ['the page that is named', ['https://shop.example'], 'https://shop.example', true],
    ['the same page by a longer name', ['https://shop.example:443/'], 'https://shop.example', true],
    ['a page that only says it was fetched from here', [], 'https://evil.example', false],
    ['another page', ['https://shop.example'], 'https://evil.example', false],
    ['the same name without TLS', ['https://shop.example'], 'http://shop.example', false],
    ['another port', ['https://shop.example'], 'https://shop.example:444', false],
    ['a name below the domain', ['https://*.shop.example'], 'https://de.shop.example', true],
    ['the domain itself is not below itself', ['https://*.shop.example'], 'https://shop.example', false],
    ['a name that only ends alike', ['https://*.shop.example'], 'https://evilshop.example', false],
    ['a page without an origin', ['https://shop.example'], 'null', false],
    ['nonsense', ['https://shop.example'], 'https://', false],
  ])('%s', (_what, allowed, origin, may) => {
    const { isOwn } = createOrigins('https://desk.example:8443');
    expect(mayUse(allowed, origin === undefined ? {} : { origin }, isOwn)).toBe(may);
  });
});

describe('a channel for one site', () => {
  const shop = 'https://shop.example';
  let rig: Rig;
  beforeAll(async () => {
    rig = await openRig({ origins: { 'demo-sales': [shop] } });
  });
  afterEach(closeCustomers);
  afterAll(() => rig.close());

  const config = (channel: string, origin: string) =>
    fetch(`${rig.url}/ccm/widget-configs/${channel}`, { headers: { origin } });

  it.each(['websocket', 'polling'])('lets its customers chat from there over %s', async (transport) => {
    const options = { channel: 'demo-sales', transports: [transport] };
    const customer = await connectCustomer(rig.url, { ...options, origin: shop });
    expect(await startChat(customer)).toMatchObject({ code: 200 });
    await expect(
      connectCustomer(rig.url, { ...options, origin: 'https://evil.example' }),
    ).rejects.toMatchObject({ data: { code: 403, error: 'ORIGIN_NOT_ALLOWED' } });
  });

  it('tells other pages that they may not, and leaves other channels open', async () => {
    expect((await config('demo-sales', shop)).status).toBe(200);
    const refused = await config('demo-sales', 'https://evil.example');
    expect(refused.status).toBe(403);
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect((await config('demo-web', 'https://evil.example')).status).toBe(200);
    const unknown = await config('nothing', 'https://evil.example');
    expect(unknown.status).toBe(404);
    expect(unknown.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('is asked as well when a page names no channel', async () => {
    const own = await openRig({ origins: { 'demo-web': [shop] } });
    const first = (origin: string) => fetch(`${own.url}/ccm/default-widget-config`, { headers: { origin } });
    expect((await first(shop)).status).toBe(200);
    expect((await first('https://evil.example')).status).toBe(403);
    await own.close();
  });
});
