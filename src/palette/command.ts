import type { ReactNode } from 'react';
import type { Action } from '../desk/keys/table.ts';

export type CommandGroup = 'offers' | 'conversations' | 'state' | 'here' | 'places' | 'look' | 'account';

/** Something that the palette can find and do. */
export type Command = {
  /** Always the same for the same thing: what was used last is remembered by it. */
  id: string;
  group: CommandGroup;
  title: string;
  detail?: string;
  /** Words by which it is found besides. */
  words: string;
  icon: ReactNode;
  /** Holds now, such as the theme that is on. */
  chosen?: boolean;
  /** The same by keys. */
  action?: Action;
  /** Why it can't be done now, in words; null when it can. */
  why: string | null;
  /** Where the server's answer to it is shown: the palette waits for it. null: it is done at once. */
  control: string | null;
  run: () => void;
};
