/** From an event of a socket to what it does: by its name, and by what the socket is. */
import * as ask from '../../../protocol/chat-solution/requests.ts';
import { CHAT_CLIENT_EVENTS, type ChatClientEvent } from '../../../protocol/chat-solution/names.ts';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import { firstCharacters } from '../../../protocol/shared/characters.ts';
import {
  accept,
  addParticipant,
  bargeIn,
  endConversation,
  leaveConversation,
  removeParticipant,
  silentMonitor,
  transferChat,
  wrapUp,
} from './agents/agent-handlers.ts';
import { agentNamed } from './agents/agent-names.ts';
import { sendAsAgent } from './agents/agent-says.ts';
import { changeState } from './agents/change-state.ts';
import { raiseHand } from './agents/raised-hands.ts';
import { agentInfo, mrdNamed, presentAll, signIn } from './agents/sign-in.ts';
import { endAsBot, joinAsBot, registerBot, requestAgentTransfer, sendAsBot } from './bots/bot-handlers.ts';
import { registerConnector } from './connectors/register-connector.ts';
import { endAsCustomer, joinAsCustomer, sendAsCustomer } from './customers/customer-handlers.ts';
import type { ChatContext } from './chat-context.ts';
import { parse, parseAnyCase } from './parse.ts';
import { requireAgent, type Afterwards, type Visitor } from './visitor.ts';

type Handler = (context: ChatContext, visitor: Visitor, payload: unknown) => Promise<Afterwards>;

/** Of an agent who is signed in by the socket. */
const byAgent =
  (
    handle: (
      context: ChatContext,
      desk: ReturnType<typeof requireAgent>,
      payload: unknown,
    ) => Promise<Afterwards>,
  ): Handler =>
  async (context, visitor, payload) =>
    handle(context, requireAgent(visitor), payload);

/** Another agent's id is refused (D15 is the same for every protocol). */
function requireOwnId(context: ChatContext, visitor: Visitor, username: string | null | undefined): void {
  if (visitor.agent === null || username === null || username === undefined) return;
  if (agentNamed(context, username) !== visitor.agent.agentId)
    throw new ProtocolError('FORBIDDEN', 'You can only act for yourself.');
}

const amqSub: Handler = async (context, visitor, payload) => {
  const { AgentId } = parseAnyCase(ask.amqSub, payload);
  if (visitor.kind !== null && visitor.kind !== 'AGENT') requireAgent(visitor);
  requireOwnId(context, visitor, AgentId);
  visitor.subscribedTo = agentNamed(context, AgentId);
  const { agent: desk } = visitor;
  if (desk === null) return undefined;
  desk.subscribed = true;
  const info = await context.engine.read((view) => agentInfo(context, desk, view));
  return () => desk.tell('amq-msg', info);
};

const amqSend: Handler = async (context, visitor, payload) => {
  const { head } = parseAnyCase(ask.amqSend, payload);
  if (head === 'Login') {
    const { AgentId, Password, Mrd } = parseAnyCase(ask.amqLogin, payload);
    return signIn(context, visitor, { agentId: AgentId, password: Password, mrd: Mrd ?? null });
  }
  if (head !== 'AgentState') throw new ProtocolError('UNKNOWN_EVENT', 'head: Login or AgentState');
  const desk = requireAgent(visitor);
  const { AgentId, State, Mrd, ReasonCode } = parseAnyCase(ask.amqAgentState, payload);
  requireOwnId(context, visitor, AgentId);
  const mrdId = Mrd == null ? desk.mrdId : mrdNamed(context, Mrd);
  return changeState(context, desk, 'AMQ', { state: State, mrdId, reasonCode: ReasonCode ?? null });
};

const login: Handler = async (context, visitor, payload) => {
  const { agentId, password, mrd } = parseAnyCase(ask.login, payload);
  return signIn(context, visitor, { agentId, password, mrd: mrd ?? null });
};

const changeStateEvent = byAgent(async (context, desk, payload) => {
  const { state, mrd } = parseAnyCase(ask.changeState, payload);
  const mrdId = mrd == null ? desk.mrdId : mrdNamed(context, mrd);
  return changeState(context, desk, 'EVENTS', { state, mrdId, reasonCode: null });
});

const getConversationInfo: Handler = async (context, visitor, payload) => {
  const desk = requireAgent(visitor);
  const { AgentId } = parseAnyCase(ask.getConversationInfo, payload);
  requireOwnId(context, visitor, AgentId);
  return presentAll(context, desk);
};

/**
 * By an agent an offer is accepted; who names a participant is a customer. The bot that is registered need not name
 * itself, nor a customer who is back in a chat by the same socket.
 */
const joinConversation: Handler = async (context, visitor, payload) => {
  if (visitor.kind === 'AGENT') return accept(context, requireAgent(visitor), payload);
  if (visitor.kind === 'BOT') return joinAsBot(context, visitor, payload);
  const { conversationId, participant } = parse(ask.joinConversation, payload);
  const isBack = visitor.chats.has(conversationId);
  if (!isBack && (participant === null || participant === undefined)) {
    if (visitor.kind === null) throw new ProtocolError('NOT_SIGNED_IN');
    throw new ProtocolError('VALIDATION', 'participant: who joins');
  }
  return joinAsCustomer(context, visitor, payload);
};

/** Nobody has a voice here who has not said who they are. */
function unknownVisitor(): never {
  throw new ProtocolError('NOT_SIGNED_IN', 'Sign in or join a conversation first.');
}

const sendMessage: Handler = async (context, visitor, payload) => {
  switch (visitor.kind) {
    case 'AGENT':
      return sendAsAgent(context, requireAgent(visitor), payload);
    case 'CUSTOMER':
      return sendAsCustomer(context, visitor, payload);
    case 'BOT':
      return sendAsBot(context, visitor, payload);
    case 'CONNECTOR':
    case null:
      return unknownVisitor();
  }
};

const endEvent: Handler = async (context, visitor, payload) => {
  switch (visitor.kind) {
    case 'AGENT':
      return endConversation(context, requireAgent(visitor), payload);
    case 'CUSTOMER':
      return endAsCustomer(context, visitor, payload);
    case 'BOT':
      return endAsBot(context, visitor, payload);
    case 'CONNECTOR':
    case null:
      return unknownVisitor();
  }
};

const HANDLERS: Record<ChatClientEvent, Handler> = {
  'amq-sub': amqSub,
  'amq-send': amqSend,
  login,
  changeState: changeStateEvent,
  joinConversation,
  acceptChatRequest: byAgent(accept),
  sendMessage,
  addParticipant: byAgent(addParticipant),
  removeParticipant: byAgent(removeParticipant),
  transferChat: byAgent(transferChat),
  raiseHand: byAgent(raiseHand),
  wrapUp: byAgent(wrapUp),
  silentMonitor: byAgent(silentMonitor),
  bargeIn: byAgent(bargeIn),
  leaveConversation: byAgent(leaveConversation),
  endConversation: endEvent,
  getConversationInfo,
  requestAgentTransfer,
  registerBot,
  registerConnector,
};

const KNOWN: ReadonlySet<string> = new Set(CHAT_CLIENT_EVENTS);
const LONGEST_NAME = 80;

/** Does what an event asks for. Throws refusals. */
export async function dispatch(
  context: ChatContext,
  visitor: Visitor,
  name: string,
  payload: unknown,
): Promise<Afterwards> {
  const handler = KNOWN.has(name) ? HANDLERS[name as ChatClientEvent] : undefined;
  if (handler === undefined) {
    const shown = JSON.stringify(firstCharacters(name, LONGEST_NAME));
    throw new ProtocolError('UNKNOWN_EVENT', `There is no event ${shown}.`);
  }
  return handler(context, visitor, payload);
}
