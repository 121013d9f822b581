/** Whether this browser tells the agent of offers while no desk is open in it (Web Push). */
import { deskWorker } from '../alerts/desk-worker.ts';
import { notifications, pushOf } from '../base/browser-capabilities.ts';
import { fields, text } from '../base/fields.ts';
import type { Rest } from '../connection/rest.ts';

const PATH = '/agent-manager/push-subscription';

/** `missing`: the browser has no push for this page. */
export type PushState = 'on' | 'off' | 'missing' | 'denied';

export type PushActions = {
  look: () => Promise<PushState>;
  /** To be called from a click: the browser asks the agent. Rejects when it could not be switched on. */
  switchOn: () => Promise<PushState>;
  switchOff: () => Promise<PushState>;
};

/**
 * Tells the server again where this browser is reached: it forgets that when an agent signs out, and the switch is the
 * browser's. Does nothing where it is off.
 */
export async function renewPush(rest: Pick<Rest, 'put'>, worker = deskWorker): Promise<void> {
  if (notifications()?.permission() !== 'granted') return;
  const subscription = await pushOf(await worker())?.getSubscription();
  if (subscription != null) await rest.put(PATH, subscription.toJSON());
}

export function createPushActions(
  { rest }: { rest: Pick<Rest, 'get' | 'put' | 'remove'> },
  worker = deskWorker,
): PushActions {
  const manager = async () => pushOf(await worker());
  const look = async (): Promise<PushState> => {
    const push = await manager();
    if (push === null) return 'missing';
    if (notifications()?.permission() === 'denied') return 'denied';
    return (await push.getSubscription()) === null ? 'off' : 'on';
  };
  return {
    look,
    switchOn: async () => {
      if ((await notifications()?.ask()) !== 'granted') return look();
      const push = await manager();
      if (push === null) return 'missing';
      const applicationServerKey = text(fields(await rest.get(PATH)).publicKey);
      const subscription = await push.subscribe({ userVisibleOnly: true, applicationServerKey });
      try {
        await rest.put(PATH, subscription.toJSON());
      } catch (error) {
        // What the server does not know of would only look as if it were on.
        await subscription.unsubscribe();
        throw error;
      }
      return 'on';
    },
    switchOff: async () => {
      const subscription = await (await manager())?.getSubscription();
      if (subscription != null) {
        await subscription.unsubscribe();
        await rest.remove(PATH, { endpoint: subscription.endpoint });
      }
      return look();
    },
  };
}
