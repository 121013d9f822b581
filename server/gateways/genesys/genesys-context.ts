/** What the parts of this gateway work with. */
import type { GatewayContext } from '../shared/context.ts';
import type { Desks } from './desks.ts';
import type { SignIns } from './sign-ins.ts';

export type GenesysContext = GatewayContext & {
  desks: Desks;
  signIns: SignIns;
};
