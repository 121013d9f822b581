import { afterEach, expect, it } from 'vitest';
import { readSettings } from './settings.ts';

function script(attributes: Record<string, string>): HTMLScriptElement {
  const element = document.createElement('script');
  element.setAttribute('src', 'https://desk.example:8443/widget.js?v=1');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

afterEach(() => {
  document.documentElement.removeAttribute('lang');
});

it('the one line is enough: the server is where the script came from', () => {
  document.documentElement.lang = 'ar';
  expect(readSettings(script({ 'data-channel': ' demo-web ' }))).toMatchObject({
    server: 'https://desk.example:8443',
    channel: 'demo-web',
    colour: null,
    side: null,
    title: null,
    languages: ['ar', ...navigator.languages],
    theme: null,
  });
});

it('takes colour, side, title, language and theme, and nothing that is none', () => {
  const set = readSettings(
    script({
      'data-color': '#FE0',
      'data-position': 'left',
      'data-title': ' Ask us ',
      'data-lang': 'de',
      'data-theme': 'dark',
    }),
  );
  expect(set).toMatchObject({ colour: '#FE0', side: 'left', title: 'Ask us', theme: 'dark' });
  expect(set.languages[0]).toBe('de');
  const nonsense = { 'data-color': 'red;}*{', 'data-position': 'top', 'data-title': ' ', 'data-theme': 'x' };
  expect(readSettings(script(nonsense))).toMatchObject({
    colour: null,
    side: null,
    title: null,
    theme: null,
  });
});
