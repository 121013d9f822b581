import { Lock } from 'lucide-react';
import type { WordsMode } from '../composer/mode.ts';
import { canDo } from '../store/selectors.ts';

/** Words to the colleagues in a conversation alone. */
export const whisperMode: WordsMode = {
  id: 'whisper',
  audience: 'colleagues',
  name: 'composer.mode.whisper',
  icon: Lock,
  offered: (conversation) => canDo(conversation, 'WHISPER'),
  body: (text) => ({ kind: 'whisper', text }),
  label: 'help.threadField',
  placeholder: 'help.threadField',
  send: 'help.threadSend',
};
