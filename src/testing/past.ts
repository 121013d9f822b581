/** A customer's earlier conversations for tests and the gallery. */
import type { PastPage } from '../customer/history/past.ts';
import type { KeptEvent } from '../store/events.ts';
import { conversation, NOW } from './people.ts';

const DAY = 86_400_000;

export const PAST: PastPage = {
  more: true,
  conversations: [
    {
      id: 'past-1',
      startedAt: NOW - 12 * DAY,
      endedAt: NOW - 12 * DAY + 900_000,
      channelType: 'WEB',
      channelName: 'Web chat',
      queue: 'Billing',
      agents: ['Ben Okafor', 'Amira Kaya'],
      codes: [
        { categoryName: 'Billing', value: 'Invoice explained' },
        { categoryName: 'Billing', value: 'Payment method changed' },
      ],
      note: 'Wants her invoices by post until the e-mail address is changed. Call back in November.',
    },
    {
      id: 'past-2',
      startedAt: NOW - 40 * DAY,
      endedAt: NOW - 40 * DAY + 400_000,
      channelType: 'WHATSAPP',
      channelName: 'WhatsApp',
      queue: 'Support',
      agents: [],
      codes: [],
      note: '',
    },
    {
      id: 'past-3',
      startedAt: NOW - 200 * DAY,
      endedAt: NOW - 200 * DAY + 400_000,
      channelType: 'WEB',
      channelName: 'Web chat',
      queue: 'Sales',
      agents: ['Chioma Adeyemi'],
      codes: [{ categoryName: 'Sales', value: 'Upgrade sold' }],
      note: '',
    },
  ],
};

export const PAST_EVENTS: readonly KeptEvent[] = conversation('Maria Lopez', {
  said: [
    ['c', 12 * 86_400 - 0, 'Hello, could you explain my invoice?'],
    ['a', 12 * 86_400 - 120, 'Of course. The visit of the technician is on it, € 45.00.'],
    ['c', 12 * 86_400 - 240, 'I see. Can I get it by post?'],
    ['a', 12 * 86_400 - 300, 'Yes, I have changed that.'],
  ],
}).transcript.events;
