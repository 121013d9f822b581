/** Our own rules of the linter, each breached. */
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { OUR_RULES } from '../../eslint-rules.js';

const linter = new Linter();

function complaints(code: string): number {
  return linter.verify(code, {
    plugins: { ours: OUR_RULES },
    rules: { 'ours/no-window-messages': 'error' },
    languageOptions: { ecmaVersion: 2024, sourceType: 'module' },
  }).length;
}

describe('words between windows', () => {
  it.each([
    "window.parent.postMessage('x', '*')",
    "parent.postMessage('x', '*')",
    "window.opener?.postMessage('x', '*')",
    "frame.contentWindow.postMessage('x', '*')",
    "event.source.postMessage('x', '*')",
    "postMessage('x', '*')",
    "window.addEventListener('message', listen)",
    "addEventListener('message', listen)",
    'window.onmessage = listen',
    'onmessage = listen',
  ])('are spoken by src/embed alone: %s', (code) => {
    expect(complaints(code)).toBe(1);
  });

  it.each([
    "tabs.postMessage('x')",
    "channel.addEventListener('message', listen)",
    'channel.onmessage = listen',
    "navigator.serviceWorker.controller.postMessage('x')",
    "window.addEventListener('focus', listen)",
  ])('are not those of tabs and workers: %s', (code) => {
    expect(complaints(code)).toBe(0);
  });
});
