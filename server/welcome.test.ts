import { expect, it } from 'vitest';
import { welcome } from './welcome.ts';

const url = 'http://127.0.0.1:8080';
const configuration = { directory: { users: [{ username: 'ada' }, { username: 'ben' }] } };

it('names every page of the demo and who can sign in; without the demo neither', () => {
  const shown = welcome({ url, demo: true, configuration });
  for (const path of ['/demo', '/demo/shop', '/demo/crm', '/', '/chat', '/docs']) {
    expect(shown).toContain(`${url}${path}\n`);
  }
  expect(shown).toContain('ada, ben');
  const plain = welcome({ url, demo: false, configuration });
  expect(plain).toContain(`${url}/docs`);
  expect(plain).not.toMatch(/demo|ada/);
});
