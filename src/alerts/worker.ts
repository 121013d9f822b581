/**
 * The service worker of the desk, `/sw.js`: it shows notifications with buttons and carries the choice to a tab of
 * the desk, and it shows what the server pushes while no desk is open. It keeps nothing and answers no request.
 */

/** As much of a service worker's world as is used here; the page's own types do not have it. */
type Client = {
  id: string;
  url: string;
  focused: boolean;
  visibilityState: string;
  focus: () => Promise<unknown>;
};
type TabClient = Client & { postMessage: (message: unknown) => void };
type Pushed = { data: { json: () => unknown } | null; waitUntil: (work: Promise<unknown>) => void };
type Clicked = {
  action: string;
  notification: { close: () => void; data: unknown };
  waitUntil: (work: Promise<unknown>) => void;
};
type WorkerScope = {
  clients: {
    matchAll: (which: { type: 'window'; includeUncontrolled: boolean }) => Promise<readonly TabClient[]>;
    openWindow: (address: string) => Promise<unknown>;
    claim: () => Promise<void>;
  };
  skipWaiting: () => Promise<void>;
  registration: { showNotification: (title: string, options: object) => Promise<void> };
  addEventListener: ((name: 'push', listener: (event: Pushed) => void) => void) &
    ((name: string, listener: (event: Clicked) => void) => void);
};

const scope = globalThis as unknown as WorkerScope;

function dataOf(data: unknown): { taskId: string; path: string; address: string } {
  const { taskId, path, address } = (data ?? {}) as { taskId?: unknown; path?: unknown; address?: unknown };
  return {
    taskId: typeof taskId === 'string' ? taskId : '',
    path: typeof path === 'string' ? path : '/',
    address: typeof address === 'string' ? address : '',
  };
}

/** The tab of the desk that is looked at, else one that can be seen, else any. */
function best(tabs: readonly TabClient[], path: string): TabClient | undefined {
  const desks = tabs.filter(({ url }) => new URL(url).pathname === path);
  return (
    desks.find(({ focused }) => focused) ??
    desks.find(({ visibilityState }) => visibilityState === 'visible') ??
    desks[0]
  );
}

async function carry(choice: string, data: unknown): Promise<void> {
  const { taskId, path, address } = dataOf(data);
  const tab = best(await scope.clients.matchAll({ type: 'window', includeUncontrolled: true }), path);
  if (tab === undefined) {
    await scope.clients.openWindow(path + address);
    return;
  }
  tab.postMessage({ type: 'offer.chosen', taskId, choice, address });
  if (choice !== 'reject') await tab.focus();
}

scope.addEventListener('install', () => void scope.skipWaiting());
scope.addEventListener('activate', (event) => {
  event.waitUntil(scope.clients.claim());
});
scope.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { action } = event;
  const choice = action === 'accept' || action === 'reject' ? action : 'open';
  event.waitUntil(carry(choice, event.notification.data));
});

/** What the server has pushed (`PushNotification` of the protocol); a browser wants something to be shown in any case. */
async function showPushed(data: unknown): Promise<void> {
  const { title, body, tag, taskId, address } = (data ?? {}) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  await scope.registration.showNotification(text(title) === '' ? 'Agent desk' : text(title), {
    body: text(body),
    tag: text(tag),
    requireInteraction: true,
    data: { taskId: text(taskId), path: '/', address: text(address) },
  });
}

scope.addEventListener('push', (event) => {
  let data: unknown = null;
  try {
    data = event.data?.json() ?? null;
  } catch {
    // Not from our server, which sends JSON.
  }
  event.waitUntil(showPushed(data));
});
