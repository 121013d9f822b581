/** What the handlers of client events have in common: what they work with, and who may ask. */
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import { lookup } from '../../core/lookup.ts';
import type { Principal } from '../../identity/principal.ts';
import type { KeyedLimit } from '../../http/keyed-limit.ts';
import type { Origin } from '../../engine/contract.ts';
import type { HistorySources } from '../shared/conversation-history.ts';
import type { SessionQuota } from '../../wire/session-quota.ts';
import type { GatewayContext } from '../shared/context.ts';
import type { SignsOfLife } from './signs-of-life.ts';

export type HandlerContext = GatewayContext & {
  history: HistorySources;
  /** What agents have written, by agent and conversation. */
  quota: SessionQuota;
  /** Who has shown that they are there. */
  signsOfLife: SignsOfLife;
  /** How often an agent may ask for history. */
  histories: KeyedLimit;
};

/** Somebody who asks, through a socket. */
export type Asker = {
  principal: Principal;
  /** From where. */
  origin: Origin;
  /** Takes over a renewed proof. */
  renew: (principal: Principal) => void;
  /** Tells this socket figures of the day that began then (epoch ms), or no more. */
  watchFigures: (since: number | null) => void;
  /** Tells this socket the floor of the supervisor's teams, or no more. */
  watchFloor: (on: boolean) => void;
};

/** Does what was asked; what it resolves with goes into the acknowledgement. Throws a `ProtocolError` to refuse. */
export type Handler = (
  context: HandlerContext,
  asker: Asker,
  payload: unknown,
) => Promise<object | undefined>;

/** Who acts is who is signed in: another's `agentId` is refused (D15). */
export function requireSelf(principal: Principal, agentId: string | null | undefined): string {
  if (agentId !== null && agentId !== undefined && agentId !== principal.userId) {
    throw new ProtocolError('FORBIDDEN', 'You can only act for yourself.');
  }
  return principal.userId;
}

/** Who supervises is a supervisor by role as it stands now, whenever they signed in. */
export function requireSupervisor(
  { configuration }: Pick<HandlerContext, 'configuration'>,
  { userId }: Pick<Principal, 'userId'>,
): void {
  const { agents } = configuration.current();
  if (lookup(agents, userId)?.roles.includes('supervisor') !== true) throw new ProtocolError('FORBIDDEN');
}
