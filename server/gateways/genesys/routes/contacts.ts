/** Colleagues: whom an agent may ask in or hand over to. */
import type { FastifyInstance } from 'fastify';
import { REST_BASE } from '../../../../protocol/genesys/names.ts';
import { STATUS } from '../../../../protocol/genesys/status.ts';
import { originOf } from '../addresses.ts';
import { Failure } from '../failures.ts';
import type { GenesysContext } from '../genesys-context.ts';
import { userResource } from '../users.ts';

/** Contacts of one answer, at most. */
const MOST_CONTACTS = 1_000;

type Search = { Querystring: { limit?: unknown; roles?: unknown; searchTerm?: unknown } };

export function contactRoutes(scope: FastifyInstance, context: GenesysContext): void {
  const { directory, identity } = context;

  scope.get<Search>(
    `${REST_BASE}/contacts`,
    { schema: { tags: ['genesys'], summary: 'Agents; `?roles=ROLE_AGENT&searchTerm=&limit=`' } },
    (request) => {
      const origin = originOf(identity.origins(), request.headers);
      const { limit, roles, searchTerm } = request.query;
      const most = typeof limit === 'string' && /^\d{1,6}$/.test(limit) ? Number(limit) : MOST_CONTACTS;
      const wanted = typeof searchTerm === 'string' ? searchTerm.toLowerCase() : '';
      const contacts = directory()
        .users.filter((user) => user.roles.includes('agent') && directory().userByName(user.username))
        .map((user) => ({ ...userResource(user, origin), type: 'User' }))
        .filter(
          (user) => typeof roles !== 'string' || roles.split(',').some((role) => user.roles.includes(role)),
        )
        .filter(({ userName, firstName, lastName }) =>
          `${userName} ${firstName} ${lastName}`.toLowerCase().includes(wanted),
        );
      return { statusCode: STATUS.ok, contacts: contacts.slice(0, Math.min(most, MOST_CONTACTS)) };
    },
  );

  scope.get<{ Params: { id: string } }>(
    `${REST_BASE}/users/:id`,
    { schema: { tags: ['genesys'], summary: 'A colleague' } },
    (request) => {
      const user = directory().user(request.params.id);
      if (user === undefined) throw new Failure(STATUS.notFound);
      const origin = originOf(identity.origins(), request.headers);
      return { statusCode: STATUS.ok, user: userResource(user, origin) };
    },
  );
}
