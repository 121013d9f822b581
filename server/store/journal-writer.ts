/**
 * Appends to the journal: one batch, one statement, one round trip. Facts, message bodies, personal data and
 * history stand or fall together, and only if this process still owns the tenant and the journal ends where
 * the batch begins. So a batch is never written twice and never leaves a gap (I7).
 */
import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { DomainEvent } from '../core/events.ts';
import { EVENT_VERSION } from '../core/events.ts';
import { appendAll, appendMessages } from './append-statements.ts';
import { projectHistory } from './history-projection.ts';
import type { EnteredWrapup } from './entered-wrapups.ts';
import type { HistoryChanges } from './history-projection.ts';
import type { Ownership } from './ownership.ts';
import { OwnershipLostError } from './ownership.ts';
import type { CustomerRecord, Origin, SessionRecord } from './records.ts';

/** What has to become durable together. */
export type JournalBatch = {
  /** Facts in order, densely numbered, each with the id of the command that caused it. */
  entries: readonly { event: DomainEvent; cause: string }[];
  /** `{header, body}` of messages as JSON text, by `messageKey`. */
  messages: ReadonlyMap<string, string>;
  customers: readonly CustomerRecord[];
  /** With the conversation that each session began or joined. */
  sessions: readonly (SessionRecord & { conversationId: string | null })[];
  /** What was entered for wrap-ups, the latest last; their tasks may have been closed in the same batch. */
  enteredWrapups: readonly EnteredWrapup[];
  /** From where supervisors came into conversations, by the sequence of their coming. */
  origins: ReadonlyMap<number, Origin>;
};

/** The journal does not end where the batch begins: it was written already, or something is badly wrong. */
export class JournalConflictError extends Error {
  override readonly name = 'JournalConflictError';

  constructor(expected: number, head: number) {
    super(`The batch follows event ${expected}, but the journal ends with ${head}.`);
  }
}

/** The key of a message's body in a batch: ids of messages are unique within their conversation. */
export function messageKey(conversationId: string, messageId: string): string {
  return `${conversationId}/${messageId}`;
}

/** Writes the journal of one tenant over a connection of its own. One append at a time. */
export class JournalWriter {
  readonly #pool: Pool;
  #ownership: Ownership;
  #client: PoolClient | undefined;
  #busy: Promise<void> = Promise.resolve();
  /** Names are shared by all connections of the embedded database, so each connection gets another one. */
  #statementName = '';

  constructor(pool: Pool, ownership: Ownership) {
    this.#pool = pool;
    this.#ownership = ownership;
  }

  /** Goes on with another fence. */
  own(ownership: Ownership): void {
    this.#ownership = ownership;
  }

  /**
   * Resolves when the batch is durable. Throws `OwnershipLostError` or `JournalConflictError`, both of which
   * mean that nothing was written; after any other error the caller has to look whether it was.
   */
  async append(batch: JournalBatch): Promise<void> {
    const first = batch.entries[0]?.event.seq;
    const last = batch.entries.at(-1)?.event.seq;
    if (first === undefined || last === undefined) return;
    const history = projectHistory(batch.entries.map(({ event }) => event));
    await this.#alone(() => this.#write(batch, history, first, last));
  }

  async #write(batch: JournalBatch, history: HistoryChanges, first: number, last: number): Promise<void> {
    const { tenant, owner, fence } = this.#ownership;
    const values = [tenant, owner, fence, first - 1, last, EVENT_VERSION];
    values.push(journalJson(batch), messagesJson(history, batch.messages));
    const client = await this.#connection();
    const { rowCount } = isPlain(batch, history)
      ? await client.query({ name: this.#statementName, text: appendMessages, values })
      : await client.query(appendAll, [...values, ...furtherJson(batch, history)]);
    if (rowCount === 0) throw await this.#whyNot(client, first - 1);
  }

  /**
   * Makes the lease last `leaseMs` from now, over the connection of the appends: who cannot append any more
   * does not keep the tenant either. Throws `OwnershipLostError` when somebody else has it.
   */
  async renew(leaseMs: number): Promise<void> {
    await this.#alone(async () => {
      // A connection that was lost while it was idle is replaced without a word.
      const fresh = this.#client === undefined;
      try {
        await this.#extendLease(leaseMs);
      } catch (error) {
        if (fresh || error instanceof OwnershipLostError || this.#client !== undefined) throw error;
        await this.#extendLease(leaseMs);
      }
    });
  }

  /**
   * Rejects when nothing can be appended now, for want of a server, of the right to write or of room on the disk.
   * It leaves nothing behind: a sort that does not fit into memory is what writes.
   */
  async probe(leaseMs: number): Promise<void> {
    await this.renew(leaseMs);
    await this.#alone(async () => {
      const client = await this.#connection();
      try {
        await client.query(`begin; set local work_mem = '64kB'`);
        await client.query(
          `select count(*) from (
             select n from generate_series(1, 2000) n order by repeat('x', 100) || n offset 0
           ) as sorted`,
        );
      } finally {
        await client.query('rollback').catch(() => this.#drop(new Error('a broken transaction')));
      }
    });
  }

  /** Gives the connection back. */
  close(): void {
    this.#drop();
  }

  async #extendLease(leaseMs: number): Promise<void> {
    const { tenant, owner, fence } = this.#ownership;
    const client = await this.#connection();
    const { rowCount } = await client.query(
      `update ownership set expires_at = (extract(epoch from clock_timestamp()) * 1000)::bigint + $4
       where tenant = $1 and owner = $2 and fence = $3`,
      [tenant, owner, fence, leaseMs],
    );
    if (rowCount === 0) throw new OwnershipLostError(tenant);
  }

  /** One statement at a time. */
  #alone(work: () => Promise<void>): Promise<void> {
    const done = this.#busy.then(work);
    this.#busy = done.catch(() => {});
    return done;
  }

  async #connection(): Promise<PoolClient> {
    if (this.#client) return this.#client;
    const client = await this.#pool.connect();
    client.on('error', this.#drop);
    this.#client = client;
    this.#statementName = `append_${randomUUID()}`;
    return client;
  }

  /** With an error the connection is of no more use and is closed, else it goes back to the pool. */
  readonly #drop = (error?: Error): void => {
    const client = this.#client;
    this.#client = undefined;
    client?.off('error', this.#drop);
    client?.release(error);
  };

  async #whyNot(client: PoolClient, expected: number): Promise<Error> {
    const { tenant, owner, fence } = this.#ownership;
    const { rows } = await client.query<{ owner: string | null; fence: number; head: number }>(
      'select owner, fence, head from ownership where tenant = $1',
      [tenant],
    );
    const row = rows[0];
    return row?.owner === owner && row.fence === fence
      ? new JournalConflictError(expected, row.head)
      : new OwnershipLostError(tenant);
  }
}

/** Whether only facts and messages are to be written: by far the most frequent batch. */
function isPlain(batch: JournalBatch, history: HistoryChanges): boolean {
  return (
    batch.customers.length === 0 &&
    batch.sessions.length === 0 &&
    batch.enteredWrapups.length === 0 &&
    history.changedMessages.length === 0 &&
    history.newConversations.length === 0 &&
    history.conversations.length === 0 &&
    history.newTasks.length === 0 &&
    history.tasks.length === 0 &&
    history.agentStates.length === 0 &&
    history.newSupervisions.length === 0 &&
    history.supervisions.length === 0 &&
    history.phoneSupervisions.length === 0
  );
}

function journalJson(batch: JournalBatch): string {
  return JSON.stringify(
    batch.entries.map(({ event: { seq, at, stream, streamSeq, type, ...data }, cause }) => ({
      seq,
      at,
      stream,
      stream_seq: streamSeq,
      type,
      cause,
      data,
    })),
  );
}

/** Bodies are JSON already; they are not parsed again only to be written. */
function messagesJson(history: HistoryChanges, bodies: ReadonlyMap<string, string>): string {
  const rows = history.messages.map((row) => {
    const body = bodies.get(messageKey(row.conversation_id, row.id)) ?? 'null';
    return `${JSON.stringify(row).slice(0, -1)},"content":${body}}`;
  });
  return `[${rows.join(',')}]`;
}

function furtherJson(batch: JournalBatch, history: HistoryChanges): string[] {
  // One row per key: a statement may touch a row only once, and the latest word counts.
  const customers = [...new Map(batch.customers.map((customer) => [customer.id, customer])).values()];
  const sessions = [...new Map(batch.sessions.map((session) => [session.id, session])).values()];
  return [
    customers.map((customer) => ({
      id: customer.id,
      first_name: customer.firstName,
      last_name: customer.lastName,
      is_anonymous: customer.isAnonymous,
      identifiers: customer.identifiers,
      attributes: customer.attributes,
    })),
    sessions.map((session) => ({
      id: session.id,
      customer_id: session.customerId,
      conversation_id: session.conversationId,
      channel_id: session.channelId,
      channel_customer_identifier: session.channelCustomerIdentifier,
      service_identifier: session.serviceIdentifier,
      additional_attributes: session.additionalAttributes,
      token_hash: session.tokenHash,
    })),
    history.newConversations,
    history.conversations,
    history.newTasks,
    history.tasks,
    history.agentStates,
    enteredRows(batch, history),
    changedRows(batch, history),
    history.newSupervisions.map((row) => ({ ...row, ...(batch.origins.get(row.seq) ?? {}) })),
    history.supervisions,
    history.phoneSupervisions,
  ].map((rows) => JSON.stringify(rows));
}

/** Without a body there is nothing to replace it with. */
function changedRows({ messages }: JournalBatch, { changedMessages }: HistoryChanges): object[] {
  return changedMessages.flatMap(({ id, conversation_id }) => {
    const body = messages.get(messageKey(conversation_id, id));
    return body === undefined ? [] : [{ id, conversation_id, content: JSON.parse(body) as unknown }];
  });
}

/** Of each task the latest, unless the same batch closed it: a statement cannot write and delete a row. */
function enteredRows({ enteredWrapups }: JournalBatch, { tasks, newTasks }: HistoryChanges): object[] {
  const closed = new Set([...tasks, ...newTasks].flatMap((row) => (row.closed_at == null ? [] : [row.id])));
  const latest = new Map(enteredWrapups.map((entered) => [entered.taskId, entered]));
  return [...latest.values()]
    .filter(({ taskId }) => !closed.has(taskId))
    .map((entered) => ({
      task_id: entered.taskId,
      conversation_id: entered.conversationId,
      agent_id: entered.agentId,
      message_id: entered.messageId,
      content: entered.content,
    }));
}
