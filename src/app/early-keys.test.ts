import { expect, it, vi } from 'vitest';
import { createDeskStore } from '../store/desk-store.ts';
import { keepEarlyKeys, replayEarlyKey } from './early-keys.ts';

it('keys that are pressed too early fetch what they do, and are pressed again when it has come; text is left alone', () => {
  const fetchKeys = vi.fn();
  const stop = keepEarlyKeys(createDeskStore(), fetchKeys);
  const press = (init: KeyboardEventInit) =>
    document.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
  expect(press({ key: 'k' })).toBe(true);
  expect(fetchKeys).not.toHaveBeenCalled();
  expect(press({ key: 'k', code: 'KeyK', ctrlKey: true })).toBe(false);
  expect(fetchKeys).toHaveBeenCalledOnce();
  stop();
  const heard: string[] = [];
  const listen = (event: KeyboardEvent) => heard.push(`${event.ctrlKey} ${event.key}`);
  window.addEventListener('keydown', listen);
  replayEarlyKey();
  replayEarlyKey();
  window.removeEventListener('keydown', listen);
  expect(heard).toEqual(['true k']);
});
