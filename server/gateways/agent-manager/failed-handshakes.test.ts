import { describe, expect, it } from 'vitest';
import { clientAddresses } from '../../http/client-address.ts';
import { FailedHandshakes } from './failed-handshakes.ts';

const at = (remoteAddress: string) => clientAddresses(0)({ socket: { remoteAddress }, headers: {} });

describe('bad sign-ins from one address', () => {
  it('lock that address out for a while, and no other', () => {
    const failed = new FailedHandshakes();
    for (let i = 0; i < 30; i++) {
      failed.check(at('192.0.2.7'), 0);
      failed.count(at('192.0.2.7'), 0);
    }
    expect(() => failed.check(at('192.0.2.7'), 0)).toThrow(expect.objectContaining({ code: 'RATE_LIMITED' }));
    failed.check(at('192.0.2.8'), 0);
    failed.check(at('192.0.2.7'), 2_000);
  });

  it('are forgiven generously on the machine itself', () => {
    const failed = new FailedHandshakes();
    for (let i = 0; i < 1_000; i++) failed.count(at('127.0.0.1'), 0);
    failed.check(at('127.0.0.1'), 0);
  });
});
