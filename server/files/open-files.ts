/** Where the files that people send each other are: in a folder, or in a bucket that speaks S3. */
import { join } from 'node:path';
import { Drafts } from './drafts.ts';
import { FileBucket } from './file-bucket.ts';
import { FileFolder } from './file-folder.ts';
import type { Files } from './files.ts';
import { ENDLESS_ROOM } from './room.ts';
import type { Room } from './room.ts';
import { S3Bucket } from './s3-bucket.ts';
import type { BucketAddress } from './s3-bucket.ts';

type FileSettings = { filesDir: string; filesBucket: BucketAddress | null; fileLimit: number };

/** The files of a tenant, and the largest that is taken, as the settings have it. */
export function openFiles(settings: FileSettings, tenant: string, room: Room = ENDLESS_ROOM): Files {
  const { filesDir, filesBucket, fileLimit } = settings;
  const place = encodeURIComponent(tenant);
  const folder = join(filesDir, place);
  const drafts = new Drafts(folder, fileLimit, room);
  return filesBucket === null
    ? new FileFolder(folder, drafts, room)
    : new FileBucket(new S3Bucket(filesBucket), `${place}/`, drafts, room);
}
