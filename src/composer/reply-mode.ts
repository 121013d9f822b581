import { Reply } from 'lucide-react';
import { composerBlock } from '../store/selectors.ts';
import type { WordsMode } from './mode.ts';
import { QuoteBar } from './QuoteBar.tsx';

/** Words to the customer, which may answer one of the messages. */
export const replyMode: WordsMode = {
  id: 'reply',
  audience: 'customer',
  name: 'composer.mode.reply',
  icon: Reply,
  offered: (conversation) => composerBlock(conversation) === null,
  body: (text) => ({ kind: 'text', text }),
  label: 'composer.label',
  placeholder: 'composer.placeholder',
  send: 'composer.send',
  bar: QuoteBar,
  onKey: (event, { conversation: { id }, state, composing }) => {
    if (event.key !== 'Escape' || state.quotes[id] === undefined) return false;
    composing.quote(id, null);
    return true;
  },
};
