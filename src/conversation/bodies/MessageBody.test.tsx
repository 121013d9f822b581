import { cleanup } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { readEvent } from '../../connection/read-event.ts';
import type { Body } from '../../store/events.ts';
import { draw } from '../../testing/draw.tsx';
import { NOW } from '../../testing/people.ts';
import { MessageBody } from './MessageBody.tsx';

afterEach(cleanup);

/** A body as it comes over the wire. */
function read(body: object): Body {
  const data = { id: 'm', header: { sender: { type: 'CONNECTOR' } }, body };
  const { what } = readEvent({ id: 'e', name: 'CUSTOMER_MESSAGE', data, seq: 1 }, 0, NOW);
  if (what.type !== 'message') throw new Error(what.type);
  return what.body;
}

async function wordsOf(body: object): Promise<string> {
  const { container } = await draw(<MessageBody body={read(body)} />, {});
  return container.textContent;
}

describe('a message in which nothing can be seen', () => {
  it.each<[string, object, string]>([
    ['letters of no width', { type: 'PLAIN', markdownText: '\u200b\u2060' }, 'Message without text'],
    ['fillers', { type: 'PLAIN', markdownText: '\u3164\uffa0\u2800' }, 'Message without text'],
    ['no cards', { type: 'CAROUSEL', elements: null }, 'Choices, empty'],
    ['blank cards', { type: 'CAROUSEL', elements: [{ text: '\u200b' }, null] }, 'Choices, empty'],
    ['no contacts', { type: 'CONTACT', contacts: [] }, 'Contact, empty'],
    ['no buttons', { type: 'BUTTON', buttons: [] }, 'Choices, empty'],
    ['blank buttons', { type: 'BUTTON', buttons: [{ title: '\u3164' }] }, 'Choices, empty'],
    ['no address', { type: 'URL', mediaUrl: null }, 'Link, empty'],
    ['a file with a blank name', { type: 'FILE', attachment: { mediaUrl: '', mediaName: '\u200b' } }, 'File'],
    ['an unknown body', { type: 'UNKNOWN', receivedType: 'Hologram' }, 'Unsupported message type: hologram'],
  ])('says what came: %s', async (_what, body, words) => {
    expect(await wordsOf(body)).toBe(words);
  });

  it('is none when there are words beside', async () => {
    expect(await wordsOf({ type: 'URL', mediaUrl: null, markdownText: 'See' })).toContain('See');
    expect(await wordsOf({ type: 'CONTACT', contacts: [{ phones: [{ phone: '+1 202' }] }] })).toContain(
      '+1 202',
    );
    expect(await wordsOf({ type: 'CAROUSEL', elements: [{ buttons: [{ title: 'Choose' }] }] })).toContain(
      'Choose',
    );
  });
});

it.each(['\r', '\u2028', '\u2029', '\u0085', '\r\n'])('a line that ends with %j is a line', async (end) => {
  const body = read({ type: 'PLAIN', markdownText: `one${end}two` });
  expect(body.text).toBe('one\ntwo');
  const { container } = await draw(<MessageBody body={body} />, {});
  expect(container.querySelectorAll('br')).toHaveLength(1);
});
