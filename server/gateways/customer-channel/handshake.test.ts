import { describe, expect, it } from 'vitest';
import { clientAddresses } from '../../http/client-address.ts';
import { AddressLimits } from './handshake.ts';

const at = (remoteAddress: string) => clientAddresses(0)({ socket: { remoteAddress }, headers: {} });

const refusals = (limits: AddressLimits, address: string, times: number): number => {
  let refused = 0;
  for (let i = 0; i < times; i += 1) {
    try {
      limits.take(at(address), 'chats');
    } catch {
      refused += 1;
    }
  }
  return refused;
};

describe('limits by address', () => {
  it('stop one address that asks for chats without end, and no other', () => {
    const limits = new AddressLimits();
    expect(refusals(limits, '203.0.113.7', 1_000)).toBeGreaterThan(800);
    expect(refusals(limits, '203.0.113.8', 50)).toBe(0);
  });

  it('do not hold for this machine itself', () => {
    expect(refusals(new AddressLimits(), '127.0.0.1', 1_000)).toBe(0);
  });
});
