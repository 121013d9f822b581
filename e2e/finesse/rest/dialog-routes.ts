import { actOnCall, makeCall } from '../world/call-actions.ts';
import { dialogDocument } from '../world/dialog-document.ts';
import { taskDocument } from '../world/media-state.ts';
import { bargeIn, silentMonitor } from '../world/supervision.ts';
import { actOnTask } from '../world/tasks.ts';
import { callsOf, isSupervisorOf, partOf } from '../world/world.ts';
import { child, textOf } from '../xml/read.ts';
import { toXml } from '../xml/write.ts';
import { ApiError, invalidInput, missing } from './api-error.ts';
import { bodyNamed, ownUser, userOf } from './request.ts';
import type { Request, Routes } from './route.ts';

/** Calls, and tasks by their ids. */
export const dialogRoutes: Routes = {
  'User/*/Dialogs': {
    GET: ({ world, caller, ids }) => {
      const user = userOf(world, caller, ids[0]);
      const Dialog = callsOf(world, user.id).map((call) => dialogDocument(world, call, user.id));
      return toXml('Dialogs', { Dialog });
    },
    POST: beginDialog,
  },
  'Dialog/*': { GET: readDialog, PUT: changeDialog },
};

function beginDialog({ world, caller, ids, body }: Request): undefined {
  const user = ownUser(world, caller, ids[0]);
  const wanted = bodyNamed(body, 'Dialog');
  const from = textOf(wanted, 'fromAddress');
  if (from === undefined) throw missing('fromAddress');
  if (from !== user.extension) throw invalidInput('fromAddress');
  const to = textOf(wanted, 'toAddress');
  switch (textOf(wanted, 'requestedAction')) {
    case undefined:
      throw missing('requestedAction');
    case 'MAKE_CALL':
      makeCall(world, user, to);
      return;
    case 'SILENT_MONITOR':
      silentMonitor(world, user, to);
      return;
    case 'BARGE_CALL':
      bargeIn(world, user, to, (textOf(wanted, 'associatedDialogUri') ?? '').split('/').at(-1) ?? '');
      return;
    default:
      throw invalidInput('requestedAction');
  }
}

const unknown = (id: string): ApiError => new ApiError(404, 'Not Found', 'There is no such dialog', id);

function readDialog({ world, caller, ids: [id = ''] }: Request): string {
  const task = world.tasks.get(id);
  if (task) return toXml('Dialog', taskDocument(task));
  const call = world.calls.get(id);
  if (!call) throw unknown(id);
  const sees = call.participants.some(({ userId }) => {
    const user = world.users.get(userId ?? '');
    return user && (user.id === caller.id || isSupervisorOf(caller, user));
  });
  if (!sees) {
    throw new ApiError(401, 'Invalid Authorization User Specified', 'The user has no part in the dialog', id);
  }
  return toXml('Dialog', dialogDocument(world, call, caller.id));
}

function changeDialog({ world, caller, ids: [id = ''], body }: Request): undefined {
  const wanted = bodyNamed(body, 'Dialog');
  const action = textOf(wanted, 'requestedAction');
  if (action === undefined || action === '') throw missing('requestedAction');
  const target = textOf(wanted, 'targetMediaAddress');
  const properties = child(wanted, 'mediaProperties');
  const wrapUpReason = textOf(properties, 'wrapUpReason');
  const variables = (child(properties, 'callvariables')?.children ?? []).map((variable) => ({
    name: textOf(variable, 'name') ?? '',
    value: textOf(variable, 'value') ?? '',
  }));
  const task = world.tasks.get(id);
  if (task) {
    if (task.userId !== caller.id)
      throw new ApiError(401, 'Invalid Authorization User Specified', 'Not this user’s');
    if (action === 'UPDATE_CALL_DATA') {
      if (wrapUpReason !== undefined) task.wrapUpReason = wrapUpReason;
    } else {
      actOnTask(world, caller, task, action, target);
    }
    return;
  }
  const call = world.calls.get(id);
  if (!call) throw unknown(id);
  if (!partOf(call, caller.id)) {
    throw new ApiError(401, 'Invalid Authorization User Specified', 'The user has no part in the dialog', id);
  }
  const to = textOf(wanted, 'toAddress');
  const dtmf = child(wanted, 'actionParams')?.children.find(
    (param) => textOf(param, 'name') === 'dtmfString',
  );
  const digits = textOf(dtmf, 'value');
  actOnCall(world, caller, call, action, {
    ...(target !== undefined && { target }),
    ...(to !== undefined && { to }),
    ...(digits !== undefined && { dtmf: digits }),
    ...(wrapUpReason !== undefined && { wrapUpReason }),
    variables,
  });
}
