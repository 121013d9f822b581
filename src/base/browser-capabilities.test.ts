import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browserLocks } from '../testing/locks.ts';
import {
  browserStore,
  copyText,
  notifications,
  otherTabs,
  serviceWorkers,
  sharedLocks,
  startedWorker,
  tabStore,
} from './browser-capabilities.ts';

const changed: { target: object; name: string; before: PropertyDescriptor | undefined }[] = [];

/** Gives a browser's object another member for a test. */
function give(target: object, name: string, descriptor: PropertyDescriptor): void {
  changed.push({ target, name, before: Object.getOwnPropertyDescriptor(target, name) });
  Object.defineProperty(target, name, { configurable: true, ...descriptor });
}

function refuse(target: object, name: string): void {
  give(target, name, {
    get: () => {
      throw new DOMException(`${name} is refused`, 'SecurityError');
    },
  });
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  for (const { target, name, before } of changed.splice(0).reverse()) {
    Reflect.deleteProperty(target, name);
    if (before !== undefined) Object.defineProperty(target, name, before);
  }
  vi.useRealTimers();
});

describe('a browser that refuses a page everything, also to look at it', () => {
  beforeEach(() => {
    for (const name of ['sessionStorage', 'localStorage', 'BroadcastChannel', 'Notification'])
      refuse(globalThis, name);
    for (const name of ['locks', 'serviceWorker', 'clipboard']) refuse(navigator, name);
  });

  it('leaves stores that work until the page goes', () => {
    for (const store of [tabStore, browserStore]) {
      store.setItem('a', '1');
      expect(store.getItem('a')).toBe('1');
      store.removeItem('a');
      expect(store.getItem('a')).toBeNull();
    }
  });

  it('has nothing where there is nothing to stand in, and says so', async () => {
    expect(otherTabs('x')).toBeNull();
    expect(await sharedLocks()).toBeUndefined();
    expect(notifications()).toBeNull();
    expect(serviceWorkers()).toBeNull();
    expect(await startedWorker(() => '/sw.js', '/')).toBeNull();
  });

  it('copies by the command of older days', async () => {
    const copied = vi.fn(() => true);
    give(document, 'execCommand', { value: copied });
    expect(await copyText('words')).toBe(true);
    expect(copied).toHaveBeenCalledWith('copy');
  });
});

describe('a browser that answers with a refusal, or not at all', () => {
  it.each([
    ['a refusal', () => Promise.reject(new DOMException('no', 'SecurityError'))],
    ['silence', () => new Promise(() => {})],
    [
      'an error',
      () => {
        throw new TypeError('no');
      },
    ],
  ])('has no locks after %s', async (_how, request) => {
    give(navigator, 'locks', { value: { request, query: () => Promise.resolve({}) } });
    const found = sharedLocks();
    await vi.advanceTimersByTimeAsync(5000);
    expect(await found).toBeUndefined();
  });

  it('has no worker that never starts', async () => {
    give(navigator, 'serviceWorker', {
      value: { register: () => Promise.resolve(), ready: new Promise(() => {}) },
    });
    const started = startedWorker(() => '/sw.js', '/');
    await vi.advanceTimersByTimeAsync(5000);
    expect(await started).toBeNull();
  });

  it('has locks where they are granted', async () => {
    const locks = browserLocks();
    give(navigator, 'locks', { value: locks });
    expect(await sharedLocks()).toBe(locks);
  });
});
