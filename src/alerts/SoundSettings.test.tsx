import { cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { changedSettings, readSettings, writeSettings } from '../desk/settings-wire.ts';
import { DEFAULT_SETTINGS } from '../store/model.ts';
import { draw } from '../testing/draw.tsx';
import { SoundHint } from './SoundHint.tsx';
import { SoundSettings } from './SoundSettings.tsx';

afterEach(cleanup);

describe('the settings of sounds', () => {
  it('L-B7: choose a sound per kind of work, play it at once, and are kept as the contract says', async () => {
    const { store, tried } = await draw(<SoundSettings />);
    const user = userEvent.setup();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Chat offer' }), 'Bell');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Voice message' }), 'None');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Ring' }), 'for up to 10 seconds');
    await user.click(screen.getAllByRole('button', { name: 'Play “Bell”' })[0]!);
    expect(tried).toEqual([
      { sound: 'bell', occasion: 'offer' },
      { sound: 'none', occasion: 'message' },
      { sound: 'bell', occasion: 'offer' },
    ]);
    const { settings } = store.getState();
    const wire = writeSettings(settings, changedSettings(settings, DEFAULT_SETTINGS));
    expect(wire).toEqual({
      ringSeconds: 10,
      offerSounds: { chat: 'bell' },
      messageSounds: { voice: 'none' },
    });
    expect(readSettings(wire)).toMatchObject(wire);
    expect(readSettings({ offerSounds: { chat: 'siren' } }).offerSounds).toEqual({});
  });
});

describe('a desk that the browser keeps silent', () => {
  it('L-B6: says so and sounds when that is clicked; not to those who want no sounds', async () => {
    const { store, tried } = await draw(<SoundHint />, { audio: 'blocked' });
    const hint = screen.getByRole('button', { name: /Sound is blocked/ });
    await userEvent.click(hint);
    expect(tried).toEqual([undefined]);
    store.setState((state) => ({
      settings: { ...state.settings, sounds: { enabled: false, volume: 1 } },
    }));
    await waitFor(() => expect(screen.queryByRole('button')).toBeNull());
  });
});
