/** `/cim-customer`: new customers, changes, labels, and which columns a desk shows. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type * as z from 'zod/mini';
import * as care from '../../../../protocol/agent-manager/customer-care.ts';
import { agentSettingQuery, idParams } from '../../../../protocol/agent-manager/rest.ts';
import { customer as customerAnswer } from '../../../../protocol/agent-manager/rest-services.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import { isWith } from '../../../core/participant.ts';
import { permits, requirePermission } from '../../../identity/permits.ts';
import type { Principal } from '../../../identity/principal.ts';
import { requireDesk, requirePrincipal } from '../../../identity/require-principal.ts';
import type { Label } from '../../../store/customer-care.ts';
import { customerDocument } from '../../shared/cim-parties.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { changed, labelChanged, newCustomer, saveCustomer } from '../customer-changes.ts';

const schema = <T extends z.ZodMiniType>(summary: string, answer: T) => ({
  tags: ['cim-customer'],
  summary,
  response: { 200: answer },
});

/** Who may change a customer: whoever manages customers, whoever is with this one, and who only labels them. */
async function requireChange(
  { engine }: GatewayContext,
  principal: Principal,
  customerId: string,
  input: care.CustomerInput,
): Promise<void> {
  const keys = Object.keys(input).filter((key) => key !== '_id');
  const isLabelling = keys.every((key) => key === 'labels');
  // Whoever sees placeholders would write them over the hidden values.
  if (!isLabelling) requirePermission(principal, 'customer', 'view_pii');
  if (permits(principal, 'customer', 'manage')) return;
  if (isLabelling && permits(principal, 'customer-labels', 'assign_label')) return;
  requirePermission(principal, 'customer', 'manage_in_conversation');
  const isAtHand = await engine.read(({ world }) => isWith(world.state, principal.userId, customerId));
  if (!isAtHand) throw new ProtocolError('FORBIDDEN');
}

export function customerCareRoutes(instance: FastifyInstance, context: GatewayContext): void {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const { customerCare, directory } = context;
  const signedIn = { onRequest: requirePrincipal(context.identity) };

  app.post(
    '/cim-customer/customers',
    { ...signedIn, schema: { ...schema('A new customer', customerAnswer), body: care.customerInput } },
    async ({ principal, body }) => {
      requirePermission(principal, 'customer', 'manage');
      const customer = changed(newCustomer(), body, directory());
      await customerCare.save(customer);
      return customerDocument(customer.id, customer);
    },
  );
  app.put(
    '/cim-customer/customers/:id',
    {
      ...signedIn,
      schema: {
        ...schema('Changes what is given and keeps the rest; null takes a field away', customerAnswer),
        params: idParams,
        body: care.customerInput,
      },
    },
    async ({ principal, params, body }) => {
      await requireChange(context, principal, params.id, body);
      const before = await customerCare.find(params.id);
      if (before === undefined) throw new ProtocolError('NOT_FOUND', 'There is no such customer.');
      const customer = changed(before, body, directory());
      await saveCustomer(context, customer);
      return customerDocument(customer.id, customer);
    },
  );
  app.delete(
    '/cim-customer/customers/:id',
    {
      ...signedIn,
      schema: {
        ...schema(
          'Removes a customer without conversations; one who turned out to be somebody else is shown in no list anyway',
          care.done,
        ),
        params: idParams,
      },
    },
    async ({ principal, params }) => {
      if (!permits(principal, 'customer', 'manage')) {
        requirePermission(principal, 'customer', 'manage_in_conversation');
        if (!(await customerCare.isMerged(params.id))) throw new ProtocolError('FORBIDDEN');
      }
      if (await customerCare.isMerged(params.id)) return { status: 'ok' as const };
      if (await customerCare.remove(params.id)) return { status: 'ok' as const };
      const known = await customerCare.find(params.id);
      if (known === undefined) throw new ProtocolError('NOT_FOUND', 'There is no such customer.');
      throw new ProtocolError('STATE_NOT_ALLOWED', 'There are conversations with this customer.');
    },
  );
  labelRoutes(instance, context);
  preferenceRoutes(instance, context);
}

const wireLabel = ({ id, ...label }: Label) => ({ _id: id, ...label });

const DEFAULT_COLOR = '#7a7a7a';

function labelRoutes(instance: FastifyInstance, context: GatewayContext): void {
  const { customerCare, identity, engine } = context;
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const signedIn = { onRequest: requirePrincipal(identity) };
  app.get(
    '/cim-customer/label',
    { onRequest: requireDesk(identity), schema: schema('Labels for customers', care.labels) },
    async () => (await customerCare.labels()).map(wireLabel),
  );
  app.post(
    '/cim-customer/label',
    { ...signedIn, schema: { ...schema('A new label', care.label), body: care.labelInput } },
    async ({ principal, body }) => {
      requirePermission(principal, 'customer-labels', 'manage');
      const { name, colorCode, priority } = body;
      const createdBy = principal.userId;
      const made = await customerCare.saveLabel(
        { id: null, name, colorCode: colorCode ?? DEFAULT_COLOR, priority: priority ?? null, createdBy },
        engine.now(),
      );
      if (made === undefined) throw new ProtocolError('NOT_FOUND');
      return wireLabel(made);
    },
  );
  app.put(
    '/cim-customer/label',
    {
      ...signedIn,
      schema: {
        ...schema('Another name, colour or priority', care.label),
        querystring: care.labelQuery,
        body: care.labelInput,
      },
    },
    async ({ principal, query, body }) => {
      requirePermission(principal, 'customer-labels', 'manage');
      const { name, colorCode, priority } = body;
      const createdBy = principal.userId;
      const found = await customerCare.saveLabel(
        { id: query._id, name, colorCode: colorCode ?? DEFAULT_COLOR, priority: priority ?? null, createdBy },
        engine.now(),
      );
      if (found === undefined) throw new ProtocolError('NOT_FOUND', 'There is no such label.');
      await labelChanged(context, query._id);
      return wireLabel(found);
    },
  );
  app.delete(
    '/cim-customer/label',
    { ...signedIn, schema: { ...schema('Removes a label', care.done), querystring: care.labelQuery } },
    async ({ principal, query }) => {
      requirePermission(principal, 'customer-labels', 'manage');
      if (!(await customerCare.removeLabel(query._id))) {
        throw new ProtocolError('NOT_FOUND', 'There is no such label.');
      }
      await labelChanged(context, query._id);
      return { status: 'ok' as const };
    },
  );
}

/** Columns of a desk that has chosen none. Without any, desks of the family draw no table. */
const COLUMNS = [
  { field: 'firstName', header: 'First name', type: 'String100' },
  { field: 'lastName', header: 'Last name', type: 'String100' },
  { field: 'phoneNumber', header: 'Phone number', type: 'PhoneNumber' },
  { field: 'labels', header: 'Labels', type: 'StringList' },
];

function preferenceRoutes(instance: FastifyInstance, { identity, agentSettings }: GatewayContext): void {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const signedIn = { onRequest: requirePrincipal(identity) };
  const read = async (agentId: string) => {
    const { userPreference } = await agentSettings.read(agentId);
    const isObject =
      typeof userPreference === 'object' && userPreference !== null && !Array.isArray(userPreference);
    const kept = isObject ? userPreference : {};
    const columns = Array.isArray(kept.columns) ? kept.columns : COLUMNS;
    return { docs: [{ ...kept, _id: agentId, user_Id: agentId, columns }] };
  };
  const write = async (agentId: string, body: z.output<typeof care.userPreferenceInput>) => {
    if (JSON.stringify(body).length > 8_192) throw new ProtocolError('TOO_LARGE');
    await agentSettings.update(agentId, (settings) => ({ ...settings, userPreference: body }));
    return read(agentId);
  };
  app.get(
    '/cim-customer/userPreference',
    {
      onRequest: requireDesk(identity),
      schema: { ...schema('Columns of customers', care.userPreferences), querystring: agentSettingQuery },
    },
    ({ principal, query }) => {
      if (query.user_Id !== undefined && query.user_Id !== principal.userId) {
        throw new ProtocolError('FORBIDDEN');
      }
      return read(principal.userId);
    },
  );
  const changing = {
    ...schema('Chooses columns', care.userPreferences),
    body: care.userPreferenceInput,
  };
  app.post('/cim-customer/userPreference', { ...signedIn, schema: changing }, ({ principal, body }) =>
    write(principal.userId, body),
  );
  app.put(
    '/cim-customer/userPreference/:id',
    { ...signedIn, schema: { ...changing, params: idParams } },
    ({ principal, params, body }) => {
      if (params.id !== principal.userId) throw new ProtocolError('FORBIDDEN');
      return write(principal.userId, body);
    },
  );
}
