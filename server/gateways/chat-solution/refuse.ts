/** Refusals in the words of Chat Solution. */
import { ERRORS, ProtocolError } from '../../../protocol/shared/errors.ts';
import type { ErrorCode } from '../../../protocol/shared/errors.ts';
import type { ChatRefusal } from '../../../protocol/chat-solution/answers.ts';
import { lookup } from '../../core/lookup.ts';
import { asRefusal } from '../../identity/errors.ts';
import type { GatewayContext } from '../shared/context.ts';
import { toRefusal } from '../shared/refusals.ts';

/** Codes that say nothing of the chat: they hold whether it is over or not. */
const OF_THE_WAY: ReadonlySet<ErrorCode> = new Set([
  'TOPIC_CLOSED',
  'RATE_LIMITED',
  'QUOTA_CONVERSATIONS',
  'QUOTA_MESSAGES',
  'TOO_LARGE',
  'OVERLOADED',
  'UNAVAILABLE',
  'INTERNAL',
]);

/** Any error as this wire's refusal. */
export function chatRefusal(error: unknown): ChatRefusal {
  return { status: 'error', ...toRefusal(asRefusal(error)) };
}

type Sources = Pick<GatewayContext, 'engine' | 'people'>;

/** Whether a chat was, and is no more. */
export async function hasEnded({ engine, people }: Sources, conversationId: string): Promise<boolean> {
  const open = await engine.read(({ world }) => {
    const conversation = lookup(world.state.conversations, conversationId);
    return conversation === undefined ? null : conversation.sessionIds.length > 0;
  });
  if (open !== null) return !open;
  return (await people.sessionsOfConversations([conversationId])).length > 0;
}

/** Does something in a conversation. Of one that is over it says so, whoever asks for whatever. */
export async function inConversation<T>(
  sources: Sources,
  conversationId: string,
  work: () => Promise<T>,
  codes: Partial<Record<ErrorCode, ErrorCode>> = {},
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    if (!OF_THE_WAY.has(error.code) && (await hasEnded(sources, conversationId)))
      throw new ProtocolError('TOPIC_CLOSED');
    const code = codes[error.code];
    throw code === undefined ? error : new ProtocolError(code, ERRORS[code].msg);
  }
}
