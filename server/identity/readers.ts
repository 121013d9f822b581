/** What colleagues of one address may read, when nobody can say which of them asks: what all of them may. */
import type { Principal } from './principal.ts';

/** So many people of one address are looked at; where there are more, nothing is told. */
export const MOST_READERS = 100;

/** The first of them, with no role, permission or team that any of the others has not. */
export function leastOf([first, ...others]: readonly [Principal, ...Principal[]]): Principal {
  const allHave = (has: (one: Principal) => boolean) => others.every(has);
  return {
    ...first,
    orElse: others.map(({ userId }) => userId),
    roles: first.roles.filter((role) => allHave(({ roles }) => roles.includes(role))),
    permittedResources: first.permittedResources.map((resource) => ({
      ...resource,
      scopes: resource.scopes.filter((scope) =>
        allHave(({ permittedResources }) =>
          permittedResources.some(
            ({ rsname, scopes }) => rsname === resource.rsname && scopes.includes(scope),
          ),
        ),
      ),
    })),
    supervises: first.supervises.filter(({ id }) =>
      allHave(({ supervises }) => supervises.some((team) => team.id === id)),
    ),
  };
}
