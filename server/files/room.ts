/** Whether there is room for a further file. */
export type Room = {
  /** Takes so many bytes; false when there are not so many. */
  take(bytes: number): Promise<boolean>;
  giveBack(bytes: number): Promise<void>;
};

/** Room without an end, which nobody counts. */
export const ENDLESS_ROOM: Room = {
  take: () => Promise.resolve(true),
  giveBack: () => Promise.resolve(),
};
