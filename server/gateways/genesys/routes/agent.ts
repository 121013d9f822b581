/** `/me`: who is signed in, and the work as a whole. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CHAT_CHANNEL, INTERFACE_VERSION, REST_BASE } from '../../../../protocol/genesys/names.ts';
import { AGENT_OPERATIONS, operationBody } from '../../../../protocol/genesys/requests.ts';
import type { UserResource } from '../../../../protocol/genesys/resources.ts';
import { STATUS } from '../../../../protocol/genesys/status.ts';
import { originOf } from '../addresses.ts';
import { channelsOf } from '../channels.ts';
import { Failure } from '../failures.ts';
import type { GenesysContext } from '../genesys-context.ts';
import { fieldsOf, knownOperation, operationNameOf } from '../read-request.ts';
import { userResource } from '../users.ts';
import { endWork, requireAgent, requireState, setChannel, startWork, worksBy } from '../work.ts';
import { BODY_LIMIT } from './notifications.ts';
import { visitorOf } from './visit.ts';

const OK = { statusCode: STATUS.ok };

/** How routes that change something are declared. */
export const posted = (summary: string) => ({
  bodyLimit: BODY_LIMIT,
  config: { readsAnyJson: true },
  schema: { tags: ['genesys'], summary, body: operationBody },
});

const got = (summary: string, config = {}) => ({ config, schema: { tags: ['genesys'], summary } });

export function agentRoutes(scope: FastifyInstance, context: GenesysContext): void {
  const { desks, engine, directory, identity } = context;

  scope.get(`${REST_BASE}/diagnostics/version`, got('The version of the interface', { open: true }), () => ({
    ...OK,
    version: INTERFACE_VERSION,
  }));

  scope.get<{ Querystring: { subresources?: unknown } }>(
    `${REST_BASE}/me`,
    got('Who is signed in; `?subresources=*` with channels, devices and settings'),
    async (request) => {
      const { principal } = visitorOf(request);
      const origin = originOf(identity.origins(), request.headers);
      const user = userResource(principal, origin);
      return { ...OK, user: { ...user, ...(await subresources(request, user, context)) } };
    },
  );

  scope.post(
    `${REST_BASE}/me`,
    posted('StartContactCenterSession, EndContactCenterSession, Ready, NotReady'),
    async (request) => {
      const fields = fieldsOf(request.body);
      const operation = knownOperation(operationNameOf(fields), AGENT_OPERATIONS);
      const visitor = visitorOf(request);
      requireAgent(visitor.principal);
      const desk = desks.of(visitor, request);
      switch (operation) {
        case 'StartContactCenterSession':
          return startWork(context, desk, fields);
        case 'EndContactCenterSession':
          await endWork(context, desk);
          return OK;
        case 'Ready':
        case 'NotReady':
          await setChannel(context, desk, operation, fields);
          return OK;
      }
    },
  );

  const readChannels = (request: FastifyRequest) => {
    const { principal } = visitorOf(request);
    return engine.read(({ world: { state } }) =>
      channelsOf(state, principal.userId, worksBy(state, principal)),
    );
  };

  scope.get(`${REST_BASE}/me/channels`, got('The channels of the agent'), async (request) => ({
    ...OK,
    channels: await readChannels(request),
  }));

  scope.get<{ Params: { channel: string } }>(
    `${REST_BASE}/me/channels/:channel`,
    got('One channel'),
    async (request) => {
      const found = (await readChannels(request)).find(({ channel }) => channel === request.params.channel);
      if (found === undefined) throw new Failure(STATUS.notFound);
      return { ...OK, channel: found };
    },
  );

  scope.post<{ Params: { channel: string } }>(
    `${REST_BASE}/me/channels/:channel`,
    posted('Ready, NotReady (with an optional `reason`), or the name of a reason'),
    async (request) => {
      const fields = fieldsOf(request.body);
      const operation = operationNameOf(fields);
      requireState(context, operation);
      const visitor = visitorOf(request);
      requireAgent(visitor.principal);
      if (request.params.channel !== CHAT_CHANNEL) throw new Failure(STATUS.notFound);
      await setChannel(context, desks.of(visitor, request), operation, fields);
      return OK;
    },
  );

  scope.get(`${REST_BASE}/me/devices`, got('Telephones: there are none'), () => ({ ...OK, devices: [] }));

  scope.get(`${REST_BASE}/settings/agent-states`, got('The states that agents choose'), () => ({
    ...OK,
    settings: [
      { operationName: 'Ready', displayName: 'Ready' },
      { operationName: 'NotReady', displayName: 'Not Ready' },
      ...directory()
        .reasons.filter(({ type }) => type === 'NOT_READY')
        .map(({ name }) => ({ operationName: name, displayName: name })),
    ],
  }));
}

/** What is asked for beside the user itself. */
async function subresources(
  request: FastifyRequest<{ Querystring: { subresources?: unknown } }>,
  { id }: UserResource,
  { engine }: GenesysContext,
): Promise<object> {
  const { subresources: asked } = request.query;
  const names = new Set(typeof asked === 'string' ? asked.split(',') : []);
  const has = (name: string) => names.has('*') || names.has(name);
  const { principal } = visitorOf(request);
  return {
    ...(has('channels') && {
      channels: await engine.read(({ world: { state } }) => channelsOf(state, id, worksBy(state, principal))),
    }),
    ...(has('devices') && { devices: [] }),
    ...(has('features') && { features: [] }),
    ...(has('settings') && { settings: {} }),
  };
}
