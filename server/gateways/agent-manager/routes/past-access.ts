/**
 * Who may read what was said with a customer before: whoever is with that customer now, whoever has served them,
 * and who supervises the team of somebody who has. The permissions `view_history` and, for the customer at hand,
 * `view_history_active_customer` stand before all of it (agent-desk-wire §1.4).
 */
import { sql } from 'kysely';
import { agentIn } from '../../../core/participant.ts';
import { permits } from '../../../identity/permits.ts';
import type { Principal } from '../../../identity/principal.ts';
import type { GatewayContext } from '../../shared/context.ts';

type Sources = Pick<GatewayContext, 'engine' | 'db' | 'directory'>;

const RESOURCE = 'agent-conversation-control';

/** Whether `principal` may read the past of a customer. Nobody is kept from a past that does not exist. */
export async function mayReadPast(
  sources: Sources,
  principal: Principal,
  customerId: string,
): Promise<boolean> {
  const anyTime = permits(principal, RESOURCE, 'view_history');
  const whileActive = permits(principal, RESOURCE, 'view_history_active_customer');
  if (!anyTime && !whileActive) return false;
  if (await isWith(sources, principal.userId, customerId)) return true;
  return anyTime && (await hasServed(sources, principal, customerId));
}

/** Whether the agent takes part in a conversation with this customer now, be it to wrap it up. */
function isWith({ engine }: Sources, agentId: string, customerId: string): Promise<boolean> {
  return engine.read(({ world }) =>
    Object.values(world.state.conversations).some(
      (conversation) =>
        conversation.customerId === customerId && agentIn(conversation, agentId) !== undefined,
    ),
  );
}

/** Whether the person, or somebody of a team that the person supervises, has ever served this customer. */
async function hasServed(
  { db, engine, directory }: Sources,
  { userId, supervises }: Principal,
  customerId: string,
): Promise<boolean> {
  const teams = new Set(supervises.map(({ id }) => id));
  const theirs = directory().users.filter(({ teamId }) => teamId !== null && teams.has(teamId));
  const readers = [userId, ...theirs.map(({ id }) => id)];
  const row = await db
    .selectFrom('conversations')
    .select([
      sql<boolean>`coalesce(bool_or(agent_ids && ${readers}::text[]), false)`.as('served'),
      sql<number>`count(*)`.as('all'),
    ])
    .where('tenant', '=', engine.tenant)
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow();
  return row.served || row.all === 0;
}
