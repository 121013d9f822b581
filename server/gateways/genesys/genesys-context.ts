/** What the parts of this gateway work with. */
import type { KeyedLimit } from '../../http/keyed-limit.ts';
import type { SessionQuota } from '../../wire/session-quota.ts';
import type { GatewayContext } from '../shared/context.ts';
import type { Desks } from './desks.ts';
import type { Nicknames } from './interactions/nicknames.ts';
import type { InteractionTeller } from './interactions/telling.ts';
import type { SignIns } from './sign-ins.ts';

export type GenesysContext = GatewayContext & {
  desks: Desks;
  nicknames: Nicknames;
  teller: InteractionTeller;
  /** What agents have written, by agent and conversation. */
  quota: SessionQuota;
  /** How often an agent may ask for history. */
  histories: KeyedLimit;
  signIns: SignIns;
};
