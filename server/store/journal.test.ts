import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { DomainEvent, EventBody } from '../core/events.ts';
import type { Task } from '../core/state.ts';
import { describeOnDatabases } from '../testing/describe-on-databases.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import type { Database } from './database.ts';
import { openJournalReader } from './journal-reader.ts';
import { JournalConflictError, JournalWriter, messageKey } from './journal-writer.ts';
import type { JournalBatch } from './journal-writer.ts';
import { uniqueStreams } from './migrations/008-unique-streams.ts';
import { acquireOwnership, OwnershipLostError, releaseOwnership } from './ownership.ts';
import type { Ownership } from './ownership.ts';
import { openPeople } from './people.ts';
import { readSnapshot, writeSnapshot } from './snapshots.ts';

/** Numbers facts as the core would. */
function journalist() {
  let seq = 0;
  const streams = new Map<string, number>();
  return (stream: string, body: EventBody, at = 1_000): { event: DomainEvent; cause: string } => {
    const streamSeq = (streams.get(stream) ?? 0) + 1;
    streams.set(stream, streamSeq);
    seq += 1;
    return { event: { ...body, seq, at, stream, streamSeq }, cause: `command-${seq}` };
  };
}

const batch = (entries: JournalBatch['entries'], more: Partial<JournalBatch> = {}): JournalBatch => ({
  entries,
  messages: new Map(),
  customers: [],
  sessions: [],
  enteredWrapups: [],
  origins: new Map(),
  ...more,
});

const message = (messageId: string, conversationId = 'c1'): EventBody => ({
  type: 'message.sent',
  conversationId,
  messageId,
  sender: { kind: 'CUSTOMER', sessionId: 's1' },
  kind: 'MESSAGE',
  visibility: 'ALL',
  replyTo: null,
  inactiveAt: null,
});

const body = (text: string): string => JSON.stringify({ header: {}, body: { markdownText: text } });

const opened: EventBody = {
  type: 'conversation.opened',
  conversationId: 'c1',
  customerId: 'p1',
  direction: 'INBOUND',
};

const person = {
  id: 'p1',
  firstName: 'Ada',
  lastName: 'Byron',
  isAnonymous: false,
  identifiers: { WEB: ['ada@example.org'], SMS: ['0900'] },
  attributes: { vip: true },
};

const session = {
  id: 's1',
  customerId: 'p1',
  conversationId: 'c1',
  channelId: 'web',
  channelCustomerIdentifier: 'ada@example.org',
  serviceIdentifier: 'demo-web',
  additionalAttributes: [{ key: 'order', value: '17' }],
  tokenHash: 'hash',
};

const sessionStarted: EventBody = {
  type: 'session.started',
  sessionId: 's1',
  conversationId: 'c1',
  customerId: 'p1',
  channelId: 'web',
  connectionBound: true,
};

const task = {
  id: 't1',
  mediaId: 'm1',
  requestId: 'r1',
  attempt: 1,
  conversationId: 'c1',
  queueId: 'support',
  mrdId: 'chat',
  direction: 'INBOUND',
  target: { kind: 'QUEUE' },
  requestedBy: null,
  noteId: null,
  fallback: 'END',
  state: 'QUEUED',
  priority: 1,
  enqueuedAt: 1_000,
  agentId: null,
  offeredAt: null,
  acceptedAt: null,
  wrapup: null,
} as unknown as Task;

describeOnDatabases('the journal', (kind) => {
  let database: Database;
  let tenant: string;
  const writers: JournalWriter[] = [];

  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  beforeEach(() => {
    tenant = `acme-${randomUUID()}`;
  });
  afterEach(() => {
    for (const writer of writers.splice(0)) writer.close();
  });
  afterAll(() => database.close());

  const own = async (owner: string, leaseMs = 60_000): Promise<Ownership> => {
    const got = await acquireOwnership(database.db, tenant, owner, leaseMs);
    if (!got) throw new Error('not acquired');
    return got.ownership;
  };
  const writerOf = (ownership: Ownership): JournalWriter => {
    const writer = new JournalWriter(database.pool, ownership);
    writers.push(writer);
    return writer;
  };
  const replayed = async (after = 0): Promise<DomainEvent[]> => {
    const events: DomainEvent[] = [];
    for await (const event of openJournalReader(database.db, tenant).replay(after)) events.push(event);
    return events;
  };

  it('gives back what was written, in order and from any place', async () => {
    const write = journalist();
    const entries = Array.from({ length: 4_500 }, (_, n) => write('conversation:c1', message(`m${n}`)));
    const writer = writerOf(await own('a'));
    await writer.append(batch(entries.slice(0, 2_000)));
    await writer.append(batch(entries.slice(2_000)));
    expect(await replayed()).toEqual(entries.map(({ event }) => event));
    expect((await replayed(4_000)).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 500 }, (_, n) => 4_001 + n),
    );
  });

  it('I9: shows one tenant nothing of another', async () => {
    const write = journalist();
    await writerOf(await own('a')).append(
      batch([write('conversation:c1', message('m1'))], { customers: [person], sessions: [session] }),
    );
    const reader = openJournalReader(database.db, 'other');
    expect(await reader.findMessage('m1')).toEqual([]);
    expect(await reader.conversationEvents('c1', { limit: 9 })).toEqual([]);
    expect(await openPeople(database.db, 'other').customer('p1')).toBeUndefined();
    expect(await openPeople(database.db, 'other').customersByIdentifier('SMS', '0900')).toEqual([]);
  });

  it('refuses a batch that was written already, and one that would leave a gap', async () => {
    const write = journalist();
    const first = batch([write('conversation:c1', message('m1'))]);
    const second = batch([write('conversation:c1', message('m2'))]);
    const third = batch([write('conversation:c1', message('m3'))]);
    const writer = writerOf(await own('a'));
    await writer.append(first);
    await expect(writer.append(first)).rejects.toThrow(JournalConflictError);
    await expect(writer.append(third)).rejects.toThrow(JournalConflictError);
    await writer.append(second);
    expect((await replayed()).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('I7: takes each place of a stream once, and numbers old streams that began twice anew', async () => {
    const writer = writerOf(await own('a'));
    const write = journalist();
    await writer.append(batch([write('conversation:c1', message('m1'))]));
    const twice = write('conversation:c1', message('m2'));
    const again = { ...twice, event: { ...twice.event, streamSeq: 1 } };
    await expect(writer.append(batch([again]))).rejects.toMatchObject({ code: '23505' });
    // As the first release could write it.
    await sql`drop index journal_stream; create index journal_stream on journal (tenant, stream, stream_seq)`.execute(
      database.db,
    );
    await writer.append(batch([again]));
    await uniqueStreams.up(database.db as unknown as Kysely<unknown>);
    expect((await replayed()).map(({ streamSeq }) => streamSeq)).toEqual([1, 2]);
  });

  it('lets a stale owner write nothing, not even personal data', async () => {
    const write = journalist();
    const stale = writerOf(await own('a', 0));
    const entries = [write('conversation:c1', opened)];
    await writerOf(await own('b')).append(batch(entries));
    const late = batch([write('conversation:c1', message('m1'))], { customers: [person] });
    await expect(stale.append(late)).rejects.toThrow(OwnershipLostError);
    expect(await replayed()).toHaveLength(1);
    expect(await openPeople(database.db, tenant).customer('p1')).toBeUndefined();
  });

  const renew = async (ownership: Ownership, leaseMs: number): Promise<void> => {
    const writer = new JournalWriter(database.pool, ownership);
    await writer.renew(leaseMs).finally(() => writer.close());
  };

  it('gives a tenant away only when its lease has run out or it was let go', async () => {
    const first = await own('a');
    expect(await acquireOwnership(database.db, tenant, 'b', 1_000)).toBeNull();
    await releaseOwnership(database.db, first);
    const second = await own('b', 0);
    expect(second.fence).toBe(first.fence + 1);
    await renew(second, 60_000);
    expect(await acquireOwnership(database.db, tenant, 'a', 1_000)).toBeNull();
    await expect(renew(first, 1_000)).rejects.toThrow(OwnershipLostError);
    // The same process again, after a crash: it need not wait, and its former self is fenced off.
    const again = await own('b');
    await expect(renew(second, 1_000)).rejects.toThrow(OwnershipLostError);
    expect(again.fence).toBe(second.fence + 1);
  });

  it('pages through a conversation from both ends, with the texts', async () => {
    const write = journalist();
    const entries = [write('conversation:c1', opened)];
    const messages = new Map<string, string>();
    for (let n = 1; n <= 9; n += 1) {
      entries.push(
        write('conversation:c1', message(`m${n}`)),
        write('conversation:c2', message(`m${n}`, 'c2')),
      );
      messages.set(messageKey('c1', `m${n}`), body(`text ${n} 1 < 2 && "3" > 2 \u{1f600}`));
      messages.set(messageKey('c2', `m${n}`), body('another conversation'));
    }
    await writerOf(await own('a')).append(batch(entries, { messages }));
    const reader = openJournalReader(database.db, tenant);
    const seqs = async (page: Parameters<typeof reader.conversationEvents>[1]) =>
      (await reader.conversationEvents('c1', page)).map(({ event }) => event.streamSeq);
    expect(await seqs({ limit: 3 })).toEqual([8, 9, 10]);
    expect(await seqs({ limit: 3, beforeSeq: 8 })).toEqual([5, 6, 7]);
    expect(await seqs({ limit: 3, afterSeq: 0 })).toEqual([1, 2, 3]);
    expect(await seqs({ limit: 9, afterSeq: 7 })).toEqual([8, 9, 10]);
    expect(await seqs({ limit: 9, afterSeq: 2, beforeSeq: 5 })).toEqual([3, 4]);
    const [last] = await reader.conversationEvents('c1', { limit: 1 });
    expect(last?.content).toEqual({
      header: {},
      body: { markdownText: 'text 9 1 < 2 && "3" > 2 \u{1f600}' },
    });
  });

  it('L-M5: stores a message id once per conversation and finds it again', async () => {
    const write = journalist();
    await writerOf(await own('a')).append(
      batch([write('conversation:c1', message('m1')), write('conversation:c2', message('m1', 'c2'))]),
    );
    const found = await openJournalReader(database.db, tenant).findMessage('m1');
    expect(found.map((row) => row.conversation_id).toSorted()).toEqual(['c1', 'c2']);
  });

  it('has the history complete with the batch, also over several batches', async () => {
    const write = journalist();
    const writer = writerOf(await own('a'));
    const on = 'conversation:c1';
    await writer.append(
      batch([
        write(on, opened, 1_000),
        write(on, sessionStarted, 1_000),
        write(on, { type: 'task.queued', task }, 1_000),
        write(on, { type: 'task.offered', taskId: 't1', agentId: 'ann', offerEndsAt: 9_000 }, 3_000),
      ]),
    );
    const agent = {
      id: 'x',
      kind: 'AGENT',
      ref: 'ann',
      role: 'PRIMARY',
      joinedAt: 4_000,
      taskId: 't1',
    } as const;
    await writer.append(
      batch([
        write(on, { type: 'task.accepted', taskId: 't1', agentId: 'ann' }, 4_000),
        write(on, { type: 'participant.joined', conversationId: 'c1', participant: agent }, 4_000),
      ]),
    );
    await writer.append(
      batch([
        write(on, { type: 'participant.joined', conversationId: 'c1', participant: agent }, 4_000),
        write(on, { type: 'task.wrapupStarted', taskId: 't1', agentId: 'ann', endsAt: 60_000 }, 10_000),
        write(
          on,
          {
            type: 'task.closed',
            taskId: 't1',
            conversationId: 'c1',
            agentId: 'ann',
            direction: 'INBOUND',
            queueId: 'support',
            reason: 'WRAP_UP_APPLIED',
            revoke: null,
          },
          12_000,
        ),
        write(on, { type: 'conversation.closed', conversationId: 'c1' }, 12_000),
      ]),
    );
    const row = await database.db
      .selectFrom('tasks')
      .selectAll()
      .where('tenant', '=', tenant)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      agent_id: 'ann',
      closed_at: 12_000,
      reason: 'WRAP_UP_APPLIED',
      wait_ms: 2_000,
      ring_ms: 1_000,
      talk_ms: 6_000,
      wrapup_ms: 2_000,
    });
    expect(await openPeople(database.db, tenant).conversationsOfCustomer('p1', { limit: 5 })).toEqual([
      {
        tenant,
        id: 'c1',
        customer_id: 'p1',
        direction: 'INBOUND',
        opened_at: 1_000,
        closed_at: 12_000,
        channel_id: 'web',
        queue_id: 'support',
        list_id: null,
        agent_ids: ['ann'],
      },
    ]);
  });

  it('finds customers by identifier and erases one without breaking the replay', async () => {
    const write = journalist();
    const entries = [
      write('conversation:c1', opened),
      write('conversation:c1', sessionStarted),
      write('conversation:c1', message('m1')),
      write('conversation:c2', message('m2', 'c2')),
    ];
    const messages = new Map([
      [messageKey('c1', 'm1'), body('my name is Ada')],
      [messageKey('c2', 'm2'), body('somebody else')],
    ]);
    await writerOf(await own('a')).append(
      batch(entries, { messages, customers: [person], sessions: [session] }),
    );
    const people = openPeople(database.db, tenant);
    expect(await people.customersByIdentifier('SMS', '0900')).toEqual([person]);
    expect(await people.customersByIdentifier('WEB', '0900')).toEqual([]);
    expect(await people.sessionsOfConversations(['c1', 'c9'])).toEqual([session]);
    await people.eraseCustomer('p1');
    expect(await people.customersByIdentifier('SMS', '0900')).toEqual([]);
    expect(await people.customer('p1')).toMatchObject({ firstName: '', lastName: '', identifiers: {} });
    expect(await people.session('s1')).toMatchObject({ channelCustomerIdentifier: '', tokenHash: null });
    const reader = openJournalReader(database.db, tenant);
    expect((await reader.conversationEvents('c1', { limit: 1 }))[0]?.content).toBeNull();
    expect((await reader.conversationEvents('c2', { limit: 1 }))[0]?.content).not.toBeNull();
    expect(await replayed()).toEqual(entries.map(({ event }) => event));
    const dump = JSON.stringify(
      await database.db.selectFrom('journal').selectAll().where('tenant', '=', tenant).execute(),
    );
    expect(dump).not.toContain('Ada');
  });

  it('keeps the newest snapshots only', async () => {
    for (const seq of [10, 20, 30]) {
      await writeSnapshot(database.db, tenant, { seq, at: 1, state: JSON.stringify({ seq }) });
    }
    expect(await readSnapshot(database.db, tenant)).toEqual({ seq: 30 });
    expect(
      await database.db.selectFrom('snapshots').select('seq').where('tenant', '=', tenant).execute(),
    ).toHaveLength(2);
    expect(await readSnapshot(database.db, 'other')).toBeNull();
  });

  it('goes on over a new connection when the one it had is lost', async () => {
    const write = journalist();
    const ownership = await own('a');
    const writer = writerOf(ownership);
    await writer.append(batch([write('conversation:c1', message('m1'))]));
    writer.close();
    await writer.append(batch([write('conversation:c1', message('m2'))]));
    expect(await replayed()).toHaveLength(2);
  });
});
