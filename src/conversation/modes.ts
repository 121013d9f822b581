/** The ways to write in a conversation, by audience the usual one first. A new way is an entry here. */
import type { ComposerMode } from '../composer/mode.ts';
import { replyMode } from '../composer/reply-mode.ts';
import { whisperMode } from '../help/whisper-mode.ts';

export const MODES: readonly ComposerMode[] = [replyMode, whisperMode];
