/** Commands that ask and change nothing. */
import { FinesseFailure } from '../../../finesse/finesse-failure.ts';
import type { Dialog, FinesseUser } from '../../../finesse/model.ts';
import { dialogState, participantsOf, reasonCodes } from '../connector-event.ts';
import type { Carry, Work } from './work.ts';

export const wrapUpReasons: Carry = async ({ session, client }) => {
  session.tell(reasonCodes(session.id, 'WrapUp', await client.wrapUpReasons(session.credentials)));
};

export const logoutReasons: Carry = async ({ session, client }) => {
  session.tell(reasonCodes(session.id, 'LOGOUT', await client.reasons(session.credentials, 'LOGOUT')));
};

export const notReadyReasons: Carry = async ({ session, client }) => {
  session.tell(reasonCodes(session.id, 'NOT_READY', await client.reasons(session.credentials, 'NOT_READY')));
};

/** A call that does not exist is an answer, too. */
export const getDialogState: Carry = async (work) => {
  const { session } = work;
  let state = 'NOT_FOUND';
  try {
    const dialog = await readDialog(work);
    state = ownPart(work, dialog)?.state ?? dialog.state;
  } catch (error) {
    if (!(error instanceof FinesseFailure && error.status === 404)) throw error;
  }
  session.tell(dialogState(session.id, dialogIdOf(work), state));
};

export const getDialogControls: Carry = async (work) => {
  const { session } = work;
  const dialog = await readDialog(work);
  const actions = [...(ownPart(work, dialog)?.actions ?? [])];
  session.tell({ type: 'DialogControls', dialogId: dialogIdOf(work), actions, agentId: session.id });
};

export const getDialogParticipants: Carry = async (work) => {
  const { session } = work;
  const participants = participantsOf(await readDialog(work));
  session.tell({ type: 'DialogParticipants', dialogId: dialogIdOf(work), participants, agentId: session.id });
};

/** An agent sees who of the own team is signed in here; a supervisor, who is signed in at Finesse. */
export const getAllAgents: Carry = async (work) => {
  const { session, client, signedIn } = work;
  const { user } = session;
  const isSupervisor = user.roles.includes('Supervisor');
  const people = isSupervisor
    ? await Promise.all(user.teams.map(({ id }) => client.team(session.credentials, id)))
    : [{ users: signedIn().filter(({ team }) => team.id === user.team.id) }];
  const byId = new Map<string, FinesseUser>();
  for (const one of [...people.flatMap(({ users }) => users), user]) {
    if (one.state !== 'LOGOUT' && !byId.has(one.loginId)) byId.set(one.loginId, one);
  }
  session.tell({
    type: 'Agents',
    users: [...byId.values()].map(({ firstName, lastName, extension }) => ({
      firstName,
      lastName,
      extension,
    })),
  });
};

function dialogIdOf({ parameters }: Work): string {
  return parameters[0] ?? '';
}

function readDialog(work: Work): Promise<Dialog> {
  return work.client.dialog(work.session.credentials, dialogIdOf(work));
}

function ownPart({ session }: Work, dialog: Dialog) {
  return dialog.participants.find(({ mediaAddress }) => mediaAddress === session.calls.extension);
}
