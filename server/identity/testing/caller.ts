import type { Caller } from '../caller.ts';

/** Somebody at an address, without a cookie. */
export const callerAt = (address: string, device: string | null = null): Caller => ({
  address,
  network: address,
  local: address === '127.0.0.1',
  device,
  correlationId: 'test',
});

/** A program on this machine. */
export const LOCAL_CALLER = callerAt('127.0.0.1');
