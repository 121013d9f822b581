import { mediaDocument, taskDocument, tasksOf } from '../world/media-state.ts';
import type { Media, User, World } from '../world/model.ts';
import { changeMedia } from '../world/tasks.ts';
import { toXml } from '../xml/write.ts';
import { ApiError } from './api-error.ts';
import { bodyNamed, fields, ownUser, userOf } from './request.ts';
import type { Routes } from './route.ts';

function mediumOf(user: User, mrd: string | undefined): Media {
  const media = user.media.get(mrd ?? '');
  if (!media) throw new ApiError(404, 'Not Found', 'There is no such medium', mrd);
  return media;
}

/** Media other than voice are there behind CCE only. */
function needMedia(world: World): void {
  if (world.settings.flavor === 'UCCX') throw new ApiError(501, 'Not Implemented', 'There are no media here');
}

export const mediaRoutes: Routes = {
  'User/*/Media': {
    GET: ({ world, caller, ids }) => {
      needMedia(world);
      const user = userOf(world, caller, ids[0]);
      return toXml('MediaList', {
        Media: [...user.media.values()].map((media) => mediaDocument(user, media)),
      });
    },
  },
  'User/*/Media/*': {
    GET: ({ world, caller, ids }) => {
      needMedia(world);
      const user = userOf(world, caller, ids[0]);
      return toXml('Media', mediaDocument(user, mediumOf(user, ids[1])));
    },
    PUT: ({ world, caller, ids, body }) => {
      needMedia(world);
      const user = ownUser(world, caller, ids[0]);
      const names = [
        'state',
        'routable',
        'reasonCodeId',
        'maxDialogLimit',
        'interruptAction',
        'dialogLogoutAction',
      ] as const;
      changeMedia(world, user, mediumOf(user, ids[1]), fields(bodyNamed(body, 'Media'), names));
      return undefined;
    },
  },
  'User/*/Media/*/Dialogs': {
    GET: ({ world, caller, ids }) => {
      needMedia(world);
      const user = userOf(world, caller, ids[0]);
      const media = mediumOf(user, ids[1]);
      return toXml('Dialogs', { Dialog: tasksOf(world, user.id, media.id).map(taskDocument) });
    },
  },
};
