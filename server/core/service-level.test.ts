import { describe, expect, it } from 'vitest';
import { offeredOn, serviceLevelOf } from './service-level.ts';
import { testConfig } from './testing/config.ts';

const day = { answered: 8, answeredInTime: 6, abandoned: 3, abandonedInTime: 2, expired: 1 };

describe('the service level of a day', () => {
  it('counts those who left in time as the contact centre says', () => {
    const config = testConfig({});
    expect(offeredOn(day)).toBe(12);
    expect(serviceLevelOf({ ...config, serviceLevelType: 1 }, day)).toBe(6 / 10);
    expect(serviceLevelOf(config, day)).toBe(6 / 12);
    expect(serviceLevelOf({ ...config, serviceLevelType: 3 }, day)).toBe(8 / 12);
  });

  it('is unknown while nobody counts', () => {
    const nobody = { answered: 0, answeredInTime: 0, abandoned: 2, abandonedInTime: 2, expired: 0 };
    expect(serviceLevelOf({ ...testConfig({}), serviceLevelType: 1 }, nobody)).toBeNull();
    expect(serviceLevelOf(testConfig({}), nobody)).toBe(0);
  });
});
