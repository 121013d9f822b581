import { invalidInput, invalidState, missing } from '../rest/api-error.ts';
import { REASONS } from './demo-data.ts';
import { API } from './documents.ts';
import {
  closeTask,
  enterMedia,
  mediaPath,
  TASK_ACTIONS,
  tasksOf,
  tellMedia,
  tellTask,
} from './media-state.ts';
import type { Media, Task, TaskState, User, World } from './model.ts';
import { later } from './world.ts';

/** What PUT to a medium may ask for. */
export type MediaRequest = {
  state?: string;
  routable?: string;
  reasonCodeId?: string;
  maxDialogLimit?: string;
  interruptAction?: string;
  dialogLogoutAction?: string;
};

/** Sign-in, state, routable and sign-out on one medium. */
export function changeMedia(world: World, user: User, media: Media, request: MediaRequest): void {
  if (request.state === undefined && request.routable === undefined) throw missing('state');
  if (request.state === 'LOGIN') {
    signInToMedia(world, user, media, request);
    return;
  }
  if (media.state === 'LOGOUT') throw invalidState('The agent is not signed in on this medium');
  if (request.routable !== undefined) {
    media.routable = request.routable === 'true';
    if (request.state === undefined) tellMedia(world, user, media);
  }
  switch (request.state) {
    case undefined:
      return;
    case 'READY':
    case 'NOT_READY': {
      const reason = REASONS.find(
        ({ id, category }) => id === request.reasonCodeId && category === 'NOT_READY',
      );
      if (request.reasonCodeId !== undefined && request.reasonCodeId !== '-1' && !reason) {
        throw invalidInput('reasonCodeId');
      }
      enterMedia(world, user, media, request.state, request.state === 'NOT_READY' ? reason : undefined);
      return;
    }
    case 'LOGOUT': {
      const open = tasksOf(world, user.id, media.id);
      if (media.state !== 'NOT_READY' && open.length === 0)
        throw invalidState('LOGOUT is allowed from NOT_READY only');
      for (const task of open) closeTask(world, task);
      media.routable = false;
      enterMedia(world, user, media, 'LOGOUT');
      return;
    }
    default:
      throw invalidInput('state');
  }
}

function signInToMedia(world: World, user: User, media: Media, request: MediaRequest): void {
  const limit = Number(request.maxDialogLimit ?? '1');
  if (!Number.isInteger(limit) || limit < 1 || limit > 10) throw invalidInput('maxDialogLimit');
  const interrupt = request.interruptAction ?? 'ACCEPT';
  if (interrupt !== 'ACCEPT' && interrupt !== 'IGNORE') throw invalidInput('interruptAction');
  const left = request.dialogLogoutAction ?? 'CLOSE';
  if (left !== 'CLOSE' && left !== 'TRANSFER') throw invalidInput('dialogLogoutAction');
  if (media.state !== 'LOGOUT') {
    // Media routing finds this out only after the 202.
    world.publisher.publish(`${API}/User/${user.id}/Media`, {
      event: 'PUT',
      source: mediaPath(user.id, media.id),
      data: {
        apiErrors: {
          apiError: {
            errorType: 'Invalid State',
            errorMessage: 'E_ARM_STAT_AGENT_ALREADY_LOGGED_IN',
            errorData: '1',
            errorMedia: media.id,
          },
        },
      },
    });
    return;
  }
  Object.assign(media, { maxDialogLimit: limit, interruptAction: interrupt, dialogLogoutAction: left });
  media.routable = true;
  enterMedia(world, user, media, 'NOT_READY');
}

const AFTER: Readonly<Record<string, TaskState>> = {
  ACCEPT: 'ACCEPTED',
  START: 'ACTIVE',
  PAUSE: 'PAUSED',
  RESUME: 'ACTIVE',
  WRAP_UP: 'WRAPPING_UP',
};

/** One of the actions that the task lists. */
export function actOnTask(
  world: World,
  user: User,
  task: Task,
  action: string,
  target: string | undefined,
): void {
  if (target !== user.id) throw invalidInput('targetMediaAddress');
  if (user.media.get(task.mrd)?.state === 'INTERRUPTED') throw invalidState('The medium is interrupted');
  if (!TASK_ACTIONS[task.state].includes(action)) {
    throw invalidState(`${action} is not allowed while the dialog is ${task.state}`);
  }
  const next = AFTER[action];
  if (next) {
    task.state = next;
    task.since = Date.now();
    tellTask(world, task, 'PUT');
  } else {
    closeTask(world, task);
  }
  followTasks(world, user, task.mrd);
}

/** The state of the medium follows its tasks. */
function followTasks(world: World, user: User, mrd: string): void {
  const media = user.media.get(mrd);
  if (!media || media.state === 'LOGOUT' || media.state === 'NOT_READY') return;
  const states = tasksOf(world, user.id, mrd).map(({ state }) => state);
  const state =
    states.includes('ACTIVE') || states.includes('ACCEPTED')
      ? 'ACTIVE'
      : states.includes('PAUSED')
        ? 'PAUSED'
        : states.includes('WRAPPING_UP')
          ? 'WORK'
          : states.includes('OFFERED')
            ? 'RESERVED'
            : 'READY';
  if (state !== media.state) enterMedia(world, user, media, state);
}

/** Media routing offers a task; one that nobody accepts in time is taken back, and the agent is not ready. */
export function offerTask(
  world: World,
  user: User,
  mrd: string,
  variables: ReadonlyMap<string, string>,
): Task {
  const media = user.media.get(mrd);
  if (!media || media.state === 'LOGOUT' || media.state === 'NOT_READY') {
    throw invalidState('The agent is not ready on this medium');
  }
  if (tasksOf(world, user.id, mrd).length >= media.maxDialogLimit) {
    throw invalidState('The agent has as many tasks as the limit allows');
  }
  const now = Date.now();
  const task: Task = {
    id: `151933_${world.nextId++}_1`,
    userId: user.id,
    mrd,
    state: 'OFFERED',
    since: now,
    startTime: now,
    variables: new Map(variables),
    wrapUpReason: '',
  };
  world.tasks.set(task.id, task);
  tellTask(world, task, 'POST');
  followTasks(world, user, mrd);
  later(world, world.settings.taskRona, () => {
    if (task.state !== 'OFFERED') return;
    closeTask(world, task);
    enterMedia(world, user, media, 'NOT_READY');
  });
  return task;
}
