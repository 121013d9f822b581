import { afterEach, expect, it, vi } from 'vitest';
import { createPushActions, renewPush } from './push-subscription.ts';

/** A browser with a worker whose push service answers, or not. */
function browser(options: { permission?: NotificationPermission; refuses?: boolean } = {}) {
  const unsubscribe = vi.fn(() => {
    subscription = null;
    return Promise.resolve(true);
  });
  let subscription: object | null = null;
  const made = {
    endpoint: 'https://push.example.org/1',
    unsubscribe,
    toJSON: () => ({ endpoint: 'https://push.example.org/1', keys: {} }),
  };
  const subscribe = vi.fn(() => {
    subscription = made;
    return options.refuses === true ? Promise.reject(new Error('no')) : Promise.resolve(made);
  });
  const registration = { pushManager: { subscribe, getSubscription: () => Promise.resolve(subscription) } };
  const permission = options.permission ?? 'granted';
  vi.stubGlobal(
    'Notification',
    Object.assign(vi.fn(), { permission, requestPermission: () => Promise.resolve(permission) }),
  );
  const worker = () => Promise.resolve(registration as unknown as ServiceWorkerRegistration);
  return { subscribe, unsubscribe, worker };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

it('subscribes with the server’s key, tells the server, and takes it back on both sides', async () => {
  const { subscribe, unsubscribe, worker } = browser();
  const asked: unknown[] = [];
  const push = createPushActions(
    {
      rest: {
        get: () => Promise.resolve({ publicKey: 'the-key' }),
        put: (...what) => Promise.resolve(asked.push(['put', ...what])),
        remove: (...what) => Promise.resolve(asked.push(['remove', ...what])),
      },
    },
    worker,
  );
  expect(await push.look()).toBe('off');
  expect(subscribe).not.toHaveBeenCalled();
  expect(await push.switchOn()).toBe('on');
  expect(subscribe).toHaveBeenCalledWith({ userVisibleOnly: true, applicationServerKey: 'the-key' });
  expect(await push.switchOff()).toBe('off');
  expect(unsubscribe).toHaveBeenCalledOnce();
  expect(asked).toEqual([
    ['put', '/agent-manager/push-subscription', { endpoint: 'https://push.example.org/1', keys: {} }],
    ['remove', '/agent-manager/push-subscription', { endpoint: 'https://push.example.org/1' }],
  ]);
  // A server that does not take it: nothing looks as if it were on.
  const failing = createPushActions(
    {
      rest: {
        get: () => Promise.resolve({ publicKey: 'the-key' }),
        put: () => Promise.reject(new Error('refused')),
        remove: () => Promise.resolve(null),
      },
    },
    worker,
  );
  await expect(failing.switchOn()).rejects.toThrow('refused');
  expect(await failing.look()).toBe('off');
});

it('tells the server again at the next sign-in, where it is on', async () => {
  const { worker } = browser();
  const put = vi.fn(() => Promise.resolve(null));
  await renewPush({ put }, worker);
  expect(put).not.toHaveBeenCalled();
  const rest = {
    get: () => Promise.resolve({ publicKey: 'the-key' }),
    put,
    remove: () => Promise.resolve(null),
  };
  await createPushActions({ rest }, worker).switchOn();
  put.mockClear();
  await renewPush({ put }, worker);
  expect(put).toHaveBeenCalledWith('/agent-manager/push-subscription', {
    endpoint: 'https://push.example.org/1',
    keys: {},
  });
});
