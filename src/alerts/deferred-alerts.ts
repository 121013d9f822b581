/** The alerts of the desk, which come after its first screen. A network that fails meanwhile delays them. */
import { notifications } from '../base/browser-capabilities.ts';
import { untilFree } from '../desk/deferred.ts';
import type { Alerts } from '../desk/alerts.ts';
import type { openAlerts } from './open-alerts.ts';

/** How soon to try again to fetch them, ms. */
const AGAIN_AFTER = 3000;

/** Alerts as soon as they are there. */
export function deferredAlerts(options: Parameters<typeof openAlerts>[0]): Alerts {
  let stopped = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  const here = new Promise<Alerts>((resolve) => {
    const fetchThem = () => {
      import('./open-alerts.ts')
        .then((part) => (stopped ? null : part.openAlerts(options)))
        .then(
          (alerts) => {
            if (alerts !== null) resolve(alerts);
          },
          () => {
            if (!stopped) again = setTimeout(fetchThem, AGAIN_AFTER);
          },
        );
    };
    void untilFree().then(fetchThem);
  });
  return {
    test: async (trial) => (await here).test(trial),
    stop: () => {
      stopped = true;
      clearTimeout(again);
      void here.then((alerts) => {
        alerts.stop();
      });
    },
  };
}

/** Asks the browser for permission to notify; to be called from a click. Resolves with whether it is given. */
export async function mayNotify(): Promise<boolean> {
  return (await notifications()?.ask()) === 'granted';
}
