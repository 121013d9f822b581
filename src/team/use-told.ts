/** What has begun to ring is told, by sound and in words: once each, and seldom. */
import { useEffect, useRef, useState } from 'react';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { newlyRinging, type Ringing } from './alarms.ts';

/** However many ring, they are told at most this often, ms. */
const TOLD_EVERY = 10_000;

export type Told = {
  /** Since when each is known that rings, epoch ms, by its key. */
  since: ReadonlyMap<string, number>;
  /** What was told last, and when. */
  news: readonly Ringing[];
  at: number;
};

const NOTHING: Told = { since: new Map(), news: [], at: Number.NEGATIVE_INFINITY };

/** What may not be told yet is new until it may; what has cleared may be told again. */
export function useTold(ringing: readonly Ringing[], now: number): Told {
  const actions = useActions();
  const sounds = useDesk((state) => state.settings.sounds.enabled);
  const [told, setTold] = useState(NOTHING);
  const fresh = newlyRinging(told.since, ringing);
  const keys = new Set(ringing.map(({ key }) => key));
  if (fresh.length > 0 && now - told.at >= TOLD_EVERY) {
    const since = new Map(ringing.map(({ key }) => [key, told.since.get(key) ?? now]));
    setTold({ since, news: fresh, at: now });
  } else if ([...told.since.keys()].some((key) => !keys.has(key))) {
    setTold({ ...told, since: new Map([...told.since].filter(([key]) => keys.has(key))) });
  }
  const soundedAt = useRef(NOTHING.at);
  useEffect(() => {
    if (soundedAt.current === told.at) return;
    soundedAt.current = told.at;
    if (sounds) actions.testSound({ sound: 'bell', occasion: 'message' });
  }, [told.at, actions, sounds]);
  return told;
}
