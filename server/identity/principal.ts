import type { KeycloakUser, PermittedResource } from '../../protocol/cim/parties.ts';
import type { Directory, NamedThing, User } from '../configuration/directory.ts';
import { idOf } from '../configuration/ids.ts';
import { SignInError } from './errors.ts';

/** Somebody whose sign-in has been verified. What they may do comes from our directory, never from a token. */
export type Principal = {
  tenant: string;
  /** The user's id, which is the agent's id. */
  userId: string;
  username: string;
  firstName: string;
  lastName: string;
  roles: readonly string[];
  permittedResources: readonly PermittedResource[];
  team: NamedThing | null;
  /** Teams that this person supervises. */
  supervises: readonly NamedThing[];
  /** Further facts handed to desks, for example `agentExtension`. */
  attributes: Readonly<Record<string, readonly string[]>>;
  realm: string;
  /** The sign-in: sockets that share it are tabs of one session (D5). */
  sid: string;
  /** Epoch ms at which the proof (token or cookie) runs out. */
  expiresAt: number;
  /** An access token of the OpenID flow, or one of POST /agent/login. */
  via: 'oidc' | 'login';
  /** Who else it may be that asks: everybody at the address of a desk that shows no proof. */
  orElse?: readonly string[];
};

/** What a proof says, once it is verified. */
type Proof = Pick<Principal, 'sid' | 'expiresAt' | 'via'>;

/** The person behind a proof, with the roles, team and permissions that the directory gives now. */
export function principalOf(directory: Directory, realm: string, user: User, proof: Proof): Principal {
  const named = (id: string): NamedThing[] => {
    const team = directory.team(id);
    return team === undefined ? [] : [team];
  };
  return {
    tenant: directory.tenant,
    userId: user.id,
    username: user.username,
    firstName: user.firstName,
    lastName: user.lastName,
    roles: user.roles,
    permittedResources: user.permittedResources.map(({ name, scopes }) => ({
      rsid: idOf(directory.tenant, 'resource', name),
      rsname: name,
      scopes: [...scopes],
    })),
    team: user.teamId === null ? null : (named(user.teamId)[0] ?? null),
    supervises: user.supervises.flatMap(named),
    attributes: user.profile,
    realm,
    ...proof,
  };
}

/**
 * The desk is for agents and supervisors who belong to a team.
 * @throws SignInError `not-allowed` or `no-team`
 */
export function requireDeskUser(person: { roles: readonly string[]; team: unknown }): void {
  if (!person.roles.includes('agent') && !person.roles.includes('supervisor')) {
    throw new SignInError('not-allowed');
  }
  if (person.team === null) throw new SignInError('no-team');
}

/** The user as desks of this family know it. */
export function keycloakUser(
  principal: Principal,
): KeycloakUser & { secondarySupervisedTeams: { teamId: string; teamName: string }[] } {
  const team = ({ id, name }: NamedThing) => ({ teamId: id, teamName: name });
  return {
    id: principal.userId,
    username: principal.username,
    firstName: principal.firstName,
    lastName: principal.lastName,
    roles: [...principal.roles],
    realm: principal.realm,
    attributes: { ...principal.attributes },
    permittedResources: { Resources: [...principal.permittedResources] },
    userTeam: principal.team === null ? null : team(principal.team),
    supervisedTeams: principal.supervises.map(team),
    secondarySupervisedTeams: [],
  };
}
