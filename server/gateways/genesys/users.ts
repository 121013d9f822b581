/** People as resources. */
import type { UserResource } from '../../../protocol/genesys/resources.ts';
import type { User } from '../../configuration/directory.ts';
import type { Principal } from '../../identity/principal.ts';
import { addressOf } from './addresses.ts';

type Person = Pick<User, 'username' | 'firstName' | 'lastName' | 'roles'> &
  (Pick<User, 'id'> | Pick<Principal, 'userId'>);

/** A person; only agents have a role here. */
export function userResource(person: Person, origin: string): UserResource {
  const id = 'id' in person ? person.id : person.userId;
  return {
    id,
    userName: person.username,
    firstName: person.firstName,
    lastName: person.lastName,
    roles: person.roles.includes('agent') ? ['ROLE_AGENT'] : [],
    enabled: true,
    changePasswordOnFirstLogin: false,
    ...addressOf(origin, `/users/${id}`),
  };
}
