/** The agent's phone at Finesse, as it is told, in every state of it and of its calls. */
import type { Call, Phone } from '../../protocol/agent-manager/phone.ts';
import { phoneSlice } from '../../src/phone/phone-slice.ts';
import type { DeskState } from '../../src/store/model.ts';
import { ME, NOW, presence } from '../../src/testing/people.ts';
import { phoneTold, callTold } from '../../src/testing/phones.ts';

const SECOND = 1000;

const told = (change: Partial<Phone>): DeskState['slices'] =>
  new Map([[phoneSlice, { payload: phoneTold(change) }]]);

const desk = (change: Partial<Phone>, more: Partial<DeskState> = {}): Partial<DeskState> => ({
  me: ME,
  link: { status: 'online', since: NOW - 600_000, caughtUp: null },
  presence: presence('READY'),
  slices: told(change),
  ...more,
});

const RINGING: Call = callTold({
  variables: [
    { name: 'Contract', value: '2206-881-447' },
    { name: 'Language', value: 'English' },
    { name: 'callVariable3', value: '' },
  ],
});
const TALKING: Call = callTold({
  state: 'ACTIVE',
  actions: ['HOLD', 'DROP', 'UPDATE_CALL_DATA', 'CONSULT_CALL', 'TRANSFER_SST', 'SEND_DTMF'],
  startedAt: NOW - 134 * SECOND,
  variables: [
    { name: 'Contract', value: '2206-881-447' },
    { name: 'Language', value: 'English' },
  ],
});
const HELD: Call = callTold({
  state: 'HELD',
  actions: ['RETRIEVE', 'DROP', 'TRANSFER', 'CONFERENCE', 'UPDATE_CALL_DATA'],
  since: NOW - 41 * SECOND,
});
const CONSULT: Call = callTold({
  id: 'call-2',
  callType: 'CONSULT',
  direction: 'OUT',
  state: 'ACTIVE',
  actions: ['HOLD', 'DROP', 'UPDATE_CALL_DATA', 'SEND_DTMF'],
  number: '1002',
  queueName: null,
  customer: null,
  associatedId: 'call-1',
  startedAt: NOW - 32 * SECOND,
  participants: [
    { address: '1001', addressType: 'AGENT_DEVICE', state: 'ACTIVE', isSelf: true, name: ME.name },
    { address: '1002', addressType: 'AGENT_DEVICE', state: 'ACTIVE', isSelf: false, name: 'Bruno Silva' },
  ],
});

export const PHONE_STORIES = [
  {
    name: 'phone-signed-out',
    title: 'The phone is signed out',
    state: desk({ link: 'SIGNED_OUT', state: null, since: null, knowsSignIn: false }),
    click: 'text=Sign in phone',
  },
  { name: 'phone-ready', title: 'The phone is ready', state: desk({ state: 'READY' }) },
  {
    name: 'phone-menu',
    title: 'Not ready with a reason',
    state: desk({ state: 'NOT_READY', reason: 'Lunch' }),
    click: '#phone-state',
  },
  { name: 'phone-ringing', title: 'A call rings', state: desk({ state: 'RESERVED', calls: [RINGING] }) },
  {
    name: 'phone-talking',
    title: 'On a call, not ready comes after it',
    state: desk({ state: 'TALKING', pendingState: 'NOT_READY', calls: [TALKING] }),
  },
  {
    name: 'phone-hand-over',
    title: 'To whom a call is handed over',
    state: desk({ state: 'TALKING', calls: [TALKING] }),
    click: '[data-hand-over]',
    type: '10',
  },
  {
    name: 'phone-keypad',
    title: 'The keypad',
    state: desk({ state: 'TALKING', calls: [TALKING] }),
    click: '[aria-label="Keypad"]',
  },
  {
    name: 'phone-details',
    title: 'All of a call',
    state: desk({ state: 'TALKING', calls: [TALKING] }),
    click: '[aria-label="Call details"]',
  },
  {
    name: 'phone-consult',
    title: 'One waits while another is asked',
    state: desk({ state: 'TALKING', calls: [HELD, CONSULT] }),
  },
  {
    name: 'phone-wrap-up',
    title: 'Wrapping up a call',
    state: desk({
      state: 'WORK',
      calls: [callTold({ state: 'WRAP_UP', actions: ['UPDATE_CALL_DATA'], since: NOW - 9 * SECOND })],
    }),
  },
  {
    name: 'phone-refused',
    title: 'Finesse refuses',
    state: desk(
      { state: 'TALKING', calls: [TALKING] },
      { refusals: { 'call:call-1': { code: 'PHONE_REFUSED', msg: 'Invalid Destination' } } },
    ),
  },
  {
    name: 'phone-lost',
    title: 'The connection to Finesse is lost during a call',
    state: desk({ link: 'LOST', state: 'TALKING', calls: [TALKING] }),
  },
  {
    name: 'phone-listening',
    title: 'A supervisor listens',
    state: desk({
      state: 'TALKING',
      calls: [
        callTold({
          callType: 'SUPERVISOR_MONITOR',
          direction: 'OUT',
          state: 'ACTIVE',
          actions: ['DROP'],
          customer: null,
          queueName: null,
          number: '1002',
        }),
      ],
    }),
  },
] as const;
