/** `/cim-customer`: customers, what is known of them, and how agents like their desk. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod/mini';
import {
  agentSetting,
  agentSettingInput,
  agentSettingQuery,
  idParams,
} from '../../../../protocol/agent-manager/rest.ts';
import * as answers from '../../../../protocol/agent-manager/rest-services.ts';
import type { Customer } from '../../../../protocol/cim/parties.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import { channelOfCalls, customerOfNumber } from '../../../customers/calls.ts';
import { requirePermission } from '../../../identity/permits.ts';
import { requireDesk, requirePrincipal, requireReading } from '../../../identity/require-principal.ts';
import { customerDocument } from '../../shared/cim-parties.ts';
import type { GatewayContext } from '../../shared/context.ts';
import type { AgentSettings } from './agent-settings.ts';
import { ATTRIBUTE_TYPES, customerSchema } from './customer-schema.ts';

const schema = <T extends z.ZodMiniType>(summary: string, answer: T) => ({
  tags: ['cim-customer'],
  summary,
  response: { 200: answer },
});

export function customerRoutes(
  instance: FastifyInstance,
  context: GatewayContext,
  settings: AgentSettings,
): void {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const { identity, directory, people } = context;
  const forReaders = { onRequest: requireReading(identity) };
  const forDesks = { onRequest: requireDesk(identity) };
  agentSettingRoutes(instance, context, settings);

  app.get(
    '/cim-customer/customerSchema',
    { ...forDesks, schema: schema("Fields of a customer's profile", answers.customerFields) },
    () => customerSchema(directory()),
  );
  app.get(
    '/cim-customer/attributeTypes',
    { ...forDesks, schema: schema('Kinds of fields', z.array(z.looseObject({ type: z.string() }))) },
    () => [...ATTRIBUTE_TYPES],
  );
  app.get(
    '/cim-customer/customers/:id',
    { ...forReaders, schema: { ...schema('One customer', answers.customer), params: idParams } },
    async ({ principal, params }) => {
      requirePermission(principal, 'customer', 'view');
      const record = await people.customer(params.id);
      if (record === undefined) throw new ProtocolError('NOT_FOUND', 'There is no such customer.');
      return customerDocument(record.id, record);
    },
  );
  app.get(
    '/cim-customer/customers',
    {
      ...forReaders,
      schema: {
        ...schema('Customers, page by page, or the one behind a channel identifier', answers.customersPage),
        querystring: answers.customersQuery,
      },
    },
    async ({ principal, query }) => {
      requirePermission(principal, 'customer', 'view');
      const { channelType, customerChannelIdentifier: identifier } = query;
      // A search by name or address that finds somebody reveals it.
      if (identifier !== undefined || query.paginateQuery !== undefined) {
        requirePermission(principal, 'customer', 'view_pii');
      }
      if (channelType !== undefined && identifier !== undefined) {
        const [exact] = await people.customersByIdentifier(channelType, identifier);
        const calls = exact === undefined ? channelOfCalls(directory(), null) : undefined;
        const isCall = calls?.type === channelType;
        const record = isCall ? await customerOfNumber(context, calls, identifier) : exact;
        return { customer: record === undefined ? null : customerDocument(record.id, record) };
      }
      return listCustomers(context, query);
    },
  );
}

function agentSettingRoutes(
  instance: FastifyInstance,
  { identity, directory }: GatewayContext,
  { read, change }: AgentSettings,
): void {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const signedIn = { onRequest: requirePrincipal(identity) };
  const forDesks = { onRequest: requireDesk(identity) };
  const own = (userId: string, asked: string | undefined): string => {
    if (asked !== undefined && asked !== userId) throw new ProtocolError('FORBIDDEN');
    return userId;
  };
  const settingsOf = async (userId: string) => (await read(userId, directory().desk)).settings;
  app.get(
    '/cim-customer/agentSetting',
    {
      ...forDesks,
      schema: { ...schema('How the agent likes the desk', agentSetting), querystring: agentSettingQuery },
    },
    ({ principal, query }) => settingsOf(own(principal.userId, query.user_Id)),
  );
  const changing = schema('Changes what is given and keeps the rest', agentSetting);
  app.put(
    '/cim-customer/agentSetting',
    { ...signedIn, schema: { ...changing, body: agentSettingInput } },
    async ({ principal, body }) => {
      await change(principal.userId, body);
      return settingsOf(principal.userId);
    },
  );
  app.put(
    '/cim-customer/agentSetting/:id',
    { ...signedIn, schema: { ...changing, params: idParams, body: agentSettingInput } },
    async ({ principal, params, body }) => {
      const agentId = own(principal.userId, params.id);
      await change(agentId, body);
      return settingsOf(agentId);
    },
  );
}

async function listCustomers(
  { people }: GatewayContext,
  { limit, offset, paginateQuery }: z.output<typeof answers.customersQuery>,
): Promise<{ docs: Customer[]; totalDocs: number; limit: number; offset: number }> {
  // `field:words`: the words are looked for wherever they may stand.
  const search = paginateQuery === undefined ? null : (/^[^:]*:(.*)$/s.exec(paginateQuery)?.[1] ?? '');
  const { customers, total } = await people.customersPage({ limit, offset, search });
  return {
    docs: customers.map((customer) => customerDocument(customer.id, customer)),
    totalDocs: total,
    limit,
    offset,
  };
}
