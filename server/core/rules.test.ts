import { describe, expect, it } from 'vitest';
import { NO_CONFIG, rule } from './rules.ts';
import { testChannel, testConfig, testMrd, testQueue } from './testing/config.ts';

describe('rules', () => {
  const config = testConfig({
    rules: { ronaMs: 1, wrapupMs: 1, requestTtlMs: 1, reofferAfterMs: 1 },
    mrds: [testMrd('chat', { rules: { ronaMs: 3, wrapupMs: 3 } })],
    queues: [testQueue('support', { rules: { ronaMs: 4 } })],
    channels: [testChannel('web', { rules: { ronaMs: 2, wrapupMs: 2, requestTtlMs: 2 } })],
  });
  const scope = { queueId: 'support', mrdId: 'chat', channelId: 'web' };

  it('hold by queue, then MRD, then channel, then for all', () => {
    expect(rule(config, 'ronaMs', scope)).toBe(4);
    expect(rule(config, 'wrapupMs', scope)).toBe(3);
    expect(rule(config, 'requestTtlMs', scope)).toBe(2);
    expect(rule(config, 'reofferAfterMs', scope)).toBe(1);
  });

  it('take 0 for a value, not for a missing one', () => {
    const off = testConfig({ queues: [testQueue('support', { rules: { wrapupMs: 0 } })] });
    expect(rule(off, 'wrapupMs', scope)).toBe(0);
  });

  it('are the general ones where nothing is named or known', () => {
    expect(rule(config, 'ronaMs', { queueId: null, mrdId: null, channelId: null })).toBe(1);
    expect(rule(config, 'ronaMs', { queueId: 'toString', mrdId: 'gone', channelId: '__proto__' })).toBe(1);
    expect(rule(NO_CONFIG, 'ronaMs', scope)).toBe(20_000);
  });
});
