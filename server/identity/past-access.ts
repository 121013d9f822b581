/**
 * Who may read what was said with a customer before: whoever is with that customer now, whoever has served them,
 * and who supervises the team of somebody who has. The permissions `view_history` and, for the customer at hand,
 * `view_history_active_customer` stand before all of it.
 */
import type { Directory } from '../configuration/directory.ts';
import { permits } from './permits.ts';
import type { Principal } from './principal.ts';

/** What has to be known of a customer. */
export type PastOfCustomer = {
  /** Whether the agent takes part in a conversation with this customer now, be it to wrap it up. */
  isWith: (agentId: string) => Promise<boolean>;
  /** Whether any of these agents has ever served the customer, and how many conversations there were at all. */
  served: (agentIds: readonly string[]) => Promise<{ served: boolean; all: number }>;
};

const RESOURCE = 'agent-conversation-control';

/** Whether `principal` may read the past of a customer. Nobody is kept from a past that does not exist. */
export async function mayReadPast(
  principal: Principal,
  customer: PastOfCustomer,
  directory: Directory,
): Promise<boolean> {
  const anyTime = permits(principal, RESOURCE, 'view_history');
  const whileActive = permits(principal, RESOURCE, 'view_history_active_customer');
  if (!anyTime && !whileActive) return false;
  if (await customer.isWith(principal.userId)) return true;
  if (!anyTime) return false;
  const { served, all } = await customer.served(readers(principal, directory));
  return served || all === 0;
}

/** The person, and everybody of a team that the person supervises. */
function readers({ userId, supervises }: Principal, { users }: Directory): string[] {
  const teams = new Set(supervises.map(({ id }) => id));
  const theirs = users.filter(({ teamId }) => teamId !== null && teams.has(teamId));
  return [userId, ...theirs.map(({ id }) => id)];
}
