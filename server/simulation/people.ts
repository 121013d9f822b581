/** What agents and customers may do next, given how the contact centre is. */
import { AGENT_WISHES } from './agent-acts.ts';
import { COMPANY_WISHES } from './company-acts.ts';
import { CUSTOMER_WISHES } from './customer-acts.ts';
import { MESSAGE_WISHES } from './message-acts.ts';
import type { Act } from './moods.ts';
import { flush, oversee, steer } from './overseeing.ts';
import { pause, raiseHand, resume } from './rests.ts';
import { SILENCE_WISHES } from './silence.ts';
import type { Scene, Wish } from './scene.ts';

/** What people do; the other acts happen to the system. */
type PersonalAct = Exclude<
  Act,
  | 'forge'
  | 'repeat'
  | 'late'
  | 'crash'
  | 'restart'
  | 'snapshot'
  | 'deskLost'
  | 'deskBack'
  | 'silence'
  | 'orphan'
  | 'clockJump'
  | 'configure'
>;

const WISHES: Record<PersonalAct, (scene: Scene) => Wish | null> = {
  ...AGENT_WISHES,
  ...CUSTOMER_WISHES,
  ...MESSAGE_WISHES,
  ...COMPANY_WISHES,
  ...SILENCE_WISHES,
  oversee,
  steer,
  flush,
  raiseHand,
  pause,
  resume,
};

/** What somebody does, or null when nobody is there to do it. */
export function wish(act: Act, scene: Scene): Wish | null {
  return act in WISHES ? WISHES[act as PersonalAct](scene) : null;
}
