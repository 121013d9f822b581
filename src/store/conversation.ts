/** What live events mean for a conversation beyond its transcript: who is here, by which way, in which state. */
import type { AgentHere, KeptEvent, Session, TopicEvent } from './events.ts';
import type { Conversation } from './model.ts';

/** How long "is typing" holds without being renewed, ms. */
const TYPING_HOLDS = 5000;

function withSession(sessions: readonly Session[], session: Session): readonly Session[] {
  return sessions.some((known) => known.id === session.id)
    ? sessions.map((known) => (known.id === session.id ? session : known))
    : [...sessions, session];
}

function withAgent(agents: readonly AgentHere[], agent: AgentHere): readonly AgentHere[] {
  return [...agents.filter((known) => known.userId !== agent.userId), agent];
}

function withHappening(conversation: Conversation, event: KeptEvent): Conversation {
  const { what } = event;
  switch (what.type) {
    case 'message':
      return what.author.kind === 'customer' && conversation.typing !== null
        ? { ...conversation, typing: null }
        : conversation;
    case 'session':
      return {
        ...conversation,
        sessions: withSession(conversation.sessions, { ...what.session, active: what.change !== 'ended' }),
        typing: what.change === 'ended' ? null : conversation.typing,
      };
    case 'agentJoined':
    case 'roleChanged':
      return { ...conversation, agents: withAgent(conversation.agents, what.agent) };
    case 'agentLeft':
      return {
        ...conversation,
        agents: conversation.agents.filter((agent) => agent.userId !== what.agent.userId),
      };
    case 'state':
      return { ...conversation, state: what.state };
    case 'hand': {
      const others = conversation.hands.filter(({ id }) => id !== what.agentId);
      const { agentId: id, name } = what;
      return { ...conversation, hands: what.raised ? [...others, { id, name }] : others };
    }
    case 'rest':
      return { ...conversation, restsUntil: what.until };
    case 'awaited':
      return { ...conversation, awaited: what.awaited };
    case 'customer':
      return { ...conversation, customer: what.customer };
    case 'changed':
    case 'receipt':
    case 'typing':
    case 'queued':
    case 'noAgent':
    case 'reminded':
    case 'call':
    case 'other':
      return conversation;
  }
}

/** Carries out, in order, what events that have just become part of the run mean for the conversation. */
export function applyHappenings(conversation: Conversation, events: readonly KeptEvent[]): Conversation {
  return events.reduce(withHappening, conversation);
}

/** Somebody types, or has stopped. `now` is epoch ms of the server's clock. */
export function applyTyping(conversation: Conversation, event: TopicEvent, now: number): Conversation {
  const { what } = event;
  if (what.type !== 'typing' || !conversation.transcript.based) return conversation;
  if (!what.on) return conversation.typing === null ? conversation : { ...conversation, typing: null };
  return { ...conversation, typing: { name: what.author.name, until: now + TYPING_HOLDS } };
}

/** The session to answer by: the newest that is open, else the newest. */
export function currentSession(conversation: Conversation): Session | null {
  return conversation.sessions.findLast((session) => session.active) ?? conversation.sessions.at(-1) ?? null;
}

/** Channel types of what is heard, not written. */
const SPOKEN: ReadonlySet<string> = new Set(['CISCO_CC', 'CX_VOICE', 'WEB_RTC']);

/** Whether a channel of this type carries calls. */
export function isSpokenChannel(channelType: string): boolean {
  return SPOKEN.has(channelType.toUpperCase());
}

/** Whether the customer is, or was last, on the phone: a call has words of its own. */
export function isCall(conversation: Conversation): boolean {
  return isSpokenChannel(currentSession(conversation)?.channelType ?? '');
}
