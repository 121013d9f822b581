/** @jsxImportSource preact */
import type { VNode } from 'preact';
import { firstCharacters } from '../../../protocol/shared/characters.ts';
import { toPlainText } from '../../markdown/plain-text.ts';
import type { ChatMessage, ChatState } from '../../../packages/customer-client/state.ts';
import { useChat } from './context.ts';
import { wordsOfThing } from './words-of-thing.ts';

/** So much of a quoted message is shown: enough to know which one is meant. */
const LONGEST_QUOTE = 160;

/**
 * What a message answers, above its words. A pressed button needs none: the question stands right above it. A
 * message that is not on this page is not quoted.
 */
export function Quote({ message, state }: { message: ChatMessage; state: ChatState }): VNode | null {
  const { t } = useChat().speech;
  if (message.replyTo === null || message.mine) return null;
  const quoted = quotedMessage(message, state);
  if (quoted === null) return null;
  const words = [toPlainText(quoted.text), ...wordsOfThing(quoted)].filter((each) => each !== '');
  const text = firstCharacters(words.join(' · '), LONGEST_QUOTE);
  const name = quoted.mine ? t('you') : quoted.senderName === '' ? t('assistant') : quoted.senderName;
  return (
    <blockquote class="quoted">
      <span class="quoted-name">
        <bdi>{name}</bdi>
      </span>
      <span class="quoted-text" dir="auto">
        {text === '' ? t('otherContent') : text}
      </span>
    </blockquote>
  );
}

/** The message that is answered, or null when it is not known here. */
function quotedMessage({ replyTo }: ChatMessage, { entries }: ChatState): ChatMessage | null {
  const found = entries.find(({ id }) => id === replyTo);
  return found?.kind === 'message' ? found : null;
}
