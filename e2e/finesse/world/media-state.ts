import type { XmlElements } from '../xml/write.ts';
import { API, dialogPath, isoTime, userPath } from './documents.ts';
import type { Media, MediaState, StateReason, Task, TaskState, User, World } from './model.ts';

export const mediaPath = (userId: string, mrd: string): string => `${userPath(userId)}/Media/${mrd}`;

export function mediaDocument(user: User, media: Media): XmlElements {
  return {
    uri: mediaPath(user.id, media.id),
    description: media.name,
    dialogLogoutAction: media.dialogLogoutAction,
    id: media.id,
    interruptAction: media.interruptAction,
    maxDialogLimit: media.maxDialogLimit,
    name: media.name,
    reasonCodeId: media.reason?.id ?? '-1',
    routable: media.routable,
    state: media.state,
    stateChangeTime: isoTime(media.stateChangeTime),
  };
}

/** Which actions a task has in each state. None of them is a refusal: an offer that is not accepted runs out. */
export const TASK_ACTIONS: Readonly<Record<TaskState, readonly string[]>> = {
  OFFERED: ['ACCEPT'],
  ACCEPTED: ['START', 'CLOSE', 'TRANSFER'],
  ACTIVE: ['PAUSE', 'WRAP_UP', 'CLOSE', 'TRANSFER'],
  PAUSED: ['RESUME', 'WRAP_UP', 'CLOSE', 'TRANSFER'],
  WRAPPING_UP: ['CLOSE'],
  INTERRUPTED: [],
  CLOSED: [],
};

export function taskDocument(task: Task): XmlElements {
  return {
    associatedDialogUri: '',
    id: task.id,
    mediaProperties: {
      mediaId: task.mrd,
      callvariables: { CallVariable: [...task.variables].map(([name, value]) => ({ name, value })) },
      queueNumber: task.queue?.id ?? '',
      queueName: task.queue?.name ?? '',
      wrapUpReason: task.wrapUpReason,
    },
    mediaType: 'Cisco_Chat_MRD',
    participants: {
      Participant: {
        actions: { action: TASK_ACTIONS[task.state] },
        // There is no telephone: the end of a task is the user.
        mediaAddress: task.userId,
        mediaAddressType: 'AGENT_DEVICE',
        startTime: isoTime(task.startTime),
        state: task.state,
        stateCause: '',
        stateChangeTime: isoTime(task.since),
      },
    },
    state: task.state,
    uri: dialogPath(task.id),
  };
}

/** A new state on a medium, which the user is told. */
export function enterMedia(
  world: World,
  user: User,
  media: Media,
  state: MediaState,
  reason?: StateReason,
): void {
  if (media.state !== state) media.stateChangeTime = Date.now();
  media.state = state;
  if (reason) media.reason = reason;
  else delete media.reason;
  tellMedia(world, user, media);
}

export function tellMedia(world: World, user: User, media: Media): void {
  const data = { media: mediaDocument(user, media) };
  const update = { event: 'PUT', source: mediaPath(user.id, media.id), data } as const;
  world.publisher.publish(`${API}/User/${user.id}/Media`, update);
}

export function tellTask(world: World, task: Task, event: 'POST' | 'PUT' | 'DELETE'): void {
  const document = taskDocument(task);
  const collection = event !== 'PUT';
  world.publisher.publish(`${userPath(task.userId)}/Dialogs/Media`, {
    event,
    source: collection ? `${mediaPath(task.userId, task.mrd)}/Dialogs` : dialogPath(task.id),
    data: collection ? { dialogs: { Dialog: document } } : { dialog: document },
  });
}

/** Every task of the user that is not closed, on one medium or on all. */
export function tasksOf(world: World, userId: string, mrd?: string): Task[] {
  return [...world.tasks.values()].filter(
    (task) => task.userId === userId && (mrd === undefined || task.mrd === mrd),
  );
}

/** The task is over, and its user is told. */
export function closeTask(world: World, task: Task): void {
  task.state = 'CLOSED';
  task.since = Date.now();
  world.tasks.delete(task.id);
  tellTask(world, task, 'DELETE');
}

/** Whoever leaves voice leaves the other media too. */
export function signOutOfMedia(world: World, user: User): void {
  for (const media of user.media.values()) {
    if (media.state === 'LOGOUT') continue;
    for (const task of tasksOf(world, user.id, media.id)) closeTask(world, task);
    media.routable = false;
    enterMedia(world, user, media, 'LOGOUT');
  }
}
