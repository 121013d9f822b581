/** Finding a customer who is to be forgotten. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';

type Found = {
  id: string;
  first_name: string | null;
  last_name: string | null;
  identifiers: Record<string, string[]>;
};

const MOST = 50;

/** Customers whose name or identifiers contain the text, at most 50. Who was erased is not found. */
export async function findCustomers(db: Kysely<Schema>, tenant: string, text: string): Promise<Found[]> {
  const pattern = `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return db
    .selectFrom('customers')
    .select(['id', 'first_name', 'last_name', 'identifiers'])
    .where('tenant', '=', tenant)
    .where('erased_at', 'is', null)
    .where(
      sql<boolean>`(id || ' ' || coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || identifiers::text) ilike ${pattern}`,
    )
    .orderBy('first_name')
    .orderBy('id')
    .limit(MOST)
    .execute();
}

/** One line: id, name, and where the person writes from. */
export function describeCustomer({ id, first_name, last_name, identifiers }: Found): string {
  const name = [first_name, last_name].filter((part) => part !== null && part !== '').join(' ');
  const addresses = Object.entries(identifiers).flatMap(([type, list]) =>
    list.map((address) => `${type} ${address}`),
  );
  return `${id}  ${name === '' ? '(no name)' : name}  ${addresses.join(', ')}`.trimEnd();
}

export async function hasOpenConversation(
  db: Kysely<Schema>,
  tenant: string,
  customerId: string,
): Promise<boolean> {
  const open = await db
    .selectFrom('conversations')
    .select('id')
    .where('tenant', '=', tenant)
    .where('customer_id', '=', customerId)
    .where('closed_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return open !== undefined;
}
