/** What an agent does with the phone. Each is asked and refused at a control of its own. */
import type { ActionTools } from '../desk/actions/tools.ts';
import { fields, list, text } from '../base/fields.ts';
import type { PhoneReason, Variable } from './read-phone.ts';

export const phoneControl = {
  /** Signing in and out, and the state. */
  phone: 'phone',
  dial: 'phone:dial',
  call: (callId: string) => `call:${callId}`,
  supervise: (agentId: string) => `supervise:${agentId}`,
} as const;

export type PhoneSignIn = {
  loginId: string | null;
  password: string | null;
  extension: string | null;
  mobile: { number: string; mode: 'CALL_BY_CALL' | 'NAILED_CONNECTION' } | null;
};

/** What an action needs besides its call. */
export type CallDetails = {
  toAddress?: string;
  digits?: string;
  participant?: string;
  wrapUpReason?: string;
  variables?: readonly Variable[];
};

export type Contact = { id: string; name: string; number: string; description: string };
export type Book = { id: string; name: string; contacts: readonly Contact[] };

/** `at`: the control, where it is another than the phone's own. Each resolves with whether the server said yes; what came of it is told with the phone. */
export type PhoneActions = {
  signIn: (signIn: PhoneSignIn) => Promise<boolean>;
  signOut: (reasonId: string | null) => Promise<boolean>;
  setState: (mrdId: string, state: 'READY' | 'NOT_READY', reason: PhoneReason | null) => Promise<boolean>;
  act: (callId: string, action: string, details?: CallDetails) => Promise<boolean>;
  dial: (toAddress: string, at?: string) => Promise<boolean>;
  supervise: (agentId: string, action: 'MONITOR' | 'BARGE_IN', at?: string) => Promise<boolean>;
  /** The agent whose call is listened to since; null: none by this desk. */
  listensTo: () => string | null;
  /** Rejects when they can't be read. */
  books: () => Promise<readonly Book[]>;
};

function readBooks(answer: unknown): Book[] {
  return list(fields(answer).phoneBooks).map((each) => {
    const book = fields(each);
    return {
      id: text(book.id),
      name: text(book.name),
      contacts: list(book.contacts).map((one) => {
        const contact = fields(one);
        return {
          id: text(contact.id),
          name: `${text(contact.firstName)} ${text(contact.lastName)}`.trim(),
          number: text(contact.number),
          description: text(contact.description),
        };
      }),
    };
  });
}

export function phoneActions({ connection, ask, me }: ActionTools): PhoneActions {
  let agent: string | null = null;
  return {
    signIn: (signIn) => ask(phoneControl.phone, 'SIGN_IN', 'signInPhone', signIn),
    signOut: (reasonId) => ask(phoneControl.phone, 'SIGN_OUT', 'signOutPhone', { reasonId }),
    setState: (mrdId, state, reason) =>
      ask(phoneControl.phone, state, 'changeAgentState', {
        agentId: me(),
        action: 'agentMRDState',
        state,
        mrdId,
        reasonCode: reason === null ? null : { id: reason.id, name: reason.label, type: 'NOT_READY' },
      }),
    act: (callId, action, details = {}) =>
      ask(phoneControl.call(callId), action, 'callAction', { callId, action, ...details }),
    dial: (toAddress, at = phoneControl.dial) => ask(at, 'DIAL', 'makeCall', { toAddress }),
    supervise: async (agentId, action, at = phoneControl.supervise(agentId)) => {
      const before = agent;
      // The call to listen by may be there, and drawn, before the answer is.
      if (action === 'MONITOR') agent = agentId;
      const done = await ask(at, action, 'superviseCall', { agentId, action });
      if (!done) agent = before;
      return done;
    },
    listensTo: () => agent,
    books: async () => readBooks(await connection.ask('phoneBooks', {})),
  };
}
