/** `/supervision/monitorings`: who monitored whom, when and from where. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  monitorings,
  monitoringsQuery,
  type Monitoring,
} from '../../../../protocol/agent-manager/supervision.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import type { Directory } from '../../../configuration/directory.ts';
import { overseenBy } from '../../../core/oversight.ts';
import { requirePrincipal } from '../../../identity/require-principal.ts';
import type { Supervision } from '../../../store/supervisions.ts';
import { agentName } from '../../shared/cim-parties.ts';
import type { GatewayContext } from '../../shared/context.ts';

/** Adds the route. Supervisors see the agents of their teams, administrators see all. */
export function supervisionRecordRoutes(instance: FastifyInstance, context: GatewayContext): void {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const { identity, supervisions, people, directory, configuration } = context;
  app.get(
    '/supervision/monitorings',
    {
      onRequest: requirePrincipal(identity, ['supervisor', 'admin']),
      schema: {
        tags: ['supervision'],
        summary: 'Who monitored whom, when and from where: of the own teams, or (administrators) of all',
        querystring: monitoringsQuery,
        response: { 200: monitorings },
      },
    },
    async ({ principal, query }) => {
      const { agentId, supervisorId = null, from = null, until = null, before = null, limit } = query;
      const own = principal.roles.includes('admin')
        ? null
        : overseenBy(configuration.current(), principal.userId);
      if (agentId !== undefined && own?.includes(agentId) === false) throw new ProtocolError('FORBIDDEN');
      const found = await supervisions.list({
        agentIds: agentId === undefined ? own : [agentId],
        ...{ supervisorId, from, until, before },
        limit: limit + 1,
      });
      const page = found.slice(0, limit);
      const ids = [...new Set(page.flatMap(({ customerId }) => customerId ?? []))];
      const customers = ids.length === 0 ? [] : await people.customers(ids);
      const nameOf = new Map(
        customers.map(({ id, firstName, lastName }) => [id, `${firstName} ${lastName}`.trim()]),
      );
      return {
        entries: page.map((one) => entryOf(one, own, nameOf.get(one.customerId ?? '') ?? '', directory())),
        next: found.length > limit ? (page.at(-1)?.seq ?? null) : null,
      };
    },
  );
}

/** `own`: agents of whom the asker may know; null: all. */
function entryOf(
  one: Supervision,
  own: readonly string[] | null,
  customer: string,
  directory: Directory,
): Monitoring {
  const named = (id: string) => ({ id, name: agentName(directory, id) });
  const { seq, conversationId, onPhone, supervisorId, address, device } = one;
  const { beganAt, whisperedAt, bargedInAt, endedAt } = one;
  return {
    id: String(seq),
    conversationId,
    onPhone,
    customer,
    supervisor: named(supervisorId),
    agents: one.agentIds.filter((id) => own?.includes(id) !== false).map(named),
    ...{ beganAt, whisperedAt, bargedInAt, endedAt, address, device },
  };
}
