/** The two ends of a tenant's pipe in one process. Owner and follower that stand in the same process need no bus. */
import type { FollowerPipe, OwnerPipe } from '../engine/follower/pipe.ts';
import { Listeners } from './bus.ts';
import type { Bus } from './bus.ts';

export type TenantPipes = { owner: OwnerPipe; follower: FollowerPipe };

const OWNER = 'owner';
const EVERYBODY = 'turns';

/** @param ownerIsHere whether the tenant's owner stands in this process and can stand nowhere else */
export function openTenantPipes(
  bus: Pick<Bus, 'publish' | 'subscribe'>,
  tenant: string,
  ownerIsHere: () => boolean,
): TenantPipes {
  const here = new Listeners();
  const topic = (name: string): string => `${tenant}:${name}`;
  /** Not at once: who sends may be in the middle of something. */
  const tellHere = (name: string, text: string): void => {
    if (here.has(name)) setImmediate(() => here.tell(name, text));
  };
  const listen = (name: string, listener: (text: string) => void, isWanted?: () => boolean): (() => void) => {
    const stops = [here.add(name, listener), bus.subscribe(topic(name), listener, isWanted)];
    return () => {
      for (const stop of stops) stop();
    };
  };
  return {
    owner: {
      broadcast: (text) => {
        tellHere(EVERYBODY, text);
        bus.publish(topic(EVERYBODY), text);
      },
      send: (follower, text) => {
        if (here.has(follower)) tellHere(follower, text);
        else bus.publish(topic(follower), text);
      },
      onMessage: (listener) => listen(OWNER, listener),
    },
    follower: {
      send: (text) => {
        tellHere(OWNER, text);
        if (!here.has(OWNER) || !ownerIsHere()) bus.publish(topic(OWNER), text);
      },
      onMessage: (follower, listener) => {
        // The owner's own turns need not come back to it: it was told of them here. Another owner's are heard as soon as there
        // may be one; what was missed by then is repaired as any gap is.
        const stops = [listen(EVERYBODY, listener, () => !ownerIsHere()), listen(follower, listener)];
        return () => {
          for (const stop of stops) stop();
        };
      },
    },
  };
}
