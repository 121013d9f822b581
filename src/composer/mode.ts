/**
 * A way to write in a conversation. Each is an entry of a list (`src/conversation/modes.ts`): what it sends, to whom, what
 * stands over its field, its words and its keys. A new one is an entry; the fields that draw them stay as they are.
 */
import type { LucideIcon } from 'lucide-react';
import type { ComponentType, KeyboardEvent } from 'react';
import type { WordKey } from '../i18n/keys.ts';
import type { Conversation, DeskState } from '../store/model.ts';
import type { OutgoingBody } from '../store/outgoing.ts';
import type { ComposerActions } from './composer-actions.ts';

type Entry = {
  id: string;
  /** Who reads it: the customer (written under the messages), or colleagues alone (written in their thread). */
  audience: 'customer' | 'colleagues';
  /** Where several modes are offered, the agent chooses by these; the first of the list holds until then. */
  name: WordKey;
  icon: LucideIcon;
  /** Whether it can be written in now. */
  offered: (conversation: Conversation, state: DeskState) => boolean;
};

/** Words, written in the field that all such modes share. */
export type WordsMode = Entry & {
  body: (text: string) => OutgoingBody;
  /** Words of the field; `{{name}}` is the customer's. */
  label: WordKey;
  placeholder: WordKey;
  send: WordKey;
  /** Stands over the field. */
  bar?: ComponentType<{ conversation: Conversation }>;
  /** What a key does in this mode besides what it does in every field. Gives whether it was for it. */
  onKey?: (event: KeyboardEvent, at: ModeContext) => boolean;
};

export type ModeContext = { conversation: Conversation; state: DeskState; composing: ComposerActions };

/** Anything else, such as a file or a form: it brings its own editor, and calls `onDone` when that is to go. */
type EditorMode = Entry & {
  editor: ComponentType<{ conversation: Conversation; onDone: () => void }>;
};

export type ComposerMode = WordsMode | EditorMode;
