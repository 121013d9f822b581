import { expect, it } from 'vitest';
import { endOfRole } from './own-place.ts';

it.each([
  [['agent'], null],
  [['agent', 'supervisor'], null],
  [['supervisor'], null],
  [['admin'], 'admin'],
  [['supervisor', 'admin'], null],
  [[], null],
] as const)('%j has the page %s', (roles, page) => {
  expect(endOfRole({ roles, permissions: [] })).toBe(page);
});
