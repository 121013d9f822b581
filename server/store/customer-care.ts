/** What agents do with customers beyond their conversations: new ones, changes, labels, and whom somebody turned out to be. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { CustomerRecord } from './records.ts';
import type { Schema } from './schema.ts';

/** A word for customers. `priority`: 1 to 10; 10 stands first, and its customers are served first (Q1). */
export type Label = { id: string; name: string; colorCode: string; priority: number; createdBy: string };

/** A label as somebody writes it; `id` null: a new one. */
export type LabelChange = Omit<Label, 'id' | 'priority'> & { id: string | null; priority: number | null };

/** The customers of one tenant as agents care for them. */
export type CustomerCare = {
  /** A customer who is not erased. */
  find: (id: string) => Promise<CustomerRecord | undefined>;
  /** Writes a new customer, or all of one who is there. */
  save: (customer: CustomerRecord) => Promise<void>;
  /** False: there are conversations or sessions with the customer, who stays. */
  remove: (id: string) => Promise<boolean>;
  /** An anonymous customer turned out to be somebody: no list shows them any more. null takes that back. */
  merge: (id: string, into: string | null) => Promise<void>;
  /** Whether the customer turned out to be somebody else. */
  isMerged: (id: string) => Promise<boolean>;
  /**
   * Gives all past conversations of a customer to another one. Where that was done the other way round before, just those
   * go back. Resolves with how many.
   */
  movePast: (from: string, to: string, by: string, at: number) => Promise<number>;
  /** The highest priority first, then by name. */
  labels: () => Promise<Label[]>;
  /** A priority of null stays as it is; a new label has 1. */
  saveLabel: (label: LabelChange, at: number) => Promise<Label | undefined>;
  removeLabel: (id: string) => Promise<boolean>;
  /** The highest priority of these labels; 1 where there is none. */
  priorityOf: (ids: readonly string[]) => Promise<number>;
};

/** The care for one tenant's customers. */
export function openCustomerCare(db: Kysely<Schema>, tenant: string): CustomerCare {
  const ofTenant = db.selectFrom('customers').where('tenant', '=', tenant);
  return {
    find: async (id) => {
      const row = await ofTenant
        .selectAll()
        .where('id', '=', id)
        .where('erased_at', 'is', null)
        .executeTakeFirst();
      return (
        row && {
          id: row.id,
          firstName: row.first_name ?? '',
          lastName: row.last_name ?? '',
          isAnonymous: row.is_anonymous,
          identifiers: row.identifiers,
          attributes: row.attributes,
        }
      );
    },
    save: async ({ id, firstName, lastName, isAnonymous, identifiers, attributes }) => {
      const values = {
        first_name: firstName,
        last_name: lastName,
        is_anonymous: isAnonymous,
        identifiers: JSON.stringify(identifiers),
        attributes: JSON.stringify(attributes),
      };
      await db
        .insertInto('customers')
        .values({ tenant, id, erased_at: null, ...values })
        .onConflict((conflict) => conflict.columns(['tenant', 'id']).doUpdateSet(values))
        .execute();
    },
    remove: async (id) => {
      const { rows } = await sql`
        delete from customers c where c.tenant = ${tenant} and c.id = ${id}
          and not exists (select 1 from conversations v where v.tenant = c.tenant and v.customer_id = c.id)
          and not exists (select 1 from channel_sessions s where s.tenant = c.tenant and s.customer_id = c.id)
        returning c.id
      `.execute(db);
      return rows.length > 0;
    },
    merge: async (id, into) => {
      await db
        .updateTable('customers')
        .set({ merged_into: into })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .where('is_anonymous', '=', true)
        .execute();
    },
    isMerged: async (id) => {
      const row = await ofTenant.select('merged_into').where('id', '=', id).executeTakeFirst();
      return typeof row?.merged_into === 'string';
    },
    movePast: (from, to, by, at) => movePast(db, tenant, { from, to, by, at }),
    labels: async () => {
      const rows = await db
        .selectFrom('labels')
        .selectAll()
        .where('tenant', '=', tenant)
        .orderBy('priority', 'desc')
        .orderBy('name')
        .orderBy('id')
        .execute();
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        colorCode: row.color_code,
        priority: row.priority,
        createdBy: row.created_by,
      }));
    },
    saveLabel: async ({ id, name, colorCode, priority, createdBy }, at) => {
      if (id === null) {
        const made = { id: randomUUID(), name, colorCode, priority: priority ?? 1, createdBy };
        await db
          .insertInto('labels')
          .values({
            tenant,
            id: made.id,
            name,
            color_code: colorCode,
            priority: made.priority,
            created_by: createdBy,
            created_at: at,
          })
          .execute();
        return made;
      }
      const row = await db
        .updateTable('labels')
        .set({ name, color_code: colorCode, ...(priority !== null && { priority }) })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .returning(['created_by', 'priority'])
        .executeTakeFirst();
      return row && { id, name, colorCode, priority: row.priority, createdBy: row.created_by };
    },
    removeLabel: async (id) => {
      const row = await db
        .deleteFrom('labels')
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    priorityOf: async (ids) => {
      const row = await db
        .selectFrom('labels')
        .select(({ fn }) => fn.max('priority').as('highest'))
        .where('tenant', '=', tenant)
        .where('id', 'in', [...ids])
        .executeTakeFirst();
      return row?.highest ?? 1;
    },
  };
}

type Move = { from: string; to: string; by: string; at: number };

async function movePast(db: Kysely<Schema>, tenant: string, { from, to, by, at }: Move): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const back = await sql<{ id: string }>`
      with gone as (
        delete from customer_moves m where m.tenant = ${tenant} and m.from_id = ${to} and m.to_id = ${from}
        returning m.conversation_id
      )
      update conversations c set customer_id = ${to} from gone
      where c.tenant = ${tenant} and c.id = gone.conversation_id and c.customer_id = ${from}
      returning c.id
    `.execute(trx);
    if (back.rows.length > 0) return back.rows.length;
    const moved = await sql<{ id: string }>`
      with moved as (
        update conversations c set customer_id = ${to}
        where c.tenant = ${tenant} and c.customer_id = ${from} and c.closed_at is not null
        returning c.id
      )
      insert into customer_moves (tenant, conversation_id, from_id, to_id, moved_by, moved_at)
      select ${tenant}, moved.id, ${from}, ${to}, ${by}, ${at}::bigint from moved
      on conflict (tenant, conversation_id) do update set
        from_id = excluded.from_id, to_id = excluded.to_id,
        moved_by = excluded.moved_by, moved_at = excluded.moved_at
      returning conversation_id as id
    `.execute(trx);
    return moved.rows.length;
  });
}
