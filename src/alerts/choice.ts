/** Which sound an agent hears of what, and how loud: what they have chosen per MRD, else the default. */
import type { SoundName } from '../../protocol/agent-manager/sounds.ts';
import type { Occasion } from '../desk/alerts.ts';
import type { Settings } from '../store/model.ts';

/** What is heard where nothing has been chosen. */
export const DEFAULT_SOUNDS = { offer: 'chime', message: 'drop' } as const satisfies Record<
  string,
  SoundName
>;

/** The sound of an occasion in an MRD. */
export function soundOf(settings: Settings, occasion: Occasion, mrdId: string | null): SoundName {
  const chosen = occasion === 'offer' ? settings.offerSounds : settings.messageSounds;
  const sound = mrdId !== null && Object.hasOwn(chosen, mrdId) ? chosen[mrdId] : undefined;
  return sound ?? DEFAULT_SOUNDS[occasion];
}

/** How loud sounds are, 0 to 1; 0 when they are off. */
export function volumeOf(settings: Settings): number {
  return settings.sounds.enabled ? settings.sounds.volume : 0;
}

/**
 * The sound of a phone that rings: what the agent has chosen for its MRD, else one that no offer of a chat has.
 */
export function phoneSound({ offerSounds }: Settings, mrdId: string): SoundName {
  if (Object.hasOwn(offerSounds, mrdId)) return offerSounds[mrdId] ?? 'phone';
  return Object.values(offerSounds).includes('phone') ? 'bell' : 'phone';
}
