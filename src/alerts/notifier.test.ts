import { afterEach, expect, it, vi } from 'vitest';
import { createNotifier, type Choice } from './notifier.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  window.location.hash = '';
});

function withWorker() {
  const worker = Object.assign(new EventTarget(), { startMessages: () => {} });
  vi.stubGlobal('navigator', Object.assign(navigator, { serviceWorker: worker }));
  const chosen: [string, Choice][] = [];
  const notifier = createNotifier((taskId, choice) => chosen.push([taskId, choice]));
  const say = (data: object) => worker.dispatchEvent(new MessageEvent('message', { data }));
  return { notifier, chosen, say };
}

it('a click on what the server pushed about a conversation opens it', () => {
  const { notifier, chosen, say } = withWorker();
  say({ type: 'offer.chosen', taskId: '', choice: 'open', address: '#/conversations/c1' });
  expect(window.location.hash).toBe('#/conversations/c1');
  expect(chosen).toEqual([]);
  notifier.stop();
});

it('a click on an offer is left to who shows offers, and no address leads out of the desk', () => {
  const { notifier, chosen, say } = withWorker();
  say({ type: 'offer.chosen', taskId: 't1', choice: 'accept', address: '#/conversations/c1' });
  say({ type: 'offer.chosen', taskId: '', choice: 'open', address: 'https://elsewhere.example/' });
  expect(window.location.hash).toBe('');
  expect(chosen).toEqual([
    ['t1', 'accept'],
    ['', 'open'],
  ]);
  notifier.stop();
});
