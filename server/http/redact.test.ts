import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createLogger } from './logging.ts';
import { redact } from './redact.ts';

describe('what goes into the log', () => {
  it('shows no secret, however deep and however it is written', () => {
    const secret = 'hunter2';
    const line = JSON.stringify(
      redact({
        password: secret,
        headers: { Authorization: secret, 'set-cookie': [secret], 'X-API-Key': 'shown' },
        a: { b: { c: { d: { refresh_token: secret } } } },
        list: [{ clientSecret: secret }],
        err: Object.assign(new Error('failed'), { config: { token: secret } }),
      }),
    );
    expect(line).not.toContain(secret);
    expect(line).toContain('shown');
    expect(line).toContain('"type":"Error"');
    expect(line).toContain('failed');
  });

  it.each<[string, unknown]>([
    ['bytes', Buffer.from('token=hunter2')],
    ['an error with bytes', Object.assign(new Error('x'), { rawPacket: Buffer.from('hunter2') })],
    ['a server', createServer()],
    [
      'a getter that throws',
      Object.defineProperty({}, 'x', {
        enumerable: true,
        get: () => {
          throw new Error();
        },
      }),
    ],
    [
      'a proxy that throws',
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error();
          },
        },
      ),
    ],
    [
      'an error whose stack throws',
      Object.defineProperty(new Error('x'), 'stack', {
        get: () => {
          throw new Error();
        },
      }),
    ],
    ['a big number', 7n],
    ['a date that is none', new Date(NaN)],
    ['nothing', undefined],
  ])('takes %s', (_what, value) => {
    const lines: string[] = [];
    const logger = createLogger('trace', { write: (line) => lines.push(line) });
    logger.trace({ err: value, field: value, list: [value] }, 'seen');
    expect(JSON.parse(lines[0]!)).toMatchObject({ msg: 'seen' });
    expect(lines.join('')).not.toContain('hunter2');
  });

  it('takes what contains itself, and what never ends', () => {
    const circle: Record<string, unknown> = { text: 'x'.repeat(1_000_000) };
    circle.self = circle;
    circle.many = Array.from({ length: 10_000 }, (_, i) => i);
    expect(JSON.stringify(redact(circle)).length).toBeLessThan(1_000_000);
  });
});
