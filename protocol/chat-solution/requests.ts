/** What clients of Chat Solution send, as schemas. Look with `findUnsafe` (protocol/shared) before parsing. */
import * as z from 'zod/mini';
import { id as cimId, maybe, wordOf } from '../cim/primitives.ts';
import { wordIn } from '../shared/words.ts';
import { AGENT_STATES, AMQ_HEADS } from './names.ts';

/** Bytes of one message as JSON. */
export const MOST_MESSAGE_BYTES = 1_000_000;

/** What may be sent at once: a message with a picture in it. */
export const CHAT_JSON_LIMITS = { maxDepth: 16, maxNodes: 5_000, maxCharacters: 1_100_000 };

/** Clients count their requests, messages and MRDs in numbers as well. */
const text = z.pipe(z.pipe(z.union([z.string(), z.number()]), z.transform(String)), z.string());

const id = z.pipe(text, cimId);

const name = z.string().check(z.maxLength(300));

/** Clients write `true`, `"true"` and nothing at all. */
const flag = z.pipe(
  z.pipe(
    maybe(z.union([z.boolean(), z.string()])),
    z.transform((value) => value !== false && value !== 'false'),
  ),
  z.boolean(),
);

/** One of some words, in any capitals: the documents themselves write `activityMessage` as well. */
function oneOf<const W extends readonly string[]>(words: W) {
  const listed = wordIn(words);
  return z.pipe(
    z.pipe(
      z.string(),
      z.transform((raw) => listed(raw) ?? raw),
    ),
    z.enum(words),
  );
}

const state = oneOf(AGENT_STATES);

const password = z.string().check(z.minLength(1), z.maxLength(256));

const username = z.string().check(
  z.trim(),
  z.minLength(1),
  z.maxLength(64),
  z.refine((value) => !value.includes('\u0000'), 'a name'),
);

export const amqSub = z.looseObject({ AgentId: username });

export const amqSend = z.looseObject({ head: wordOf(AMQ_HEADS) });

export const amqLogin = z.looseObject({ AgentId: username, Password: password, Mrd: maybe(text) });

export const login = z.looseObject({ agentId: username, password, mrd: maybe(text) });

const reasonCode = maybe(z.union([z.number(), z.string()]));

export const amqAgentState = z.looseObject({
  AgentId: maybe(username),
  State: state,
  Mrd: maybe(text),
  ReasonCode: reasonCode,
});

export const changeState = z.looseObject({ state, mrd: maybe(text) });

const person = z.looseObject({ id, name: maybe(name) });

/** Of agents: `conversationId` alone. `participant` names a customer or a bot. */
export const joinConversation = z.looseObject({ conversationId: id, participant: maybe(person) });

/** Where the conversation may be left out, it is the only one of the agent. */
export const addParticipant = z.looseObject({
  conversationId: maybe(id),
  participant: z
    .looseObject({ agentId: maybe(username), id: maybe(username) })
    .check(z.refine(({ agentId, id: other }) => (agentId ?? other) != null, 'agentId: whom to add')),
});

export const aboutParticipant = z.looseObject({ conversationId: id, participantId: username });

export const aboutConversation = z.looseObject({ conversationId: id });

/** The documents' sample is broken: the conversation is named flat or inside an object. */
export const wrapUp = z
  .looseObject({
    conversationId: maybe(id),
    conversation: maybe(z.looseObject({ conversationId: id })),
    wrapup: z.string().check(z.maxLength(20_000)),
  })
  .check(
    z.refine(
      ({ conversationId, conversation }) => (conversationId ?? conversation?.conversationId) != null,
      'conversationId: which conversation',
    ),
  );

export const leaveConversation = z.looseObject({ conversationId: id, notify: flag });

export const getConversationInfo = z.looseObject({ AgentId: maybe(username) });

/** The schemes of the documents; the server looks behind none of them. */
const address = z
  .string()
  .check(z.regex(/^(?:https?|file|data):/i, 'an address with http, https, file or data'));

const attachment = z.looseObject({
  type: maybe(z.string()),
  name: maybe(z.string()),
  contentUrl: address,
  thumbnailUrl: maybe(z.union([address, z.literal('')])),
});

export const sendMessage = z.looseObject({
  conversationId: id,
  type: oneOf(['ChatMessage', 'ActivityMessage', 'BotMessage']),
});

export const chatMessage = z
  .looseObject({
    conversationId: id,
    requestId: maybe(id),
    to: maybe(z.array(z.looseObject({ id })).check(z.maxLength(200))),
    text: maybe(z.string()),
    attachments: maybe(z.array(attachment).check(z.maxLength(50))),
  })
  .check(
    z.refine(
      ({ text, attachments }) => (text ?? '') !== '' || (attachments ?? []).length > 0,
      'text: a message has text or attachments',
    ),
  );

export const activityMessage = z.looseObject({
  conversationId: id,
  activityType: oneOf(['typing']),
  info: maybe(z.unknown()),
});

export const botMessage = z.looseObject({
  conversationId: id,
  messageId: maybe(id),
  requestId: maybe(id),
  bot: maybe(z.looseObject({ id: maybe(text), name: maybe(z.string()), type: maybe(z.string()) })),
  input: maybe(z.unknown()),
  intents: maybe(z.array(z.unknown())),
  entities: maybe(z.array(z.unknown())),
  output: maybe(z.array(z.unknown())),
});

export const registerBot = z.looseObject({
  id,
  name: maybe(name),
  type: maybe(name),
  /** Where its `api/initContext` is asked; an addition of ours. */
  url: maybe(z.string().check(z.maxLength(2_000))),
});

export const registerConnector = z
  .looseObject({ id, name: maybe(name), channel: id })
  .check(z.refine(({ id: connector, channel }) => connector === channel, 'id: the name of the channel'));

export type ChatMessageRequest = z.output<typeof chatMessage>;
export type BotMessageRequest = z.output<typeof botMessage>;
