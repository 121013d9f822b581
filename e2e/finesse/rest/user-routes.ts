import { changeState, changeStateOf, signIn } from '../world/agents.ts';
import { TEAMS } from '../world/demo-data.ts';
import { API, userDocument, userSummary } from '../world/documents.ts';
import type { MobileAgent } from '../world/model.ts';
import { child, textOf, type XmlNode } from '../xml/read.ts';
import { toXml } from '../xml/write.ts';
import { ApiError, invalidInput, missing } from './api-error.ts';
import { bodyNamed, userOf } from './request.ts';
import type { Request, Routes } from './route.ts';

/** Users and teams. */
export const userRoutes: Routes = {
  'User/*': {
    GET: ({ world, caller, ids }) => toXml('User', userDocument(userOf(world, caller, ids[0]))),
    PUT: changeUser,
  },
  'Team/*': { GET: readTeam },
};

function changeUser({ world, caller, ids, body }: Request): undefined {
  const user = userOf(world, caller, ids[0]);
  const wanted = bodyNamed(body, 'User');
  const state = textOf(wanted, 'state');
  const reason = textOf(wanted, 'reasonCodeId');
  switch (state) {
    case undefined:
    case '':
      throw missing('state');
    case 'LOGIN':
      if (user !== caller)
        throw new ApiError(401, 'Invalid Authorization User Specified', 'Nobody signs in others');
      signIn(world, user, textOf(wanted, 'extension'), mobileAgent(child(wanted, 'mobileAgent')));
      return;
    case 'READY':
    case 'NOT_READY':
    case 'LOGOUT':
      if (user === caller) changeState(world, user, state, reason);
      else changeStateOf(world, user, state, reason);
      return;
    default:
      throw invalidInput('state');
  }
}

function mobileAgent(node: XmlNode | undefined): MobileAgent | undefined {
  if (!node) return undefined;
  const mode = textOf(node, 'mode');
  const dialNumber = textOf(node, 'dialNumber');
  if (mode !== 'CALL_BY_CALL' && mode !== 'NAILED_CONNECTION') throw invalidInput('mode');
  if (dialNumber === undefined || dialNumber === '') throw missing('dialNumber');
  return { mode, dialNumber };
}

function readTeam({ world, caller, ids: [id = ''] }: Request): string {
  const team = TEAMS.find((candidate) => candidate.id === id);
  if (!team) throw new ApiError(404, 'Not Found', 'There is no such team', id);
  if (caller.supervises?.includes(id) !== true) {
    throw new ApiError(401, 'Invalid Supervisor', 'The team is not supervised by the user', id);
  }
  const members = [...world.users.values()].filter((user) => user.team === id);
  return toXml('Team', {
    uri: `${API}/Team/${id}`,
    id,
    name: team.name,
    users: { User: members.map(userSummary) },
  });
}
