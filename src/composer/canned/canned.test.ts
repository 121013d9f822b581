import { describe, expect, it } from 'vitest';
import { conversation, ME } from '../../testing/people.ts';
import { offeredFor, readCanned } from './canned.ts';
import { gapsIn, nextGap } from './gaps.ts';
import { slashWordAt } from './slash-word.ts';
import { filledIn } from './variables.ts';

const all = readCanned([
  {
    id: '1',
    title: 'Greeting',
    shortcut: 'hello',
    group: 'Start',
    text: 'Hello',
    texts: { de: 'Hallo' },
    scope: 'SHARED',
  },
  {
    id: '2',
    title: 'One moment',
    shortcut: '',
    group: '',
    text: 'One moment please',
    texts: {},
    scope: 'SHARED',
  },
  { id: '3', title: 'Bye', shortcut: 'help', group: '', text: 'Good bye', texts: {}, scope: 'PERSONAL' },
]);

const shown = (typed: string, language: string) =>
  offeredFor(all, typed, language).map(({ kind, options }) => [kind, ...options.map(({ text }) => text)]);

describe('the list of texts that are used again', () => {
  it('has groups, the customer’s language first and other languages last', () => {
    expect(shown('', 'de-AT')).toEqual([
      ['group', 'Hallo'],
      ['shared', 'One moment please'],
      ['own', 'Good bye'],
      ['otherLanguages', 'Hello'],
    ]);
    expect(shown('', 'fr')[0]).toEqual(['group', 'Hello']);
  });

  it('finds by shortcut, title and text, the best first', () => {
    expect(shown('hel', 'en')).toEqual([['found', 'Hello', 'Good bye', 'Hallo']]);
    expect(shown('help', 'en')).toEqual([['found', 'Good bye']]);
    expect(shown('mom', 'en')).toEqual([['found', 'One moment please']]);
    expect(shown('nothing', 'en')).toEqual([]);
  });
});

describe('a slash', () => {
  it.each([
    ['/', { from: 0, to: 1, word: '' }],
    ['Hi /he', { from: 3, to: 6, word: 'he' }],
    ['line\n/x', { from: 5, to: 7, word: 'x' }],
    ['and/or', null],
    ['/etc/hosts', null],
    ['/he llo', null],
  ])('in %j begins a name where a word begins', (text, found) => {
    expect(slashWordAt(text, text.length)).toEqual(found);
  });
});

describe('variables of a text', () => {
  const maria = conversation('Maria Lopez', { queue: 'Billing' });
  const fill = (text: string) => filledIn(text, maria, ME, (name) => `the ${name}`);

  it('are filled in from the customer, the agent and what was entered', () => {
    expect(fill('{customer.firstName} {customer.lastName}: {agent.name}, {queue.name}')).toBe(
      'Maria Lopez: Amira Kaya, Billing',
    );
    expect(fill('{"json": {} }')).toBe('{"json": {} }');
  });

  it('become places to fill in where nobody knows, one after the other', () => {
    const text = fill('{customer.order} of {agent.phone}');
    expect(text).toBe('[[the customer.order]] of [[the agent.phone]]');
    expect(gapsIn(text).map(({ name }) => name)).toEqual(['the customer.order', 'the agent.phone']);
    expect(nextGap(text, 1)?.name).toBe('the agent.phone');
    expect(nextGap(text, text.length)).toBeNull();
  });
});
