/**
 * Signing in from the Finesse desktop. The gadget shows the sign-in that its user has at Finesse, which we check there, and
 * gets a ticket; the desk in the gadget's inner frame changes the ticket for a sign-in of its own. So the desk never
 * sees the password of Finesse, and the other gadgets of the desktop, which share the gadget's origin, never see a
 * token of ours: a ticket is good once and for a minute.
 */
import type { Directory, User } from '../../configuration/directory.ts';
import type { Caller } from '../caller.ts';
import { SignInError } from '../errors.ts';
import type { Lockout } from '../lockout.ts';
import type { SecurityLog } from '../../security-log.ts';
import type { FinessePeople, FinessePerson } from './finesse-people.ts';

/** What the gadget shows: the user of the desktop, and the header by which Finesse knows them. */
export type FinesseProof = { id: string; authorization: string };

/** How long a ticket is good, ms. */
export const TICKET_MS = 60_000;

export type FinesseSignIn = {
  /** The desk's user who is signed in at Finesse. @throws SignInError */
  userOf(proof: FinesseProof, caller: Caller): Promise<User>;
};

const UNKNOWN_PLACE = { device: false, network: false };

/** Finds users by the name, else the id, that they have at Finesse. Wrong passwords count like those of the desk. */
export function createFinesseSignIn(options: {
  people: FinessePeople;
  directory: () => Directory;
  lockout: Lockout;
  securityLog: SecurityLog;
}): FinesseSignIn {
  const { people, directory, lockout, securityLog } = options;
  return {
    async userOf({ id, authorization }, caller) {
      const found: FinessePerson[] = [];
      await lockout.attempt(`finesse ${id}`, caller, UNKNOWN_PLACE, async () => {
        const person = await people(id, authorization);
        if (person !== undefined) found.push(person);
        return person !== undefined;
      });
      const [person] = found;
      const now = directory();
      const user = person && (now.userByName(person.name) ?? now.userByName(person.id));
      if (user !== undefined) return user;
      const reason = person === undefined ? 'not-at-finesse' : 'not-in-the-desk';
      securityLog('sign-in-failed', { client: caller, way: 'finesse', reason });
      throw new SignInError(reason);
    },
  };
}
