/** Sign-ins of desks that are not ours to redirect: by a password, by a ticket of Finesse, and renewed by their tokens. */
import { randomUUID } from 'node:crypto';
import type { Directory } from '../configuration/directory.ts';
import type { SecurityLog } from '../security-log.ts';
import type { Caller } from './caller.ts';
import type { Credentials } from './credentials.ts';
import type { DesksElsewhere } from './desks-elsewhere.ts';
import { SignInError } from './errors.ts';
import { TICKET_MS } from './finesse/finesse-sign-in.ts';
import type { FinesseSignIn } from './finesse/finesse-sign-in.ts';
import type { Identity, IdentitySettings, SignIn } from './identity-contract.ts';
import { principalOf, requireDeskUser } from './principal.ts';
import type { Principal } from './principal.ts';
import type { OpenSignIn, SignIns } from './sign-ins.ts';
import type { SigningKeys } from './signing-keys.ts';
import { sign } from './tokens.ts';
import type { Verification } from './verification.ts';

export type DeskSignIns = Pick<
  Identity,
  'signIn' | 'deskToken' | 'finesseTicket' | 'signInByTicket' | 'refresh'
>;

export function createDeskSignIns(options: {
  tenant: string;
  realm: string;
  settings: IdentitySettings;
  directory: () => Directory;
  keys: SigningKeys;
  loginIssuer: () => string;
  signIns: SignIns;
  credentials: Credentials;
  /** null: no Finesse signs anybody in. */
  finesse: FinesseSignIn | null;
  verification: Verification;
  desksElsewhere: DesksElsewhere;
  endSession: Identity['endSession'];
  securityLog: SecurityLog;
}): DeskSignIns {
  const { tenant, realm, settings, directory, keys, loginIssuer, signIns, securityLog } = options;
  const { credentials, finesse, verification, desksElsewhere, endSession } = options;

  async function tokensFor(person: Principal, open: OpenSignIn): Promise<SignIn> {
    const { userId, username } = person;
    const { sid, refreshId, expiresAt } = open;
    const subject = { issuer: loginIssuer(), tenant, userId, username, sid };
    return {
      principal: { ...person, sid, expiresAt },
      token: await sign(keys, { ...subject, id: randomUUID() }, 'Bearer', expiresAt),
      refreshToken: await sign(keys, { ...subject, id: refreshId }, 'Refresh', expiresAt),
    };
  }

  /** New tokens for a token that is good once; a second use ends the sign-in. */
  async function renewed(token: unknown, use: 'Refresh' | 'Ticket', caller: Caller): Promise<SignIn> {
    const { principal, id } = await verification.proofOf(token, use);
    requireDeskUser(principal);
    const { sid, userId } = principal;
    const open = await signIns.renew(sid, id ?? '', settings.loginTokenMs);
    if (open === 'reused') await endSession(sid, { reason: 'refresh-token-reused', userId, client: caller });
    if (open === null || open === 'reused') throw new SignInError('session-ended');
    return tokensFor(principal, open);
  }

  return {
    async deskToken(person, { origin, address }) {
      const { userId, username, sid, expiresAt } = person;
      if (origin !== undefined) await desksElsewhere.note(origin, address, person);
      const subject = { issuer: loginIssuer(), tenant, userId, username, sid, id: randomUUID() };
      return sign(keys, { ...subject, ...(origin !== undefined && { origin }) }, 'Desk', expiresAt);
    },

    async signIn(username, password, caller) {
      const user = await credentials.check(username, password, caller);
      if (user === undefined) throw new SignInError('bad-credentials');
      const proof = { sid: '', expiresAt: 0, via: 'login' } as const;
      const person = principalOf(directory(), realm, user, proof);
      requireDeskUser(person);
      const open = await signIns.open(user.id, settings.loginTokenMs);
      securityLog('sign-in', { userId: user.id, username, sid: open.sid, client: caller, way: 'login' });
      return tokensFor(person, open);
    },

    async finesseTicket(proof, caller) {
      if (finesse === null) throw new SignInError('no-finesse');
      const user = await finesse.userOf(proof, caller);
      settings.onFinesseSignIn?.(user.id, proof);
      requireDeskUser(principalOf(directory(), realm, user, { sid: '', expiresAt: 0, via: 'login' }));
      const { sid, refreshId, expiresAt } = await signIns.open(user.id, TICKET_MS);
      const subject = { issuer: loginIssuer(), tenant, userId: user.id, username: user.username };
      return sign(keys, { ...subject, sid, id: refreshId }, 'Ticket', expiresAt);
    },

    async signInByTicket(ticket, caller) {
      const signIn = await renewed(ticket, 'Ticket', caller);
      const { userId, username, sid } = signIn.principal;
      securityLog('sign-in', { userId, username, sid, client: caller, way: 'finesse' });
      return signIn;
    },

    refresh: (refreshToken, caller) => renewed(refreshToken, 'Refresh', caller),
  };
}
