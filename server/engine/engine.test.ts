import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { DomainEvent } from '../core/events.ts';
import type { Database } from '../store/database.ts';
import { openJournalReader } from '../store/journal-reader.ts';
import { openPeople } from '../store/people.ts';
import { describeOnDatabases } from '../testing/describe-on-databases.ts';
import { ADA, ADAS_SESSION, storyteller, writeAs } from '../testing/stories.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { openTestEngine } from '../testing/test-engine.ts';
import type { TestEngineOptions } from '../testing/test-engine.ts';
import { unreliable } from '../testing/unreliable-pool.ts';
import { CommitFailedError, EngineClosedError } from './errors.ts';
import type { RunningEngine } from './open-engine.ts';

describeOnDatabases('the engine', (kind) => {
  let database: Database;
  const open: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterEach(async () => {
    for (const engine of open.splice(0)) await engine.close();
  });
  afterAll(() => database.close());

  /** An engine whose commits can be made to fail. */
  const start = async (options: TestEngineOptions = {}) => {
    const faults = unreliable(database.pool);
    const { engine } = await openTestEngine({ ...options, database: { ...database, pool: faults.pool } });
    open.push(engine);
    return { engine, faults, ...storyteller(engine) };
  };
  const journal = async (engine: RunningEngine): Promise<DomainEvent[]> => {
    const events: DomainEvent[] = [];
    for await (const event of openJournalReader(database.db, engine.tenant).replay(0)) events.push(event);
    return events;
  };
  const stateOf = (engine: RunningEngine) => engine.read(({ world }) => JSON.stringify(world.state));

  it('has history, texts and personal data complete when the acknowledgement comes', async () => {
    const { engine, ready, begin, accept, write } = await start();
    await ready('agent1');
    await begin();
    await accept('agent1');
    await write('m1', '1 < 2 && 3 > 2');
    const entries = await openJournalReader(database.db, engine.tenant).conversationEvents('c1', {
      limit: 1,
    });
    expect(entries[0]?.content).toEqual({ header: {}, body: { markdownText: '1 < 2 && 3 > 2' } });
    const people = openPeople(database.db, engine.tenant);
    expect(await people.customer('p1')).toEqual(ADA);
    expect(await people.session('s1')).toEqual({ ...ADAS_SESSION, conversationId: 'c1' });
    expect(await people.conversationsOfCustomer('p1', { limit: 1 })).toMatchObject([
      { agent_ids: ['agent1'] },
    ]);
    const states = await database.db
      .selectFrom('agent_states')
      .select('state')
      .where('tenant', '=', engine.tenant)
      .where('mrd_id', 'is', null)
      .orderBy('seq')
      .execute();
    expect(states.map(({ state }) => state)).toEqual(['NOT_READY', 'READY']);
    const task = database.db.selectFrom('tasks').selectAll().where('tenant', '=', engine.tenant);
    expect(await task.executeTakeFirst()).toMatchObject({ agent_id: 'agent1', closed_at: null });
  });

  it('I7: numbers what many ask at the same time densely, in the order of asking', async () => {
    const { engine, begin } = await start();
    await begin();
    const ids = Array.from({ length: 300 }, (_, n) => `m${n}`);
    await Promise.all(ids.map((id) => writeAs(engine, id, 'hello')));
    const events = await journal(engine);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
    expect(events.flatMap((event) => (event.type === 'message.sent' ? [event.messageId] : []))).toEqual(ids);
  });

  it('L-M5: stores a message once that is sent twice at the same moment', async () => {
    const { engine, begin } = await start();
    await begin();
    const outcomes = await Promise.all([writeAs(engine, 'm1', 'one'), writeAs(engine, 'm1', 'two')]);
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    const found = await openJournalReader(database.db, engine.tenant).findMessage('m1');
    expect(found.map(({ content }) => content)).toEqual([{ header: {}, body: { markdownText: 'one' } }]);
  });

  it('makes nothing known before it is durable, and the acknowledgement last', async () => {
    const { engine, faults, begin } = await start();
    await begin();
    const seen: string[] = [];
    engine.onTurn(() => () => seen.push('delivered'));
    const go = faults.hold();
    const done = writeAs(engine, 'm1', 'hello').then(() => seen.push('acknowledged'));
    const looked = engine.read(() => null).then(() => seen.push('looked'));
    const refused = writeAs(engine, 'm2', 'x'.repeat(9_999)).then(({ ok }) => seen.push(`ok ${ok}`));
    await journal(engine);
    expect(seen).toEqual([]);
    go();
    await Promise.all([done, looked, refused]);
    expect(seen).toEqual(['delivered', 'acknowledged', 'looked', 'ok false']);
  });

  it('lets who registers in a look miss nothing after it and get nothing from before', async () => {
    const { engine, faults, begin } = await start();
    await begin();
    const go = faults.hold();
    const seen: string[] = [];
    const before = writeAs(engine, 'before', 'hello');
    const looked = engine.read(({ world }) => {
      engine.onTurn(({ events }) => {
        const sent = events.flatMap((event) => (event.type === 'message.sent' ? [event.messageId] : []));
        return () => seen.push(...sent);
      });
      return Object.keys(world.state.conversations.c1?.messages ?? {});
    });
    const after = writeAs(engine, 'after', 'hello');
    go();
    await Promise.all([before, after]);
    expect(await looked).toEqual(['before']);
    expect(seen).toEqual(['after']);
  });

  it('keeps the order when a delivery or a subscriber asks for more', async () => {
    const { engine, begin } = await start();
    await begin();
    const seen: string[] = [];
    engine.onTurn(({ events }) => {
      const sent = events.find((event) => event.type === 'message.sent');
      if (!sent) return undefined;
      if (sent.messageId === 'm1') void writeAs(engine, 'from a subscriber', 'hello');
      return () => {
        seen.push(sent.messageId);
        if (sent.messageId === 'm1') void writeAs(engine, 'from a delivery', 'hello');
      };
    });
    await Promise.all([writeAs(engine, 'm1', 'hello'), writeAs(engine, 'm2', 'hello')]);
    await engine.read(() => null);
    expect(seen).toEqual(['m1', 'from a subscriber', 'm2', 'from a delivery']);
  });

  it('passes signals on in order without touching the store', async () => {
    const { engine, faults, begin } = await start();
    await begin();
    const seen: string[] = [];
    engine.onTurn(({ events, signals }) => () => {
      seen.push(...[...events, ...signals].map(({ type }) => type));
    });
    const before = faults.appends;
    const typing = () =>
      engine.submit({
        type: 'typing.indicate',
        id: randomUUID(),
        conversationId: 'c1',
        by: { kind: 'CUSTOMER', sessionId: 's1' },
        on: true,
      });
    await typing();
    expect(seen).toEqual(['typing']);
    expect(faults.appends).toBe(before);
    const go = faults.hold();
    const both = Promise.all([writeAs(engine, 'm1', 'hello'), typing()]);
    go();
    await both;
    expect(seen).toEqual(['typing', 'message.sent', 'typing']);
  });

  it('goes on when a subscriber or a delivery fails', async () => {
    const { engine, begin } = await start();
    let delivered = 0;
    engine.onTurn(() => {
      throw new Error('a mistake');
    });
    engine.onTurn(() => () => {
      throw new Error('another mistake');
    });
    engine.onTurn(() => () => (delivered += 1));
    await begin();
    expect(delivered).toBe(1);
  });

  it('refuses what the store cannot keep, and the others of the same moment notice nothing', async () => {
    const { engine, begin } = await start();
    await begin();
    const deep = JSON.parse('['.repeat(500) + ']'.repeat(500)) as never;
    const outcomes = await Promise.all([
      writeAs(engine, 'm1', 'good'),
      writeAs(engine, 'm2', 'a null\0byte'),
      writeAs(engine, 'm3', 'half an emoji \ud83d'),
      writeAs(engine, 'null\0id', 'bad id'),
      engine.submit(
        { type: 'session.connect', id: randomUUID(), sessionId: 's1' },
        { sessions: { s1: { ...ADAS_SESSION, additionalAttributes: deep } } },
      ),
      writeAs(engine, 'm4', 'backslash \\u0000 and \u{1f600} are text'),
    ]);
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.rejection.code))).toEqual([
      'ok',
      'VALIDATION',
      'VALIDATION',
      'VALIDATION',
      'VALIDATION',
      'ok',
    ]);
    const found = await openJournalReader(database.db, engine.tenant).findMessage('m4');
    expect(found[0]?.content).toMatchObject({
      body: { markdownText: 'backslash \\u0000 and \u{1f600} are text' },
    });
  });

  it('keeps personal data of what is open in memory, until the conversation is closed', async () => {
    const { engine, ready, begin, accept, end } = await start();
    await ready('agent1');
    await begin();
    await accept('agent1');
    const known = () =>
      engine.read(({ records }) => [records.customer('p1')?.firstName, records.session('s1')?.tokenHash]);
    expect(await known()).toEqual(['Ada', 'hash-of-a-token']);
    let during: string | undefined;
    engine.onTurn(({ events, records }) => {
      if (events.some(({ type }) => type === 'conversation.closed'))
        during = records.customer('p1')?.firstName;
      return undefined;
    });
    await end();
    await engine.submit({
      type: 'conversation.leave',
      id: randomUUID(),
      agentId: 'agent1',
      conversationId: 'c1',
    });
    await engine.submit({
      type: 'wrapup.close',
      id: randomUUID(),
      agentId: 'agent1',
      conversationId: 'c1',
      messageId: null,
    });
    expect(during).toBe('Ada');
    expect(await known()).toEqual([undefined, undefined]);
  });

  it('undoes what could not be committed: nothing happened, nothing was published', async () => {
    const { engine, faults, begin, write } = await start();
    await begin();
    await write('m1');
    const before = await stateOf(engine);
    let resets = 0;
    const delivered: unknown[] = [];
    engine.onReset(() => (resets += 1));
    engine.onTurn(
      ({ events }) =>
        () =>
          delivered.push(...events),
    );
    faults.failNext('never arrives');
    const asked = [writeAs(engine, 'm2', 'hello'), writeAs(engine, 'm3', 'hello'), engine.read(() => null)];
    for (const result of await Promise.allSettled(asked)) {
      expect(result).toMatchObject({ status: 'rejected', reason: expect.any(CommitFailedError) });
    }
    expect(delivered).toEqual([]);
    expect(resets).toBe(1);
    // Key for key: the order in which things were configured is part of the state.
    expect(await stateOf(engine)).toBe(before);
    // The client tries again with the same id.
    await write('m2');
    expect((await journal(engine)).filter(({ type }) => type === 'message.sent')).toHaveLength(2);
  });

  it('does not repeat a batch whose answer was lost, and acknowledges it', async () => {
    const { engine, faults, begin } = await start();
    await begin();
    const delivered: string[] = [];
    engine.onTurn(
      ({ events }) =>
        () =>
          delivered.push(...events.map(({ type }) => type)),
    );
    faults.failNext('answer lost');
    const outcomes = await Promise.all([writeAs(engine, 'm1', 'hello'), writeAs(engine, 'm2', 'hello')]);
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(delivered).toEqual(['message.sent', 'message.sent']);
    const events = await journal(engine);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
    expect(events.filter(({ type }) => type === 'message.sent')).toHaveLength(2);
  });

  it('I8: has the same state after a restart, from the journal and from a snapshot', async () => {
    const first = await start({ snapshotEvery: 1_000_000 });
    const { engine } = first;
    await first.ready('agent1');
    await first.begin();
    await first.accept('agent1');
    await first.write('m1');
    const before = await stateOf(engine);
    // A second engine of the same node is what a restart after kill -9 looks like.
    const tenant = engine.tenant;
    const second = await start({ tenant, config: null, snapshotEvery: 20 });
    expect(await second.engine.read(({ records }) => records.customer('p1'))).toEqual(ADA);
    const last = async () => (await journal(engine)).at(-1)?.type;
    expect(await last()).toBe('agent.disconnected');
    second.engine.presence.watch({ kind: 'session', has: () => false });
    second.engine.presence.compare();
    await expect.poll(last).toBe('session.disconnected');
    const events = await journal(engine);
    await second.engine.close();
    const kept = await database.db
      .selectFrom('snapshots')
      .select('seq')
      .where('tenant', '=', tenant)
      .execute();
    expect(kept).toEqual([{ seq: events.length }]);
    const third = await start({ tenant, config: null });
    const after = JSON.parse(await stateOf(third.engine));
    expect(after.conversations).toEqual({
      ...JSON.parse(before).conversations,
      c1: { ...JSON.parse(before).conversations.c1, seq: after.conversations.c1.seq },
    });
    expect(await third.engine.read(({ records }) => records.session('s1'))).toEqual(ADAS_SESSION);
  });

  it('L-M11: carries a deadline out after a restart that happened in between', async () => {
    const config = await import('../testing/test-config.ts').then(({ testConfig }) =>
      testConfig({ ronaMs: 300, ronaAgentState: 'NOT_READY' }),
    );
    const first = await start({ config });
    await first.ready('agent1');
    const offered = (await first.begin()).find(({ type }) => type === 'task.offered');
    const second = await start({ tenant: first.engine.tenant, config: null });
    const closed = await new Promise<DomainEvent>((resolve) => {
      second.engine.onTurn(({ events }) => {
        const rona = events.find((event) => event.type === 'task.closed' && event.reason === 'RONA');
        return rona && (() => resolve(rona));
      });
    });
    expect(closed.at).toBeGreaterThanOrEqual((offered as { offerEndsAt: number }).offerEndsAt);
  });

  it('lets a stale owner do nothing: it stops and says so', async () => {
    const lost: string[] = [];
    const first = await start({ onLost: ({ name }) => lost.push(name) });
    await first.begin();
    const second = await start({ tenant: first.engine.tenant, config: null });
    const seq = second.engine.seq;
    await expect(first.write('m1')).rejects.toMatchObject({ name: 'OwnershipLostError' });
    await expect(first.write('m2')).rejects.toMatchObject({ name: 'OwnershipLostError' });
    expect(lost).toEqual(['OwnershipLostError']);
    await second.write('m3');
    expect(second.engine.seq).toBe(seq + 1);
    expect((await journal(second.engine)).map((event) => event.seq)).toHaveLength(seq + 1);
  });

  it('waits for another node until its lease has run out, and not for ever', async () => {
    const first = await start({ nodeId: 'north', leaseMs: 600 });
    const tenant = first.engine.tenant;
    await expect(start({ nodeId: 'south', tenant, config: null, patienceMs: 0 })).rejects.toThrow(
      /Another process runs the contact centre/,
    );
    await first.engine.close();
    await start({ nodeId: 'south', tenant, config: null, patienceMs: 0 });
  });

  it('settles everything before it closes, and takes nothing in afterwards', async () => {
    const { engine, begin } = await start();
    await begin();
    const asked = Array.from({ length: 50 }, (_, n) => writeAs(engine, `m${n}`, 'hello'));
    const closed = engine.close();
    await expect(writeAs(engine, 'late', 'hello')).rejects.toThrow(EngineClosedError);
    expect((await Promise.all(asked)).every(({ ok }) => ok)).toBe(true);
    await closed;
    await expect(engine.read(() => null)).rejects.toThrow(EngineClosedError);
  });

  it('rebuilds the state of a conversation whose customer was erased', async () => {
    const first = await start();
    await first.begin();
    await first.write('m1');
    await openPeople(database.db, first.engine.tenant).eraseCustomer('p1');
    const second = await start({ tenant: first.engine.tenant, config: null });
    expect(await second.engine.read(({ records }) => records.customer('p1'))).toMatchObject({
      firstName: '',
    });
    await second.write('m2');
  });
});
