import { expect, it } from 'vitest';
import { networkOf } from './rate-limits.ts';

it.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::1', '::1'],
  ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['::ffff:203.0.113.9', '::ffff:203.0.113.9'],
])('an address %s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
