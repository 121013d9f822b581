import { describe, expect, it } from 'vitest';
import { FailedHandshakes } from './failed-handshakes.ts';

describe('bad sign-ins from one address', () => {
  it('lock that address out for a while, and no other', () => {
    const failed = new FailedHandshakes();
    for (let i = 0; i < 30; i++) {
      failed.check('192.0.2.7', 0);
      failed.count('192.0.2.7', 0);
    }
    expect(() => failed.check('192.0.2.7', 0)).toThrow(expect.objectContaining({ code: 'RATE_LIMITED' }));
    failed.check('192.0.2.8', 0);
    failed.check('192.0.2.7', 2_000);
  });

  it('are forgiven generously on the machine itself', () => {
    const failed = new FailedHandshakes();
    for (let i = 0; i < 1_000; i++) failed.count('127.0.0.1', 0);
    failed.check('127.0.0.1', 0);
  });
});
