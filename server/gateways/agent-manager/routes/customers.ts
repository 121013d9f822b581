/** `/cim-customer`: customers, what is known of them, and how agents like their desk (agent-desk-wire §3). */
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import { agentSettingInput } from '../../../../protocol/agent-manager/rest.ts';
import type { Customer } from '../../../../protocol/cim/parties.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import { requirePrincipal } from '../../../identity/require-principal.ts';
import { customerDocument } from '../../shared/cim-parties.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { parseParameters, parsePayload } from '../../shared/refusals.ts';
import { requirePermission } from '../handler-context.ts';
import type { AgentSettings } from './agent-settings.ts';
import { ATTRIBUTE_TYPES, customerSchema } from './customer-schema.ts';

const schema = (summary: string) => ({ tags: ['cim-customer'], summary });

const count = (fallback: number, most: number) =>
  z.pipe(
    z._default(z.coerce.number(), fallback),
    z.number().check(z.int(), z.nonnegative(), z.maximum(most)),
  );

const listQuery = z.looseObject({
  limit: count(25, 200),
  offset: count(0, 1_000_000),
  paginateQuery: z.optional(z.string()),
  channelType: z.optional(z.string()),
  customerChannelIdentifier: z.optional(z.string()),
});

export function customerRoutes(app: FastifyInstance, context: GatewayContext, settings: AgentSettings): void {
  const { identity, directory, people } = context;
  const signedIn = { preHandler: requirePrincipal(identity) };
  const { read, change } = settings;

  app.get(
    '/cim-customer/customerSchema',
    { ...signedIn, schema: schema("Fields of a customer's profile") },
    () => customerSchema(directory()),
  );
  app.get(
    '/cim-customer/attributeTypes',
    { ...signedIn, schema: schema('Kinds of fields') },
    () => ATTRIBUTE_TYPES,
  );
  app.get('/cim-customer/label', { ...signedIn, schema: schema('Labels for customers') }, () => []);

  const own = (userId: string, asked: string | undefined): string => {
    if (asked !== undefined && asked !== userId) throw new ProtocolError('FORBIDDEN');
    return userId;
  };
  app.get<{ Querystring: { user_Id?: string } }>(
    '/cim-customer/agentSetting',
    { ...signedIn, schema: schema('How the agent likes the desk') },
    ({ principal, query }) => read(own(principal.userId, query.user_Id), directory().desk),
  );
  for (const url of ['/cim-customer/agentSetting', '/cim-customer/agentSetting/:id']) {
    app.put<{ Params: { id?: string } }>(
      url,
      { ...signedIn, schema: schema('Changes what is given and keeps the rest') },
      async ({ principal, params, body }) => {
        const agentId = own(principal.userId, params.id);
        await change(agentId, parsePayload(agentSettingInput, body));
        return read(agentId, directory().desk);
      },
    );
  }

  app.get<{ Params: { id: string } }>(
    '/cim-customer/customers/:id',
    { ...signedIn, schema: schema('One customer') },
    async ({ principal, params }) => {
      requirePermission(principal, 'customer', 'view');
      const record = await people.customer(params.id);
      if (record === undefined) throw new ProtocolError('NOT_FOUND', 'There is no such customer.');
      return customerDocument(record.id, record);
    },
  );
  app.get(
    '/cim-customer/customers',
    { ...signedIn, schema: schema('Customers, page by page, or the one behind a channel identifier') },
    async ({ principal, query }) => {
      requirePermission(principal, 'customer', 'view');
      const asked = parseParameters(listQuery, query);
      const { channelType, customerChannelIdentifier: identifier } = asked;
      if (channelType !== undefined && identifier !== undefined) {
        const [record] = await people.customersByIdentifier(channelType, identifier);
        return { customer: record === undefined ? null : customerDocument(record.id, record) };
      }
      return listCustomers(context, asked);
    },
  );
}

async function listCustomers(
  { db, engine }: GatewayContext,
  { limit, offset, paginateQuery }: z.output<typeof listQuery>,
): Promise<{ docs: Customer[]; totalDocs: number; limit: number; offset: number }> {
  const matching = db
    .selectFrom('customers')
    .where('tenant', '=', engine.tenant)
    .where('erased_at', 'is', null)
    .$if(paginateQuery !== undefined, (query) => {
      const [, wanted = ''] = /^[^:]*:(.*)$/s.exec(paginateQuery ?? '') ?? [];
      const pattern = `%${wanted.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
      return query.where(
        sql<boolean>`(first_name || ' ' || last_name || ' ' || identifiers::text) ilike ${pattern}`,
      );
    });
  const [rows, total] = await Promise.all([
    matching.selectAll().orderBy('first_name').orderBy('id').limit(limit).offset(offset).execute(),
    matching.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
  ]);
  const docs = rows.map((row) =>
    customerDocument(row.id, {
      id: row.id,
      firstName: row.first_name ?? '',
      lastName: row.last_name ?? '',
      isAnonymous: row.is_anonymous,
      identifiers: row.identifiers,
      attributes: row.attributes,
    }),
  );
  return { docs, totalDocs: total.count, limit, offset };
}
