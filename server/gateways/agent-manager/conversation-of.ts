/** Which conversation a request is about. */
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import { lookup } from '../../core/lookup.ts';
import type { HandlerContext } from './handler-context.ts';

type Named = { conversationId?: string | null | undefined; topicId?: string | null | undefined };

/** The places in which desks of the family name a conversation. */
type Request = {
  conversationId?: string | null | undefined;
  agentParticipant?: Named | null | undefined;
  topicParticipant?: Named | null | undefined;
  channelSession?: (Named & { id?: string | null | undefined }) | null | undefined;
};

/** Desks of the family name the conversation in one place or another, or only the session. */
export async function conversationOf(request: Request, { engine }: HandlerContext): Promise<string> {
  const { conversationId, agentParticipant, topicParticipant, channelSession } = request;
  const named =
    conversationId ??
    channelSession?.conversationId ??
    agentParticipant?.conversationId ??
    topicParticipant?.conversationId ??
    channelSession?.topicId ??
    agentParticipant?.topicId ??
    topicParticipant?.topicId;
  if (named !== null && named !== undefined) return named;
  const sessionId = channelSession?.id ?? '';
  const found = await engine.read(({ world }) => lookup(world.state.sessions, sessionId)?.conversationId);
  if (found === undefined) throw new ProtocolError('CONVERSATION_NOT_FOUND');
  return found;
}
