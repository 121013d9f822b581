/** Ends sign-ins, whoever wants it and why: tokens and cookies are of no more use, and whoever listens is told. */
import type { Kysely } from 'kysely';
import type { Directory } from '../configuration/directory.ts';
import type { SecurityEvent, SecurityLog } from '../security-log.ts';
import type { DesksElsewhere } from './desks-elsewhere.ts';
import type { Ending } from './ending.ts';
import type { Identity } from './identity-contract.ts';
import type { Schema } from '../store/schema.ts';
import type { IdentityTables } from './identity-tables.ts';
import { endProviderSession } from './provider/adapter.ts';
import type { EmbeddedSignIn } from './provider/embedded-sign-in.ts';
import type { SignIns } from './sign-ins.ts';
import { openSignInsOf } from './user-sign-ins.ts';
import type { Verification } from './verification.ts';

const EVENT_OF: Record<Ending['reason'], SecurityEvent> = {
  'sign-out': 'sign-out',
  'taken-over': 'sign-in-taken-over',
  'refresh-token-reused': 'refresh-token-reused',
  'token-revoked': 'token-revoked',
  'forced-out': 'sign-out',
};

type EndsOfSignIns = Pick<Identity, 'endSession' | 'endSessionsOf' | 'onSessionEnded'>;

export function createEndsOfSignIns(options: {
  db: Kysely<Schema>;
  tenant: string;
  directory: () => Directory;
  signIns: SignIns;
  desksElsewhere: DesksElsewhere;
  securityLog: SecurityLog;
}): EndsOfSignIns {
  const { db, tenant, directory, signIns, desksElsewhere, securityLog } = options;
  const tables = db.withTables<IdentityTables>();
  const listeners = new Set<(sid: string) => void>();

  async function endSession(sid: string, ending: Ending = { reason: 'sign-out' }): Promise<void> {
    const ended = await signIns.end(sid);
    const owner = await endProviderSession(tables, tenant, sid);
    await desksElsewhere.forget(sid);
    if (ended !== null) logEnding(sid, ending, ending.userId ?? (ended.userId || owner));
    for (const listener of listeners) listener(sid);
  }

  function logEnding(sid: string, { reason, client }: Ending, userId: string | null): void {
    const username = userId === null ? null : directory().user(userId)?.username;
    securityLog(EVENT_OF[reason], { sid, userId, username, client, reason });
  }

  return {
    endSession,
    async endSessionsOf(userId) {
      const sids = await openSignInsOf(db, tenant, userId);
      for (const sid of sids) await endSession(sid);
      return sids.length;
    },
    onSessionEnded(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Makes one of our tokens useless. What is no token of ours changes nothing. */
export function revoker(options: {
  signIns: SignIns;
  verification: Verification;
  /** null with a real Keycloak. */
  embedded: EmbeddedSignIn | null;
  endSession: Identity['endSession'];
  securityLog: SecurityLog;
}): Identity['revoke'] {
  const { signIns, verification, embedded, endSession, securityLog } = options;
  return async (token, caller) => {
    const sid = await embedded?.provider().then((provider) => provider.sessionOf(token));
    if (sid !== undefined && sid !== null) {
      await endSession(sid, { reason: 'token-revoked', client: caller });
      return;
    }
    for (const use of ['Bearer', 'Refresh'] as const) {
      const proof = await verification.proofOf(token, use).catch(() => null);
      if (proof === null) continue;
      const { sid: ofToken, userId, username } = proof.principal;
      if (use === 'Refresh') {
        await endSession(ofToken, { reason: 'token-revoked', userId, client: caller });
      } else if (proof.id !== null) {
        await signIns.revokeToken(proof.id);
        securityLog('token-revoked', { sid: ofToken, userId, username, client: caller });
      }
    }
  };
}
