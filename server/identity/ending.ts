import type { Caller } from './caller.ts';

/** Why a sign-in ends, and who wanted it, for the security log. */
export type Ending = {
  reason: 'sign-out' | 'taken-over' | 'refresh-token-reused' | 'token-revoked' | 'forced-out';
  userId?: string;
  client?: Pick<Caller, 'address' | 'correlationId'>;
};
