import { describe, expect, it } from 'vitest';
import { comesFromProvider } from './oidc-session.ts';

describe('whether the agent comes from the provider', () => {
  it.each([
    ['https://desk.test/', false],
    ['https://desk.test/?code=1', false],
    ['https://desk.test/?state=s', false],
    ['https://desk.test/?code=1&state=s&iss=x', true],
    ['https://desk.test/?error=access_denied&state=s', true],
    ['https://desk.test/#state=s&code=1', false],
  ])('%s: %s', (address, comes) => {
    expect(comesFromProvider(address)).toBe(comes);
  });
});
