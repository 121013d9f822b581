import { firstLetters } from '../../../protocol/shared/letters.ts';
import { toPlainText } from '../../markdown/plain-text.ts';
import type { ChatMessage, ChatState } from '../../../packages/customer-client/state.ts';
import type { ViewContext } from './context.ts';
import { h } from './dom.ts';
import type { Child } from './dom.ts';

/** So much of a quoted message is shown: enough to know which one is meant. */
const LONGEST_QUOTE = 160;

/**
 * What a message answers, above its words. A pressed button needs none: the question stands right above it. A
 * message that is not on this page is not quoted.
 */
export function quote({ speech: { t } }: ViewContext, message: ChatMessage, state: ChatState): Child {
  if (message.replyTo === null || message.mine) return null;
  const quoted = quotedMessage(message, state);
  if (quoted === null) return null;
  const text = firstLetters(toPlainText(quoted.text), LONGEST_QUOTE);
  const name = quoted.mine ? t('you') : quoted.senderName === '' ? t('assistant') : quoted.senderName;
  return h(
    'blockquote',
    { class: 'quoted' },
    h('span', { class: 'quoted-name' }, h('bdi', {}, name)),
    h('span', { class: 'quoted-text', dir: 'auto' }, text === '' ? t('otherContent') : text),
  );
}

/** The message that is answered, or null when it is not known here. */
export function quotedMessage({ replyTo }: ChatMessage, { entries }: ChatState): ChatMessage | null {
  const found = entries.find(({ id }) => id === replyTo);
  return found?.kind === 'message' ? found : null;
}
