/** Opens the alerts of a desk that is connected. A deferred part: the first screen needs nothing of it. */
import type { i18n } from 'i18next';
import { sharedLocks } from '../base/browser-capabilities.ts';
import type { DeskStore } from '../store/desk-store.ts';
import { startAlerts } from './alerts.ts';
import { whenIdle } from '../desk/when-idle.ts';
import { DEFAULT_SOUNDS, soundOf, volumeOf } from './choice.ts';
import { createNotifier } from './notifier.ts';
import { createRinger } from './ringer.ts';
import type { Alerts, Trial } from '../desk/alerts.ts';

/** Alerts on a browser's audio, notifications and locks. */
export async function openAlerts(options: {
  store: DeskStore;
  words: i18n;
  actions: { accept: (taskId: string) => void; reject: (taskId: string) => void };
}): Promise<Alerts> {
  const { store } = options;
  const locks = await sharedLocks();
  const ringer = createRinger();
  const stop = startAlerts({
    ...options,
    ringer,
    notifier: createNotifier,
    locks,
    now: () => Date.now(),
  });
  const unprepare = whenIdle(() => {
    const { settings, presence } = store.getState();
    const mrds = presence?.mrds ?? [];
    for (const sound of new Set(mrds.map((mrd) => soundOf(settings, 'offer', mrd.id)))) ringer.prepare(sound);
  });
  return {
    stop: () => {
      unprepare();
      stop();
    },
    // A sound that is tried out is played also while sounds are off.
    test: async (trial: Trial = { sound: DEFAULT_SOUNDS.offer, occasion: 'offer' }) => {
      await ringer.unlock();
      const { settings } = store.getState();
      const volume = volumeOf(settings) === 0 ? settings.sounds.volume : volumeOf(settings);
      ringer.once(trial.sound, trial.occasion === 'offer' ? 'call' : 'blip', volume);
    },
  };
}
