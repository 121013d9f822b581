/** `conversationInfo`: the whole of a conversation for one reader. */
import type { ConversationInfo } from '../../../protocol/chat-solution/messages.ts';
import { lookup } from '../../core/lookup.ts';
import type { Viewer } from '../../core/visibility.ts';
import type { View } from '../../engine/contract.ts';
import type { GatewayContext } from '../shared/context.ts';
import { readMessages } from './past-messages.ts';
import { castOf, customerOf, participantsFor, roleFor } from './people.ts';
import type { BotNames, Cast } from './people.ts';

/** What the rules know at one moment; what was said follows from the store. */
export type InfoSnapshot = {
  conversationId: string;
  viewer: Viewer;
  cast: Cast;
  /** The sequence that it includes. */
  seq: number;
  /** How many conversations are shown at the same time, with this one: they share what may be sent at once. */
  together: number;
  info: Omit<ConversationInfo, 'messages'>;
};

/** The conversation as it stands; null when it is not open any more. */
export function snapshotOf(
  view: View,
  conversationId: string,
  viewer: Viewer,
  { directory, botName }: { directory: GatewayContext['directory']; botName: BotNames },
): InfoSnapshot | null {
  const { state } = view.world;
  const conversation = lookup(state.conversations, conversationId);
  if (conversation === undefined) return null;
  const cast = castOf(view, conversationId, directory(), botName);
  return {
    conversationId,
    viewer,
    cast,
    seq: conversation.seq,
    together: 1,
    info: {
      conversation: {
        conversationId,
        channel: cast.channel,
        customer: customerOf(view, conversation, cast.directory),
        timestamp: new Date(conversation.createdAt).toISOString(),
      },
      participant: participantsFor(viewer, state, conversation, cast),
      role: roleFor(viewer, conversation),
      handRaise: 'agentId' in viewer && conversation.hands !== undefined,
    },
  };
}

/** Adds what was said. Rejects when the store does not answer. */
export async function withMessages(
  { conversationId, viewer, cast, seq, together, info }: InfoSnapshot,
  { journal, settings }: Pick<GatewayContext, 'journal' | 'settings'>,
): Promise<ConversationInfo> {
  const withinMs = settings.joinTimeoutMs;
  const mostBytes = settings.historyPageBytes / together;
  const reading = { conversationId, viewer, cast, toSeq: seq, withinMs, mostBytes };
  const said = await readMessages({ journal }, reading);
  return { ...info, messages: said.map(({ message }) => message) };
}
