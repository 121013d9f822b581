/**
 * What a browser may refuse a page: in foreign frames, in private windows, by its settings or its owner's policy. A
 * refusal may be a missing object, an error when it is only looked at, an error when it is used, or silence. This is
 * the only module of the desk that touches these things (a rule of the linter keeps it so); everybody else gets
 * something that works, or is told that there is nothing.
 */

/** Texts under names. Never throws. */
export type KeyStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A channel to the other tabs of this browser. Never throws. */
export type OtherTabs = {
  postMessage: (message: unknown) => void;
  close: () => void;
  onmessage: ((event: MessageEvent) => void) | null;
};

/** How long a browser may take to grant a lock that nobody holds, or to start a worker, ms. */
const GRANTED_WITHIN = 2000;

/** What `look` finds; undefined where looking is refused. */
function found<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** A store of the browser; what it does not take is kept in memory until the page goes. */
function keyStore(look: () => Storage): KeyStore {
  const memory = new Map<string, string>();
  return {
    getItem: (name) => memory.get(name) ?? found(() => look().getItem(name)) ?? null,
    setItem: (name, value) => {
      const kept = found(() => {
        look().setItem(name, value);
        return true;
      });
      if (kept === true) memory.delete(name);
      else memory.set(name, value);
    },
    removeItem: (name) => {
      memory.delete(name);
      found(() => {
        look().removeItem(name);
      });
    },
  };
}

/** What this tab keeps over a reload. */
export const tabStore: KeyStore = keyStore(() => globalThis.sessionStorage);

/** What this browser keeps for all tabs and later days. */
export const browserStore: KeyStore = keyStore(() => globalThis.localStorage);

/** The other tabs of this browser; null where tabs may not speak with each other. */
export function otherTabs(name: string): OtherTabs | null {
  const channel = found(() => new BroadcastChannel(name));
  if (channel === undefined) return null;
  const tabs: OtherTabs = {
    onmessage: null,
    postMessage: (message) => {
      found(() => {
        channel.postMessage(message);
      });
    },
    close: () => {
      channel.close();
    },
  };
  channel.onmessage = (event: MessageEvent) => tabs.onmessage?.(event);
  return tabs;
}

/**
 * The locks that all tabs of the browser share; undefined where there are none or where they are never granted. One
 * is tried out: a browser that refuses them may answer with an error or not at all.
 */
export async function sharedLocks(): Promise<LockManager | undefined> {
  const locks = found(() => (navigator as { locks?: LockManager }).locks);
  if (locks === undefined) return undefined;
  const tried = found(() =>
    locks.request('desk.probe', { mode: 'shared' }, () => locks.query().then(() => true)).catch(() => false),
  );
  return (await inTime(tried ?? Promise.resolve(false))) === true ? locks : undefined;
}

/** What was promised; undefined when it takes too long. */
async function inTime<T>(promised: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      resolve(undefined);
    }, GRANTED_WITHIN);
  });
  return Promise.race([promised, late]).finally(() => {
    clearTimeout(timer);
  });
}

/** The browser's notifications, as far as it has any. */
export type Notifications = {
  permission: () => NotificationPermission;
  /** Asks the person at the browser; to be called from a click. */
  ask: () => Promise<NotificationPermission>;
  /** How many buttons one may have, with a worker's help. */
  buttons: number;
  /** Shows one; null where a page may not do so by itself. */
  show: (title: string, options: NotificationOptions) => Notification | null;
};

/** Notifications; null where the browser has none for this page. */
export function notifications(): Notifications | null {
  const Kind = found(() => (globalThis as { Notification?: typeof Notification }).Notification);
  if (Kind === undefined || found(() => Kind.permission) === undefined) return null;
  return {
    permission: () => found(() => Kind.permission) ?? 'denied',
    ask: async () => (await found(() => Kind.requestPermission())?.catch(() => undefined)) ?? 'denied',
    buttons: found(() => (Kind as { maxActions?: number }).maxActions) ?? 0,
    show: (title, options) => found(() => new Kind(title, options)) ?? null,
  };
}

/** The service workers of this page; null where it may have none. */
export function serviceWorkers(): ServiceWorkerContainer | null {
  return found(() => (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker) ?? null;
}

/** A worker that is at work; null where the browser has or starts none. `address` is its script's. */
export async function startedWorker(
  address: () => string,
  scope: string,
): Promise<ServiceWorkerRegistration | null> {
  const workers = serviceWorkers();
  if (workers === null) return null;
  const started = Promise.resolve()
    .then(() => workers.register(address(), { scope }))
    .then(() => workers.ready)
    .catch(() => null);
  return (await inTime(started)) ?? null;
}

/** How messages reach a worker while no page is open; null where the browser has nothing for it. */
export function pushOf(worker: ServiceWorkerRegistration | null): PushManager | null {
  return found(() => (worker as { pushManager?: PushManager } | null)?.pushManager) ?? null;
}

/** What plays sounds; null where the browser has nothing for it. */
export function audioContext(): AudioContext | null {
  return found(() => new AudioContext()) ?? null;
}

/** Puts text on the clipboard by the command of older days, which works in frames without the permission. */
function copyByCommand(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'sr-only';
  const before = document.activeElement;
  document.body.append(field);
  field.select();
  try {
    // Deprecated and still the only way in a frame without the permission.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  }
}

/** Puts text on the clipboard. Resolves with whether it worked. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}
