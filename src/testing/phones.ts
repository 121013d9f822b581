/** What a server would tell of a phone at Finesse. */
import type { Call, Phone } from '../../protocol/agent-manager/phone.ts';
import type { Book } from '../phone/phone-actions.ts';
import { ME, NOW } from './people.ts';

/** A call of a customer that rings. */
export function callTold(change: Partial<Call> = {}): Call {
  return {
    id: 'call-1',
    callType: 'ACD_IN',
    direction: 'IN',
    state: 'ALERTING',
    actions: ['ANSWER'],
    number: '+44 7700 900123',
    dialedNumber: '8001',
    queueName: 'Billing',
    conversationId: null,
    customer: { id: 'customer-Maria Lopez', name: 'Maria Lopez' },
    startedAt: NOW - 6000,
    since: NOW - 6000,
    associatedId: null,
    wrapUpReason: null,
    variables: [],
    participants: [
      { address: '+44 7700 900123', addressType: '', state: 'ACTIVE', isSelf: false, name: null },
      { address: '1001', addressType: 'AGENT_DEVICE', state: 'ALERTING', isSelf: true, name: ME.name },
    ],
    ...change,
  };
}

/** A phone that is signed in and ready. */
export function phoneTold(change: Partial<Phone> = {}): Phone {
  return {
    link: 'CONNECTED',
    problem: null,
    mrdId: 'voice',
    knowsSignIn: true,
    loginId: 'agent1',
    extension: '1001',
    flavour: 'UCCE',
    state: 'READY',
    pendingState: null,
    reason: null,
    since: NOW - 72_000,
    notReadyReasons: [
      { id: '11', code: '1', label: 'Lunch' },
      { id: '12', code: '2', label: 'Training' },
    ],
    logoutReasons: [{ id: '21', code: '9', label: 'End of shift' }],
    wrapUpReasons: [
      { id: '31', label: 'Invoice explained' },
      { id: '32', label: 'Callback promised' },
    ],
    calls: [],
    serverTime: NOW,
    ...change,
  };
}

export const PHONE_BOOKS: readonly Book[] = [
  {
    id: 'book-1',
    name: 'House',
    contacts: [
      { id: 'c1', name: 'Bruno Silva', number: '1002', description: 'Second level' },
      { id: 'c2', name: 'Front desk', number: '1000', description: '' },
      { id: 'c3', name: 'Legal department', number: '+49 30 123456', description: 'Mornings only' },
    ],
  },
];
