import { describe, expect, it } from 'vitest';
import { AddressLimits, isLoopback } from './handshake.ts';

const refusals = (limits: AddressLimits, address: string, times: number): number => {
  let refused = 0;
  for (let i = 0; i < times; i += 1) {
    try {
      limits.take(address, 'chats');
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
    expect(['::1', '127.0.0.1', '::ffff:127.0.0.1'].every(isLoopback)).toBe(true);
    expect(['10.0.0.1', '::ffff:10.0.0.1', '1.127.0.0'].some(isLoopback)).toBe(false);
  });
});
