/** What all parts of this gateway work with: one of it for each tenant. */
import type { ProtocolConnections } from '../../customers/protocol-connections.ts';
import type { GatewayContext } from '../shared/context.ts';
import type { SessionQuota } from '../../wire/session-quota.ts';
import type { KeyedLimit } from '../../http/keyed-limit.ts';
import type { Refusals } from '../../http/refusals.ts';
import type { AgentDesks } from './agents/agent-desks.ts';
import type { Bots } from './bots/bots.ts';
import type { ExternalMessages } from './connectors/external-messages.ts';
import type { ChatFrame } from './customers/chat-translation.ts';
import type { PendingChats } from './customers/pending-chats.ts';
import type { BotNames } from './people.ts';

export type ChatContext = GatewayContext & {
  desks: AgentDesks;
  customerConnections: ProtocolConnections<ChatFrame>;
  /** Chats that were asked for and that nobody has joined yet. */
  pending: PendingChats;
  /** What has been written, by writer and conversation. */
  quota: SessionQuota;
  /** How often somebody may ask for the whole of conversations. */
  histories: KeyedLimit;
  /** By which socket a command came, while it is carried out. */
  origins: Map<string, string>;
  /** Wrong keys of an address. */
  refusals: Pick<Refusals, 'beforeKey' | 'rightKey' | 'count'>;
  bots: Bots;
  botName: BotNames;
  /** Messages of other programs. */
  external: ExternalMessages;
};
