/**
 * The sound of offers: one at a time, however many ring; from its arrival until it is answered, ends, or has been
 * heard for as long as the agent wants. It sounds whether the desk is looked at or not.
 */
import { control } from '../desk/actions/actions.ts';
import type { DeskState, Offer } from '../store/model.ts';
import { soundOf, volumeOf } from './choice.ts';
import type { Ringer } from './ringer.ts';

type Calling = { key: string; stop: () => void };

/** Keeps the call in step with the state. `now` is epoch ms of this machine. */
export function createOfferCall(ringer: Ringer, now: () => number) {
  const arrived = new Map<string, number>();
  let calling: Calling | null = null;

  const silence = () => {
    calling?.stop();
    calling = null;
  };

  /** How long an offer is still to be heard, ms. */
  const remaining = (state: DeskState, offer: Offer): number => {
    const left = offer.expiresAt - (now() + state.clockOffset);
    const { ringSeconds } = state.settings;
    if (ringSeconds === 0) return left;
    return Math.min(left, (arrived.get(offer.taskId) ?? now()) + ringSeconds * 1000 - now());
  };

  /** The offer to be heard: the newest that nobody is answering. */
  const wanted = (state: DeskState): Offer | undefined =>
    Object.values(state.offers)
      .filter(
        (offer) => state.asking[control.offer(offer.taskId)] === undefined && remaining(state, offer) > 0,
      )
      .sort((a, b) => (arrived.get(b.taskId) ?? 0) - (arrived.get(a.taskId) ?? 0))[0];

  return {
    /** Takes over what has changed. `may`: whether this tab is the one that sounds. */
    follow: (state: DeskState, may: boolean) => {
      for (const taskId of arrived.keys()) if (state.offers[taskId] === undefined) arrived.delete(taskId);
      for (const taskId of Object.keys(state.offers)) {
        if (!arrived.has(taskId)) arrived.set(taskId, now() + arrived.size / 1000);
      }
      const offer = may ? wanted(state) : undefined;
      if (offer === undefined) {
        silence();
        return;
      }
      const sound = soundOf(state.settings, 'offer', offer.mrdId);
      const volume = volumeOf(state.settings);
      const key = `${offer.taskId} ${sound} ${volume} ${state.settings.ringSeconds} ${String(ringer.audible())}`;
      if (calling?.key === key) return;
      silence();
      calling = { key, stop: ringer.call(sound, volume, remaining(state, offer)) };
    },
    silence,
  };
}
