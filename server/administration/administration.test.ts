import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import demo from '../demo.json' with { type: 'json' };
import { loadConfiguration } from '../configuration/load.ts';
import { parseConfiguration } from '../configuration/parse.ts';
import { matchesEncoded } from '../configuration/password.ts';
import type { Database } from '../store/database.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { createAdministration } from './administration.ts';
import type { Administration } from './administration.ts';

const NOW = 1_700_000_000_000;
const CONNECTOR = demo.connectors[0]?.name ?? '';

// The command's own tests run on the embedded database.
describe('the administration', () => {
  let database: Database;
  let administration: Administration;
  let changes = 0;
  const ended: string[] = [];
  const removed: string[] = [];

  beforeEach(async () => {
    database = await openTestDatabase();
    await stored();
    changes = 0;
    ended.length = 0;
    removed.length = 0;
    administration = createAdministration({
      db: database.db,
      tenant: 'demo',
      changed: () => {
        changes += 1;
        return Promise.resolve();
      },
      endSignIns: (userId) => {
        ended.push(userId);
        return Promise.resolve(1);
      },
      removeFiles: (names) => {
        removed.push(...names);
        return Promise.resolve(names.length);
      },
      now: () => NOW,
    });
  });
  afterEach(() => database.close());

  const stored = () => loadConfiguration(database.db, null, () => Promise.resolve(parseConfiguration(demo)));
  const userNamedInDirectory = async (username: string) => (await stored()).directory.userByName(username);
  const userNamed = async (username: string) =>
    (await stored()).file.users.find((user) => user.username === username);

  it('adds a person, who is there for the next request and the server is told', async () => {
    const user = { username: 'anna', password: 'a long one', roles: ['agent'], team: 'North' };
    expect(await administration({ do: 'users.add', user })).toEqual({ ok: true, lines: ['Added anna.'] });
    expect(changes).toBe(1);
    const anna = await userNamed('anna');
    expect(anna?.team).toBe('North');
    expect(await matchesEncoded('a long one', anna?.passwordHash ?? '')).toBe(true);
    const again = await administration({ do: 'users.add', user: { ...user, username: 'ANNA' } });
    expect(again).toEqual({ ok: false, message: 'There is a user "ANNA" already.' });
  });

  it('refuses what the file would be refused for, and changes nothing', async () => {
    const user = { username: 'anna', password: 'x', roles: ['agent'], team: 'Nowhere' };
    const reply = await administration({ do: 'users.add', user });
    expect(reply).toMatchObject({
      ok: false,
      message: expect.stringContaining('There is no team "Nowhere"'),
    });
    expect(changes).toBe(0);
    expect(await userNamed('anna')).toBeUndefined();
  });

  it('disables a person: the sign-ins end, nobody signs in under the name, the name stays known', async () => {
    const off = await administration({
      do: 'users.change',
      username: 'Agent1',
      changes: { enabled: false },
    });
    expect(off).toMatchObject({ ok: true });
    const { directory, core } = await stored();
    const agent = directory.users.find((user) => user.username === 'agent1');
    expect(ended).toEqual([agent?.id]);
    expect(directory.userByName('agent1')).toBeUndefined();
    expect(directory.user(agent?.id ?? '')?.username).toBe('agent1');
    expect(Object.keys(core.agents)).not.toContain(agent?.id);
    await administration({ do: 'users.change', username: 'agent1', changes: { enabled: true } });
    expect((await stored()).directory.userByName('agent1')?.id).toBe(agent?.id);
  });

  it('sets a password, which ends the sign-ins under the old one', async () => {
    await administration({ do: 'users.password', username: 'agent2', password: 'new and good' });
    const agent = await userNamed('agent2');
    expect(await matchesEncoded('new and good', agent?.passwordHash ?? '')).toBe(true);
    expect(ended).toHaveLength(1);
  });

  it('rotates a key: the new one is shown once, the old one is accepted for a while', async () => {
    const reply = await administration({
      do: 'keys.rotate',
      connector: CONNECTOR,
      overlapMinutes: 60,
    });
    expect(reply).toMatchObject({ ok: true });
    const connector = (await stored()).directory.connectors.find(({ name }) => name === CONNECTOR);
    expect(connector?.previousKey?.until).toBe(NOW + 60 * 60_000);
    const shown = reply.ok ? (/once: (\S+)$/.exec(reply.lines[0] ?? '')?.[1] ?? '') : '';
    expect(shown.length).toBeGreaterThan(40);
    expect(JSON.stringify((await stored()).file)).not.toContain(shown);
    await administration({ do: 'keys.rotate', connector: CONNECTOR, overlapMinutes: 0 });
    const [after] = (await stored()).directory.connectors;
    expect(after?.previousKey).toBeNull();
    expect(after?.keyHash).not.toBe(connector?.keyHash);
  });

  it('applies a file: says what differs, keeps changed passwords, ends the sign-ins of whoever is gone', async () => {
    await administration({ do: 'users.password', username: 'agent2', password: 'changed since' });
    const hash = (await userNamed('agent2'))?.passwordHash;
    ended.length = 0;
    const file = structuredClone(demo) as Record<string, unknown> & typeof demo;
    file.users = file.users.filter((user) => user.username !== 'agent6');
    expect(await administration({ do: 'config.diff', file })).toEqual({
      ok: true,
      lines: ['users: removed agent6'],
    });
    const reply = await administration({ do: 'config.apply', file, resetSecrets: false });
    expect(reply).toEqual({ ok: true, lines: ['users: removed agent6', '1 sign-ins ended.'] });
    expect((await userNamed('agent2'))?.passwordHash).toBe(hash);
    expect(await userNamed('agent6')).toBeUndefined();
    await administration({ do: 'config.apply', file, resetSecrets: true });
    expect((await userNamed('agent2'))?.passwordHash).not.toBe(hash);
  });

  it('refuses a file of another tenant', async () => {
    const reply = await administration({
      do: 'config.apply',
      file: { ...demo, tenant: 'other' },
      resetSecrets: false,
    });
    expect(reply).toMatchObject({ ok: false, message: expect.stringContaining('tenant "other"') });
  });

  it('lists who monitored whom, narrowed to people and days', async () => {
    const supervisorId = (await userNamedInDirectory('supervisor1'))?.id ?? '';
    const row = { tenant: 'demo', participant_id: 'p', supervisor_id: supervisorId, address: '10.0.0.7' };
    const moments = { whispered_at: NOW + 1000, barged_in_at: null, ended_at: NOW + 60_000 };
    await database.db
      .insertInto('supervisions')
      .values({ ...row, ...moments, seq: 7, conversation_id: 'talk', began_at: NOW, device: 'Firefox' })
      .execute();
    const all = await administration({ do: 'monitorings.list' });
    expect(all).toEqual({
      ok: true,
      lines: [
        '2023-11-14T22:13:20.000Z to 2023-11-14T22:14:20.000Z  supervisor1 > (nobody)  listened, whispered  ' +
          'conversation talk  from 10.0.0.7 (Firefox)',
      ],
    });
    const call = { phone_agent_id: 'user-7', conversation_id: null, participant_id: null, seq: 8 };
    await database.db
      .insertInto('supervisions')
      .values({ ...row, ...call, began_at: NOW, address: null })
      .execute();
    expect(await administration({ do: 'monitorings.list' })).toMatchObject({
      lines: [
        '2023-11-14T22:13:20.000Z to now  supervisor1 > user-7  listened on the phone  no conversation  ' +
          'from an unknown address',
        expect.stringContaining('conversation talk') as string,
      ],
    });
    const none = { ok: true, lines: ['Nobody has been monitored.'] };
    expect(await administration({ do: 'monitorings.list', supervisor: 'supervisor2' })).toEqual(none);
    expect(await administration({ do: 'monitorings.list', from: NOW + 1 })).toEqual(none);
    expect(await administration({ do: 'monitorings.list', agent: 'nobody' })).toMatchObject({ ok: false });
  });

  it('forgets a person with drafts and files, but not while a conversation is open', async () => {
    const { pool } = database;
    await pool.query(
      `insert into customers values ('demo', 'c1', 'Maria', 'Rossi', false, '{"WHATSAPP": ["+4917012345"]}', '{}', null)`,
    );
    await pool.query(
      `insert into conversations (tenant, id, customer_id, direction, opened_at, agent_ids)
       values ('demo', 'v1', 'c1', 'INBOUND', 1, '{}')`,
    );
    const picture = '0f8fad5b-d9cb-469f-a165-70867728950e-receipt.png';
    const said = {
      body: { type: 'IMAGE', attachment: { mediaUrl: `https://desk.example/f?filename=${picture}` } },
    };
    await pool.query(
      `insert into messages (tenant, id, conversation_id, seq, at, sender_kind, sender_id, kind, visibility, content)
       values ('demo', 'm1', 'v1', 1, 1, 'CUSTOMER', 's1', 'MESSAGE', 'ALL', $1)`,
      [JSON.stringify(said)],
    );
    await pool.query(`insert into agent_drafts values ('demo', 'a1', 'v1', 'Dear Maria', 1)`);
    const found = await administration({ do: 'customers.find', text: '4917012' });
    expect(found).toEqual({ ok: true, lines: ['c1  Maria Rossi  WHATSAPP +4917012345'] });
    const refused = await administration({ do: 'customers.erase', id: 'c1' });
    expect(refused).toMatchObject({ ok: false, message: expect.stringContaining('open conversation') });
    await pool.query(`update conversations set closed_at = 2`);
    expect(await administration({ do: 'customers.erase', id: 'c1' })).toMatchObject({ ok: true });
    expect((await pool.query('select * from agent_drafts')).rows).toEqual([]);
    expect(removed).toEqual([picture]);
    expect(await administration({ do: 'customers.find', text: 'Maria' })).toEqual({
      ok: true,
      lines: ['Nobody found.'],
    });
  });
});
