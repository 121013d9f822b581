/** What the alerts of the desk offer to others. */
import type { SoundName } from '../../protocol/agent-manager/sounds.ts';

/** What a sound is about. */
export type Occasion = 'offer' | 'message';

/** A sound to be tried out. */
export type Trial = { sound: SoundName; occasion: Occasion };

export type Alerts = {
  /** Sounds once, and lets sounds out from then on. To be called from a click. */
  test: (trial?: Trial) => Promise<void>;
  stop: () => void;
};
