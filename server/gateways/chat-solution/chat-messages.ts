/** From what is stored of a message to Chat Solution's ChatMessage or BotMessage, and back. */
import type { MessageBody } from '../../../protocol/cim/body.ts';
import type {
  BotMessage,
  ChatAttachment,
  ChatMessage,
  ChatPerson,
} from '../../../protocol/chat-solution/messages.ts';
import type { BotMessageRequest, ChatMessageRequest } from '../../../protocol/chat-solution/requests.ts';
import { lookup } from '../../core/lookup.ts';
import type { DomainEvent, EventOf } from '../../core/events.ts';
import type { JsonObject } from '../../engine/contract.ts';
import { BOT_MESSAGE, suggestionsIn } from '../shared/bot-suggestion.ts';
import { agentPerson, personOf } from './people.ts';
import type { Cast } from './people.ts';

/** What of a ChatMessage the catalogue of bodies has no place for. */
type Original = { text: string; attachments: ChatAttachment[] };

/** Under this key of a body. */
const ORIGINAL = 'chatMessage';

/** An attachment as one line of text, for desks that show no such body. */
function line({ name, contentUrl }: ChatAttachment): string {
  const address = typeof contentUrl === 'string' && /^https?:/i.test(contentUrl) ? contentUrl : '';
  return [typeof name === 'string' ? name : '', address].filter((part) => part !== '').join(' ');
}

/** The body under which a ChatMessage is stored. Desks of every family can show it; nothing of it is lost. */
export function bodyOf({ text, attachments }: ChatMessageRequest): MessageBody {
  const words = text ?? '';
  if (attachments === null || attachments === undefined || attachments.length === 0)
    return { type: 'PLAIN', markdownText: words };
  const original: Original = { text: words, attachments };
  const [first] = attachments;
  const isLinked = /^https?:/i.test(first?.contentUrl ?? '');
  if (first !== undefined && attachments.length === 1 && isLinked) {
    const mimeType = first.type ?? '';
    const attachment = { mediaUrl: first.contentUrl, mimeType, mediaName: first.name ?? '' };
    const type = mimeType.startsWith('image/') ? 'IMAGE' : 'FILE';
    return { type, markdownText: '', caption: words, attachment, [ORIGINAL]: original };
  }
  const lines = attachments.map(line).filter((one) => one !== '');
  const shown = [words, ...lines].filter((one) => one !== '').join('\n');
  return { type: 'PLAIN', markdownText: shown, [ORIGINAL]: original };
}

/** The body under which a bot's suggestion is stored. */
export function botBodyOf({ bot, input, intents, entities, output }: BotMessageRequest): MessageBody {
  return {
    type: BOT_MESSAGE,
    markdownText: suggestionsIn(output)
      .map(({ words }) => words)
      .join('\n'),
    bot: bot ?? {},
    ...(input !== undefined && { input }),
    intents: intents ?? [],
    entities: entities ?? [],
    output: output ?? [],
  };
}

type Sent = EventOf<'message.sent'> & Pick<DomainEvent, 'at'>;

/**
 * A message as this wire has it; null where it has no word for it (a wrap-up).
 * @param reader the agent to whom a whisper is shown as addressed
 */
export function wireMessage(
  event: Sent,
  content: JsonObject | null | undefined,
  cast: Cast,
  reader: string | null,
): ChatMessage | BotMessage | null {
  if (event.kind === 'WRAPUP') return null;
  const body = (content?.body ?? {}) as Record<string, unknown>;
  if (body.type === BOT_MESSAGE) return botMessage(event, body, cast);
  if (body.type === 'WRAPUP') return null;
  const { text, attachments } = original(body);
  return {
    conversationId: event.conversationId,
    type: 'ChatMessage',
    requestId: typeof body.requestId === 'string' ? body.requestId : event.messageId,
    timestamp: new Date(event.at).toISOString(),
    channel: cast.channel,
    from: personOf(cast, event.sender),
    to: addressees(event, cast, reader),
    text,
    attachments,
  };
}

function addressees({ to, kind }: Sent, cast: Cast, reader: string | null): ChatPerson[] {
  if (to !== undefined) return to.map((id) => addressee(id, cast));
  return kind === 'WHISPER' && reader !== null ? [agentPerson(cast.directory, reader)] : [];
}

function addressee(id: string, cast: Cast): ChatPerson {
  if (cast.directory.user(id) !== undefined) return agentPerson(cast.directory, id);
  const bot = cast.botName(id);
  return { id, name: bot === id ? cast.customerName : bot };
}

function original(body: Record<string, unknown>): Original {
  const kept = lookup(body, ORIGINAL) as Partial<Original> | undefined;
  if (typeof kept?.text === 'string' && Array.isArray(kept.attachments)) return kept as Original;
  const words = [body.caption, body.markdownText, body.subject].find(
    (one): one is string => typeof one === 'string' && one !== '',
  );
  return { text: words ?? '', attachments: attachmentsOf(body) };
}

/** Media of other desks and customers. */
function attachmentsOf(body: Record<string, unknown>): ChatAttachment[] {
  const media = body.attachment as Record<string, unknown> | null | undefined;
  if (typeof media !== 'object' || media === null || typeof media.mediaUrl !== 'string') return [];
  return [
    {
      type: typeof media.mimeType === 'string' ? media.mimeType : '',
      name: typeof media.mediaName === 'string' ? media.mediaName : '',
      contentUrl: media.mediaUrl,
      ...(typeof media.thumbnail === 'string' && { thumbnailUrl: media.thumbnail }),
    },
  ];
}

function botMessage(event: Sent, body: Record<string, unknown>, cast: Cast): BotMessage {
  const from = personOf(cast, event.sender);
  const given = (body.bot ?? {}) as { type?: unknown };
  return {
    conversationId: event.conversationId,
    messageId: event.messageId,
    type: 'BotMessage',
    from,
    bot: { id: from.id, name: from.name, type: typeof given.type === 'string' ? given.type : '' },
    timestamp: new Date(event.at).toISOString(),
    ...(body.input !== undefined && { input: body.input }),
    intents: body.intents,
    entities: body.entities,
    output: body.output,
  };
}
