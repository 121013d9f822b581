import { expect, it } from 'vitest';
import type { MessageFrame } from '../../protocol/customer-channel/frames.ts';
import { thingOf } from './things.ts';

const of = (body: object) => thingOf(body as MessageFrame['body']);

it('a place has its name, and leads to a map', () => {
  const location = { latitude: 52.52, longitude: '13.405' };
  expect(of({ type: 'LOCATION', location, additionalDetails: { name: 'Office' } })).toEqual({
    kind: 'place',
    name: 'Office',
    address: '',
    position: '52.52, 13.405',
    href: 'https://www.openstreetmap.org/?mlat=52.52&mlon=13.405',
  });
  expect(of({ type: 'LOCATION', location: { latitude: 500, longitude: 0 } })).toBeNull();
});

it('a card has numbers to call and addresses to write to; what is none is only shown', () => {
  const contacts = [
    {
      name: { formattedName: 'Jane Smith' },
      phones: [{ phone: '+1 202 555-0123' }, { phone: 'ask reception' }],
      additionalContactDetails: { emails: [{ email: 'jane@example.com' }], org: { company: 'Acme' } },
    },
    { name: {} },
  ];
  expect(of({ type: 'CONTACT', contacts })).toEqual({
    kind: 'people',
    people: [
      {
        name: 'Jane Smith',
        company: 'Acme',
        ways: [
          { words: '+1 202 555-0123', href: 'tel:+12025550123' },
          { words: 'ask reception', href: null },
          { words: 'jane@example.com', href: 'mailto:jane@example.com' },
        ],
      },
    ],
  });
});

it('an address that could run something is no link and no file', () => {
  expect(of({ type: 'URL', mediaUrl: 'javascript:alert(1)' })).toBeNull();
  expect(of({ type: 'AUDIO', attachment: { mediaUrl: 'data:text/html,x' } })).toBeNull();
  expect(of({ type: 'AUDIO', attachment: { mediaUrl: 'https://a.example/n.ogg' } })).toMatchObject({
    sound: true,
  });
});

it('nonsense is nothing', () => {
  for (const type of ['LOCATION', 'CONTACT', 'URL', 'AUDIO', 'PLAIN']) expect(of({ type })).toBeNull();
});
