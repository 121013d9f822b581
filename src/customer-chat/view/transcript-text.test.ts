import { expect, it } from 'vitest';
import vectors from '../../markdown/xss-corpus.json';
import type { ChatEntry, ChatMessage } from '../../../packages/customer-client/state.ts';
import { english } from './texts/index.ts';
import { transcriptFileName, transcriptText } from './transcript-text.ts';

const at = new Date(2026, 0, 31, 14, 5).getTime();
const message = (change: Partial<ChatMessage>): ChatMessage => ({
  kind: 'message',
  id: 'm',
  seq: 1,
  mine: false,
  senderName: 'Amina Okafor',
  senderType: 'AGENT',
  text: 'Hello',
  bodyType: 'PLAIN',
  choices: null,
  replyTo: null,
  at,
  status: null,
  error: null,
  ...change,
});
// Some releases of ICU write a narrow space before AM and PM.
const text = (...entries: ChatEntry[]) =>
  transcriptText(entries, 'Support', english()).replaceAll('\u202f', ' ');

it('writes down who said what and when, each line of a message below its first', () => {
  const choices = { quick: true, options: [{ title: 'Yes', href: null, payload: null }] };
  expect(
    text(
      { kind: 'notice', id: 'n', seq: 1, what: 'joined', name: 'Amina Okafor', at },
      message({ text: 'Is it this?\nR-4711', choices }),
      message({ mine: true, senderName: '', text: '1 < 2 && **yes**', at: at + 60_000 }),
      message({ mine: true, senderName: '', text: 'lost', status: 'failed', at: at + 86_400_000 }),
    ).split('\r\n'),
  ).toEqual([
    'Support',
    '',
    'Conversation on January 31, 2026',
    '',
    '2:05 PM  * Amina Okafor joined the chat',
    '2:05 PM  Amina Okafor: Is it this?',
    '    R-4711',
    '    [Yes]',
    '2:06 PM  You: 1 < 2 && **yes**',
    '',
    'Conversation on February 1, 2026',
    '',
    '2:05 PM  You: lost',
    '    (Not sent)',
    '',
  ]);
});

it('L-X2: names and texts stay text: no line passes for another one, nothing hides or turns the reading', () => {
  const forged = text(
    message({ senderName: 'Mallory\r\n2:06 PM  You', text: 'a\r2:06 PM  You: I agree\u2028b\u202ec\u0000d' }),
  );
  expect(forged.split('\r\n').slice(4)).toEqual([
    '2:05 PM  Mallory 2:06 PM  You: a',
    '    2:06 PM  You: I agree',
    '    bcd',
    '',
  ]);
  for (const vector of vectors) {
    const lines = text(message({ senderName: vector, text: vector })).split('\r\n');
    expect(lines[4]).toMatch(/^2:05 PM {2}/);
    for (const line of lines.slice(5, -1)) expect(line).toMatch(/^ {4}/);
  }
});

it('L-X3: the name of the file is ours alone', () => {
  expect(transcriptFileName(at, english())).toBe('conversation-2026-01-31.txt');
});

it('writes down what a message carries besides words', () => {
  const thing = {
    kind: 'place' as const,
    name: 'Office',
    address: 'Main Street 1',
    position: '52.52, 13.405',
    href: 'https://www.openstreetmap.org/',
  };
  expect(text(message({ text: '', thing }))).toContain(
    'Office\r\n    Main Street 1\r\n    52.52, 13.405\r\n',
  );
});
