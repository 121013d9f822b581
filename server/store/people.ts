/** Personal data: customers and what they brought to their sessions. Apart from the journal, and erasable. */
import { sql } from 'kysely';
import type { Kysely, Selectable } from 'kysely';
import type { CustomerRecord, SessionRecord } from './records.ts';
import type { ChannelSessionsTable, ConversationsTable, CustomersTable, Schema } from './schema.ts';

/** One conversation of the past or present as the history has it. */
export type ConversationData = Selectable<ConversationsTable>;

/** A session with the conversation that it began or joined. */
export type SessionPlace = SessionRecord & { conversationId: string | null };

/** Reads and erases the personal data of one tenant. */
export type People = {
  customer: (id: string) => Promise<CustomerRecord | undefined>;
  customers: (ids: readonly string[]) => Promise<CustomerRecord[]>;
  /** Who uses `identifier` on channels of a type; several when they were never merged. */
  customersByIdentifier: (channelType: string, identifier: string) => Promise<CustomerRecord[]>;
  session: (id: string) => Promise<SessionPlace | undefined>;
  /** Every session of these conversations, ended ones too. */
  sessionsOfConversations: (conversationIds: readonly string[]) => Promise<SessionPlace[]>;
  /** Newest first; `before` is the `opened_at` (ms) of the last one that is known already. */
  conversationsOfCustomer: (
    customerId: string,
    page: { limit: number; before?: number | undefined },
  ) => Promise<ConversationData[]>;
  /** A page of the customers who are not erased, by first name, and how many there are. `search`: words in names or identifiers. */
  customersPage: (page: {
    limit: number;
    offset: number;
    search: string | null;
  }) => Promise<{ customers: CustomerRecord[]; total: number }>;
  /** What was said in a customer's conversations with an address of a file in it, as JSON text. */
  textsWithFiles: (customerId: string) => Promise<string[]>;
  /**
   * Forgets a person: names, identifiers, what they entered, every text of their conversations, and what agents
   * have begun to write to them. The journal stays as it is, it has none of this. What the engine holds of a conversation that is open goes with its end.
   */
  eraseCustomer: (id: string) => Promise<void>;
};

/** The people of one tenant. */
export function openPeople(db: Kysely<Schema>, tenant: string): People {
  const customers = db.selectFrom('customers').selectAll().where('tenant', '=', tenant);
  const sessions = db.selectFrom('channel_sessions').selectAll().where('tenant', '=', tenant);
  return {
    customer: async (id) => {
      const row = await customers.where('id', '=', id).executeTakeFirst();
      return row && toCustomer(row);
    },
    customers: async (ids) => {
      const { rows } = await sql<{ found: CustomerCells[] | null }>`
        select json_agg(json_build_array(id, first_name, last_name, is_anonymous, identifiers, attributes))
          as found
        from customers where tenant = ${tenant} and id = ${anyOf(ids)}
      `.execute(db);
      return (rows[0]?.found ?? []).map(customerOf);
    },
    customersByIdentifier: async (channelType, identifier) => {
      const wanted = JSON.stringify({ [channelType]: [identifier] });
      const rows = await customers
        .where(sql<boolean>`identifiers @> ${wanted}::jsonb`)
        .orderBy('id')
        .execute();
      return rows.map(toCustomer);
    },
    session: async (id) => {
      const row = await sessions.where('id', '=', id).executeTakeFirst();
      return row && toSession(row);
    },
    sessionsOfConversations: async (conversationIds) => {
      const { rows } = await sql<{ found: SessionCells[] | null }>`
        select json_agg(json_build_array(id, customer_id, conversation_id, channel_id,
          channel_customer_identifier, service_identifier, additional_attributes, token_hash)) as found
        from channel_sessions where tenant = ${tenant} and conversation_id = ${anyOf(conversationIds)}
      `.execute(db);
      return (rows[0]?.found ?? []).map(sessionOf);
    },
    conversationsOfCustomer: (customerId, { limit, before }) =>
      db
        .selectFrom('conversations')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('customer_id', '=', customerId)
        .$if(before !== undefined, (query) => query.where('opened_at', '<', before ?? 0))
        .orderBy('opened_at', 'desc')
        .limit(limit)
        .execute(),
    customersPage: async ({ limit, offset, search }) => {
      const matching = db
        .selectFrom('customers')
        .where('tenant', '=', tenant)
        .where('erased_at', 'is', null)
        .where('merged_into', 'is', null)
        .$if(search !== null, (query) => {
          const pattern = `%${(search ?? '').replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
          return query.where(
            sql<boolean>`(first_name || ' ' || last_name || ' ' || identifiers::text) ilike ${pattern}`,
          );
        });
      const [rows, all] = await Promise.all([
        matching.selectAll().orderBy('first_name').orderBy('id').limit(limit).offset(offset).execute(),
        matching.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
      ]);
      return { customers: rows.map(toCustomer), total: all.count };
    },
    textsWithFiles: async (customerId) => {
      const { rows } = await sql<{ text: string }>`
        select m.content::text as text from messages m join conversations c
        on c.tenant = m.tenant and c.id = m.conversation_id
        where c.tenant = ${tenant} and c.customer_id = ${customerId} and m.content::text like '%filename=%'
      `.execute(db);
      return rows.map(({ text }) => text);
    },
    eraseCustomer: (id) => erase(db, tenant, id),
  };
}

async function erase(db: Kysely<Schema>, tenant: string, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('customers')
      .set({
        first_name: null,
        last_name: null,
        is_anonymous: true,
        identifiers: '{}',
        attributes: '{}',
        erased_at: Date.now(),
      })
      .where('tenant', '=', tenant)
      .where((its) => its.or([its('id', '=', id), its('merged_into', '=', id)]))
      .execute();
    await trx
      .updateTable('channel_sessions')
      .set({ channel_customer_identifier: null, additional_attributes: null, token_hash: null })
      .where('tenant', '=', tenant)
      .where((its) =>
        its.or([
          its('customer_id', '=', id),
          // Who came without a name, and turned out to be this one.
          its(
            'conversation_id',
            'in',
            its
              .selectFrom('conversations')
              .select('conversations.id')
              .where('conversations.tenant', '=', tenant)
              .where('conversations.customer_id', '=', id),
          ),
        ]),
      )
      .execute();
    await sql`
      update ratings r set comment = null from channel_sessions s
      where s.tenant = ${tenant} and s.customer_id = ${id} and r.tenant = s.tenant and r.session_id = s.id
    `.execute(trx);
    await sql`
      delete from agent_drafts d using conversations c
      where c.tenant = ${tenant} and c.customer_id = ${id} and d.tenant = c.tenant and d.conversation_id = c.id
    `.execute(trx);
    await sql`
      delete from entered_wrapups e using conversations c
      where c.tenant = ${tenant} and c.customer_id = ${id}
        and e.tenant = c.tenant and e.conversation_id = c.id
    `.execute(trx);
    await sql`
      update messages m set content = null from conversations c, journal j
      where c.tenant = ${tenant} and c.customer_id = ${id}
        and j.tenant = c.tenant and j.stream = 'conversation:' || c.id and j.type = 'message.sent'
        and m.tenant = c.tenant and m.id = j.data ->> 'messageId' and m.conversation_id = c.id
    `.execute(trx);
  });
}

/** One parameter however many ids there are. */
function anyOf(ids: readonly string[]) {
  return sql<string>`any(${ids}::text[])`;
}

/** Of many rows at once: one JSON value is read in a fraction of the time that as many rows take. */
type CustomerCells = [
  id: string,
  firstName: string | null,
  lastName: string | null,
  isAnonymous: boolean,
  identifiers: CustomerRecord['identifiers'],
  attributes: CustomerRecord['attributes'],
];

function customerOf([
  id,
  firstName,
  lastName,
  isAnonymous,
  identifiers,
  attributes,
]: CustomerCells): CustomerRecord {
  return { id, firstName: firstName ?? '', lastName: lastName ?? '', isAnonymous, identifiers, attributes };
}

type SessionCells = [
  id: string,
  customerId: string,
  conversationId: string | null,
  channelId: string,
  channelCustomerIdentifier: string | null,
  serviceIdentifier: string,
  additionalAttributes: SessionRecord['additionalAttributes'] | null,
  tokenHash: string | null,
];

function sessionOf([id, customerId, conversationId, channelId, ...rest]: SessionCells): SessionPlace {
  const [channelCustomerIdentifier, serviceIdentifier, additionalAttributes, tokenHash] = rest;
  return {
    id,
    customerId,
    conversationId,
    channelId,
    channelCustomerIdentifier: channelCustomerIdentifier ?? '',
    serviceIdentifier,
    additionalAttributes: additionalAttributes ?? [],
    tokenHash,
  };
}

function toCustomer(row: Selectable<CustomersTable>): CustomerRecord {
  return {
    id: row.id,
    firstName: row.first_name ?? '',
    lastName: row.last_name ?? '',
    isAnonymous: row.is_anonymous,
    identifiers: row.identifiers,
    attributes: row.attributes,
  };
}

function toSession(row: Selectable<ChannelSessionsTable>): SessionPlace {
  return {
    id: row.id,
    customerId: row.customer_id,
    conversationId: row.conversation_id,
    channelId: row.channel_id,
    channelCustomerIdentifier: row.channel_customer_identifier ?? '',
    serviceIdentifier: row.service_identifier,
    additionalAttributes: row.additional_attributes ?? [],
    tokenHash: row.token_hash,
  };
}
