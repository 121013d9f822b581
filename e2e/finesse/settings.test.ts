import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, readSettings } from './settings.ts';

describe('the settings of the stand-in', () => {
  it('are the documented ones where the environment says nothing', () => {
    expect(readSettings({})).toEqual(DEFAULT_SETTINGS);
    expect(readSettings({ FINESSE_PRESENCE_LOSS_SECONDS: '' })).toEqual(DEFAULT_SETTINGS);
  });

  it('read seconds as such', () => {
    expect(readSettings({ FINESSE_PRESENCE_LOSS_SECONDS: '2', FINESSE_LOCKED_SECONDS: '1.5' })).toMatchObject(
      {
        presenceLoss: 2_000,
        lockedFor: 1_500,
      },
    );
  });

  it('refuse what is no number', () => {
    expect(() => readSettings({ FINESSE_TASK_RONA_SECONDS: 'soon' })).toThrow('FINESSE_TASK_RONA_SECONDS');
  });
});
