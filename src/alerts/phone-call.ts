/** The sound of a phone that rings: before all others, until it is answered or over. */
import { phoneControl } from '../phone/phone-actions.ts';
import { phoneOf, ringingCall, type Call } from '../phone/read-phone.ts';
import type { DeskState } from '../store/model.ts';
import { phoneSound, volumeOf } from './choice.ts';
import type { Ringer } from './ringer.ts';

/** No phone rings longer, ms: what is not told to be over is silent after that. */
const LONGEST = 5 * 60_000;

/** The call to be heard: one that rings and is not being answered. */
export function callToHear(state: DeskState): Call | undefined {
  const call = ringingCall(phoneOf(state));
  return call === undefined || state.asking[phoneControl.call(call.id)] !== undefined ? undefined : call;
}

/** Keeps the ringing in step with the state. */
export function createPhoneCall(ringer: Ringer) {
  let ringing: { key: string; stop: () => void } | null = null;
  const silence = () => {
    ringing?.stop();
    ringing = null;
  };
  return {
    /** Takes over what has changed. `may`: whether this tab is the one that sounds. */
    follow: (state: DeskState, may: boolean) => {
      const call = may ? callToHear(state) : undefined;
      if (call === undefined) {
        silence();
        return;
      }
      const sound = phoneSound(state.settings, phoneOf(state)?.mrdId ?? '');
      const volume = volumeOf(state.settings);
      const key = `${call.id} ${sound} ${volume} ${String(ringer.audible())}`;
      if (ringing?.key === key) return;
      silence();
      ringing = { key, stop: ringer.call(sound, volume, LONGEST) };
    },
    silence,
  };
}
