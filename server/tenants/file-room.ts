/** The room for a tenant's files: what its quota says, counted for all processes together. */
import type { Room } from '../files/room.ts';
import type { FileSpace } from '../store/file-space.ts';

type Options = {
  space: FileSpace;
  /** The quota as it stands now, in bytes; 0: none. */
  most: () => number;
  /** What lies in the folder: asked once in the life of an installation. */
  count: () => Promise<number>;
  /** There was no room for a file. */
  onFull: () => void;
};

export type FileRoom = Room & { used(): Promise<number | null> };

export function openFileRoom({ space, most, count, onFull }: Options): FileRoom {
  let counted: Promise<void> | null = null;
  const begin = async (): Promise<void> => {
    if ((await space.used()) === null) await space.begin(await count());
  };
  /** Should it fail, the next file tries again. */
  const begun = (): Promise<void> => {
    counted ??= begin().catch((error: unknown) => {
      counted = null;
      throw error;
    });
    return counted;
  };
  return {
    take: async (bytes) => {
      await begun();
      const taken = await space.take(bytes, most());
      if (!taken) onFull();
      return taken;
    },
    giveBack: (bytes) => space.giveBack(bytes),
    used: () => space.used(),
  };
}
