import { describe, expect, it } from 'vitest';
import { messageBody } from '../../protocol/cim/body.ts';
import type { OutgoingBody } from '../store/outgoing.ts';
import { readBody, wireBody } from './outgoing-body.ts';

const file = (mimeType: string): OutgoingBody => ({
  kind: 'file',
  name: 'x',
  mimeType,
  size: 3,
  caption: 'Here',
  upload: { state: 'done', url: 'https://files.example.org/x' },
});

const BUTTONS: OutgoingBody = {
  kind: 'structured',
  text: 'Choose',
  content: { type: 'BUTTON', markdownText: 'Choose', buttons: [{ title: 'Yes', type: 'QUICK_REPLY' }] },
};

describe('what goes out', () => {
  it.each<[OutgoingBody, string, string]>([
    [{ kind: 'text', text: 'Hi' }, 'AGENT_MESSAGE', 'PLAIN'],
    [{ kind: 'whisper', text: 'Offer a refund' }, 'WHISPER_MESSAGE', 'PLAIN'],
    [file('image/png'), 'AGENT_MESSAGE', 'IMAGE'],
    [file('video/mp4'), 'AGENT_MESSAGE', 'VIDEO'],
    [file('audio/ogg'), 'AGENT_MESSAGE', 'AUDIO'],
    [file('application/pdf'), 'AGENT_MESSAGE', 'FILE'],
    [BUTTONS, 'AGENT_MESSAGE', 'BUTTON'],
  ])('is a body that the protocol knows: %j is %s of type %s', (body, name, type) => {
    const wire = wireBody(body);
    expect(wire.name).toBe(name);
    expect(messageBody.parse(wire.body)).toMatchObject({ type });
    expect(readBody(JSON.parse(JSON.stringify(body)))).toEqual(body);
  });

  it.each([null, 'text', {}, { kind: 'text', text: '' }, { kind: 'novelty', text: 'x' }])(
    'is nothing where a tab has kept nothing that can be sent: %j',
    (kept) => {
      expect(readBody(kept)).toBeNull();
    },
  );
});
