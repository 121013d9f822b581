/** Commands of supervisors. Finesse decides who may: a refusal is passed on. */
import type { Change } from '../../../finesse/finesse-client.ts';
import type { FinesseUser } from '../../../finesse/model.ts';
import { CommandRefusal } from '../command-refusal.ts';
import type { Carry, Work } from './work.ts';

export const getQueueList: Carry = async ({ session, client }) => {
  const queues = await client.queues(session.credentials);
  session.tell({ type: 'QueueList', queues, agentId: session.id });
};

export const getTeamUsers: Carry = async ({ session, client, parameters }) => {
  const [teamId = ''] = parameters;
  const { users } = await client.team(session.credentials, teamId);
  session.tell({
    type: 'TeamUsers',
    teamId,
    users: users.map(({ loginId, firstName, lastName, extension, state }) => ({
      agentId: loginId,
      firstName,
      lastName,
      extension,
      state,
    })),
    agentId: session.id,
  });
};

/** The state of another agent, sent only to the supervisor. */
export const getTeamUserState: Carry = async (work) => {
  const [name = ''] = work.parameters;
  const { session } = work;
  const found = await teamAgent(work, name);
  session.tellStateOf(name, found);
};

export const silentMonitor: Carry = async (work) => {
  const [extension = ''] = work.parameters;
  const { settled } = await monitor(work, extension);
  work.later(settled());
};

/** Finesse lets a supervisor join who is listening: when nobody does yet, that comes first. */
export const bargeIn: Carry = async (work) => {
  const { session, client, parameters } = work;
  const [name = ''] = parameters;
  const { extension } = await teamAgent(work, name);
  if (session.calls.monitorOf(extension) === undefined) {
    const { settled } = await monitor(work, extension);
    await settled();
  }
  const listening = session.calls.monitorOf(extension);
  if (listening === undefined) {
    throw new CommandRefusal('INVALID_STATE', { reason: 'The call of the agent cannot be listened to.' });
  }
  const { credentials } = session;
  const change: Change = [
    ['requestedAction', 'BARGE_CALL'],
    ['fromAddress', session.calls.extension],
    ['toAddress', extension],
    ['associatedDialogUri', `/finesse/api/Dialog/${encodeURIComponent(listening.id)}`],
  ];
  const { settled } = await session.request('dialogs', (id) => client.makeDialog(credentials, change, id));
  work.later(settled());
};

export const dropParticipant: Carry = async (work) => {
  const { session, client, parameters } = work;
  const [extension = '', dialog = ''] = parameters;
  const { credentials } = session;
  const change: Change = [
    ['requestedAction', 'PARTICIPANT_DROP'],
    ['targetMediaAddress', extension],
  ];
  const { settled } = await session.request('dialogs', (id) =>
    client.changeDialog(credentials, dialog, change, id),
  );
  work.later(settled());
};

function monitor({ session, client }: Work, extension: string) {
  const { credentials } = session;
  const change: Change = [
    ['requestedAction', 'SILENT_MONITOR'],
    ['fromAddress', session.calls.extension],
    ['toAddress', extension],
  ];
  return session.request('dialogs', (id) => client.makeDialog(credentials, change, id));
}

/** An agent of the supervised teams, by id. Whoever supervises no team asks for the own team, and Finesse refuses. */
async function teamAgent({ session, client }: Work, name: string): Promise<FinesseUser> {
  const { user, credentials } = session;
  const teams = user.teams.length > 0 ? user.teams : [user.team];
  const read = await Promise.all(teams.map(({ id }) => client.team(credentials, id)));
  const isMeant = ({ loginId }: FinesseUser): boolean => loginId.toLowerCase() === name.toLowerCase();
  const found = read.flatMap(({ users }) => users).find(isMeant);
  if (found === undefined) {
    throw new CommandRefusal('INVALID_PARAMETERS', {
      reason: 'There is no such agent in the supervised teams.',
    });
  }
  return found;
}
