import { describe, expect, it } from 'vitest';
import { createOrigins } from './origins.ts';

describe('origins', () => {
  const desk = createOrigins('https://desk.example.org', {
    allowed: ['https://crm.example.com', 'https://*.partner.example', 'http://localhost:5173'],
    redirects: ['https://crm.example.com/agent.html'],
  });

  it.each([
    ['https://crm.example.com', true],
    ['https://crm.example.com:8443', false],
    ['http://crm.example.com', false],
    ['http://localhost:5173', true],
    ['https://a.partner.example', true],
    ['https://a.b.partner.example', true],
    ['https://partner.example', false],
    ['https://evilpartner.example', false],
    ['https://a.partner.example.evil.example', false],
    ['https://evil.example/.partner.example', false],
    ['https://x@evil.example#.partner.example', false],
    ['https://.partner.example', false],
    ['null', false],
    [undefined, false],
    // Our own pages need no permission, and keep their cookie.
    ['https://desk.example.org', false],
  ])('lets pages of %s ask: %s', (origin, may) => {
    expect(desk.isAllowed(origin)).toBe(may);
  });

  it('sends people back to exactly the registered addresses', () => {
    const may = [
      'https://desk.example.org/',
      'https://crm.example.com/',
      'https://crm.example.com/agent.html',
      'http://localhost:5173/',
    ];
    for (const address of may) expect(desk.mayReturnTo(address), address).toBe(true);
    const mayNot = [
      'https://desk.example.org',
      'https://desk.example.org/?a=b',
      'https://desk.example.org/docs',
      'https://crm.example.com/agent.html?x',
      'https://a.partner.example/',
      'https://evil.example/',
    ];
    for (const address of mayNot) expect(desk.mayReturnTo(address), address).toBe(false);
  });

  it('believes no Host when the public address is set, and the one asked for when it is only guessed', () => {
    const headers = { origin: 'http://10.0.0.5:8080', host: '10.0.0.5:8080' };
    expect(createOrigins('http://localhost:8080', { guessed: true }).isOwn(headers)).toBe(true);
    expect(createOrigins('http://localhost:8080').isOwn(headers)).toBe(false);
    expect(desk.isOwn({ origin: 'https://evil.example', host: 'evil.example' })).toBe(false);
    expect(desk.of({ host: 'evil.example' })).toBe('https://desk.example.org');
  });
});
