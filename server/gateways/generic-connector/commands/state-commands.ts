/** Commands about the agent: signing in and out, states, and why. */
import { FinesseFailure } from '../../../finesse/finesse-failure.ts';
import type { Change, ReasonCategory } from '../../../finesse/finesse-client.ts';
import { tag } from '../../../finesse/xml.ts';
import { CommandRefusal } from '../command-refusal.ts';
import { agentInfo } from '../connector-event.ts';
import { mobileMode } from '../read-command.ts';
import type { Carry, Work } from './work.ts';

export const login: Carry = (work) => {
  const [password = '', extension = ''] = work.parameters;
  return signIn(work, password, extension, []);
};

export const mobileAgentLogin: Carry = (work) => {
  const [password = '', extension = '', telephone = '', mode = ''] = work.parameters;
  const mobile = [tag('mode', mobileMode(mode) ?? ''), tag('dialNumber', telephone)];
  return signIn(work, password, extension, [['mobileAgent', mobile]]);
};

async function signIn(work: Work, password: string, extension: string, mobile: Change): Promise<void> {
  const { session, client } = work;
  const credentials = { id: session.id, password };
  // Shows whether the password is right, and who is signed in at Finesse already.
  const before = await client.user(credentials, session.id);
  const isNew = before.state === 'LOGOUT' || before.state === '';
  const wasThere = session.isSignedIn;
  const takeBack = await session.enter(
    credentials,
    before,
    isNew || before.extension === '' ? extension : before.extension,
  );
  if (isNew) {
    try {
      const change: Change = [['state', 'LOGIN'], ['extension', extension], ...mobile];
      const { settled } = await session.request('user', (id) => client.changeUser(credentials, change, id));
      await settled();
    } catch (error) {
      if (!wasThere) takeBack();
      throw error;
    }
  }
  // Names and teams are complete only after the sign-in. Somebody who is signed in stays so when they cannot be read.
  const after = await readable(client.user(credentials, session.id), before);
  if (!isNew) session.tellState(after);
  session.tell(agentInfo(session.id, after));
  if (isNew) return;
  for (const event of session.calls.introduce(await client.dialogs(credentials))) session.tell(event);
}

async function readable<T>(reading: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof FinesseFailure) return otherwise;
    throw error;
  }
}

export const logout: Carry = (work) => changeState(work, 'LOGOUT');

export const logoutWithReason: Carry = async (work) => {
  const id = await reasonId(work, 'LOGOUT');
  await changeState(work, 'LOGOUT', id);
};

/** Out of whatever state: Finesse signs out who is not ready, and after the call who is in one. */
export const forceLogout: Carry = async (work) => {
  const { session } = work;
  if (!session.calls.isBusy && session.user.state !== 'NOT_READY') await changeState(work, 'NOT_READY');
  if (session.isSignedIn) await changeState(work, 'LOGOUT');
};

export const makeReady: Carry = (work) => changeStateLater(work, 'READY');
export const makeNotReady: Carry = (work) => changeStateLater(work, 'NOT_READY');

export const makeNotReadyWithReason: Carry = async (work) => {
  await changeStateLater(work, 'NOT_READY', await reasonId(work, 'NOT_READY'));
};

/** Only a call has a time after it. */
const afterTheCall =
  (state: 'READY' | 'NOT_READY'): Carry =>
  async (work) => {
    if (!work.session.calls.isBusy) {
      throw new CommandRefusal('INVALID_STATE', { reason: 'The agent is not in a call.' });
    }
    await changeStateLater(work, state);
  };

export const makeWorkReady = afterTheCall('READY');
export const makeWorkNotReady = afterTheCall('NOT_READY');

export const getState: Carry = async ({ session, client }) => {
  session.tellState(await client.user(session.credentials, session.id));
};

/** Resolves when Finesse has told the new state. */
async function changeState(work: Work, state: string, reason?: string): Promise<void> {
  const { settled } = await askForState(work, state, reason);
  await settled();
}

async function changeStateLater(work: Work, state: string, reason?: string): Promise<void> {
  const { settled } = await askForState(work, state, reason);
  work.later(settled());
}

function askForState({ session, client }: Work, state: string, reason?: string) {
  const { credentials } = session;
  const change: Change = [
    ['state', state],
    ...(reason === undefined ? [] : [['reasonCodeId', reason] as const]),
  ];
  return session.request('user', (id) => client.changeUser(credentials, change, id));
}

/** Finesse's id of the reason that the client names by its code, or by the id. */
async function reasonId({ session, client, parameters }: Work, category: ReasonCategory): Promise<string> {
  const [given = ''] = parameters;
  const reasons = await client.reasons(session.credentials, category);
  const found = reasons.find(({ code }) => code === given) ?? reasons.find(({ id }) => id === given);
  if (found === undefined) throw new CommandRefusal('UNKNOWN_REASON');
  return found.id;
}
