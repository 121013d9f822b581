import { beforeEach, expect, it } from 'vitest';
import { draw, h } from './dom.ts';

let root: HTMLElement;
beforeEach(() => {
  root = document.createElement('div');
  document.body.replaceChildren(root);
});
const item = (key: string, text = key) => h('li', { key }, text);

it('keeps what has the focus in its place, whatever comes and goes around it', () => {
  const field = () => h('input', { key: 'field', value: '' });
  draw(root, item('a'), field(), item('b'));
  const input = root.querySelector('input')!;
  input.focus();
  draw(root, item('x'), item('y'), field());
  draw(root, field(), item('z'));
  expect(root.querySelector('input')).toBe(input);
  expect(document.activeElement).toBe(input);
  expect(root.textContent).toBe('z');
});

it('moves, makes and removes by key, and touches no text that stays', () => {
  draw(
    root,
    ['a', 'b', 'c'].map((key) => item(key)),
  );
  const [, b] = root.children;
  const words = b!.firstChild;
  draw(
    root,
    ['c', 'b', 'd'].map((key) => item(key)),
  );
  expect([...root.children].map(({ textContent }) => textContent)).toEqual(['c', 'b', 'd']);
  expect(root.children[1]).toBe(b);
  expect(b!.firstChild).toBe(words);
  draw(root, item('b', 'changed'), false, null);
  expect(root.children[0]).toBe(b);
  expect(root.textContent).toBe('changed');
});

it('sets and takes back attributes, and calls the latest handler once', () => {
  const called: string[] = [];
  const button = (name: string, disabled: boolean, label?: string) =>
    h('button', {
      'aria-pressed': disabled,
      disabled,
      ...(label !== undefined && { title: label }),
      on: { click: () => called.push(name) },
    });
  draw(root, button('first', false, 'x'));
  const element = root.querySelector('button')!;
  draw(root, button('second', false));
  element.click();
  expect(called).toEqual(['second']);
  expect(element.hasAttribute('title')).toBe(false);
  expect(element.getAttribute('aria-pressed')).toBe('false');
  draw(root, button('third', true));
  expect(element.disabled).toBe(true);
});

it('makes nothing but text of a text', () => {
  draw(root, '<img src=x onerror=alert(1)>', h('p', { title: '"><script>' }, '<b>'));
  expect(root.querySelectorAll('*')).toHaveLength(1);
  expect(root.textContent).toBe('<img src=x onerror=alert(1)><b>');
});

it('gives a field back what the state says, whatever was typed', () => {
  const field = (value: string) => h('input', { value });
  draw(root, field('a'));
  root.querySelector('input')!.value = 'typed';
  draw(root, field('a'));
  expect(root.querySelector('input')!.value).toBe('a');
});

it('goes on when a browser translates the page: what is unchanged stays translated, figures go on', () => {
  const root = document.createElement('div');
  const show = (left: number) => draw(root, h('p', {}, 'Waiting: ', String(left), h('b', {}, 'min')));
  show(9);
  for (const text of [...root.querySelectorAll('p, b')].flatMap((each) => [...each.childNodes])) {
    if (!(text instanceof Text)) continue;
    const theirs = document.createElement('span');
    theirs.textContent = text.nodeValue === 'Waiting: ' ? 'Wartezeit: ' : text.nodeValue;
    text.replaceWith(theirs);
  }
  show(9);
  expect(root.textContent).toBe('Wartezeit: 9min');
  show(8);
  show(7);
  expect(root.textContent).toBe('Wartezeit: 7min');
  draw(root, h('p', {}, 'Your turn'));
  expect(root.textContent).toBe('Your turn');
});
