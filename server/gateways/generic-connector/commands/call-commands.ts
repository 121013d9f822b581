/** Commands about calls. */
import type { Change } from '../../../finesse/finesse-client.ts';
import { tag } from '../../../finesse/xml.ts';
import { CommandRefusal } from '../command-refusal.ts';
import type { Carry, Work } from './work.ts';

export const makeCall: Carry = async (work) => {
  const { session, client, parameters } = work;
  const [extension = ''] = parameters;
  const { credentials } = session;
  const change: Change = [
    ['requestedAction', 'MAKE_CALL'],
    ['fromAddress', session.calls.extension],
    ['toAddress', extension],
  ];
  const { settled } = await session.request('dialogs', (id) => client.makeDialog(credentials, change, id));
  work.later(settled());
};

export const answerCall: Carry = (work) => act(work, 'ANSWER', firstOf(work));
export const holdCall: Carry = (work) => act(work, 'HOLD', firstOf(work));
export const retrieveCall: Carry = (work) => act(work, 'RETRIEVE', firstOf(work));
export const releaseCall: Carry = (work) => act(work, 'DROP', firstOf(work));

export const transferAtOnce: Carry = (work) => {
  const [extension = '', dialog = ''] = work.parameters;
  return act(work, 'TRANSFER_SST', dialog, [['toAddress', extension]]);
};

export const consultCall: Carry = (work) => {
  const [extension = '', dialog = ''] = work.parameters;
  return act(work, 'CONSULT_CALL', dialog, [['toAddress', extension]]);
};

export const transferCall: Carry = (work) => complete(work, 'TRANSFER');
export const conferenceCall: Carry = (work) => complete(work, 'CONFERENCE');

/** Not answered when it is good: the call's next event shows it. */
export const wrapUp: Carry = async (work) => {
  const { session, client, parameters } = work;
  const [given = '', dialog = ''] = parameters;
  const { credentials } = session;
  const reasons = await client.wrapUpReasons(credentials);
  const isLabel = (label: string): boolean => label.toLowerCase() === given.toLowerCase();
  const found = reasons.find(({ id, code }) => given === (code === '' ? id : code));
  const reason = found ?? reasons.find(({ label }) => isLabel(label));
  if (reason === undefined) throw new CommandRefusal('UNKNOWN_REASON');
  const change = callData(['wrapUpReason', reason.label]);
  const { failed } = await session.request('dialogs', (id) =>
    client.changeDialog(credentials, dialog, change, id),
  );
  work.later(failed());
};

export const updateCallVariable: Carry = async (work) => {
  const { session, client, parameters } = work;
  const [dialog = '', name = '', value = ''] = parameters;
  const { credentials } = session;
  const variable = tag('CallVariable', [tag('name', name), tag('value', value)]);
  const change = callData(['callvariables', [variable]]);
  const { settled } = await session.request('dialogs', (id) =>
    client.changeDialog(credentials, dialog, change, id),
  );
  work.later(settled());
};

function firstOf({ parameters }: Work): string {
  return parameters[0] ?? '';
}

/** Does something with a call by the agent's own telephone. */
async function act(work: Work, action: string, dialog: string, more: Change = []): Promise<void> {
  const { session, client } = work;
  const { credentials } = session;
  const change: Change = [
    ['requestedAction', action],
    ['targetMediaAddress', session.calls.extension],
    ...more,
  ];
  const { settled } = await session.request('dialogs', (id) =>
    client.changeDialog(credentials, dialog, change, id),
  );
  work.later(settled());
}

function complete(work: Work, action: string): Promise<void> {
  const [, dialog = ''] = work.parameters;
  return act(work, action, work.session.calls.toComplete(dialog));
}

function callData([name, content]: readonly [string, string | readonly string[]]): Change {
  return [
    ['requestedAction', 'UPDATE_CALL_DATA'],
    ['mediaProperties', [tag(name, content)]],
  ];
}
