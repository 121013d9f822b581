/** `/team-announcement`: who may announce what to whom, who is told, and when. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { WireAnnouncement } from '../../../../protocol/agent-manager/announcements.ts';
import type { Desk } from '../testing/desk.ts';
import { desksOfTests } from '../testing/desks-of-tests.ts';
import { startRig, type Rig } from '../testing/rig.ts';

let rig: Rig;
const openWith = desksOfTests(() => rig);
const tokens = new Map<string, string>();

beforeAll(async () => {
  rig = await startRig();
});

afterEach(() => {
  tokens.clear();
});

afterAll(() => rig.close());

const open = async (username: string) => openWith(username, { token: await tokenOf(username) });

async function tokenOf(username: string): Promise<string> {
  const token = tokens.get(username) ?? (await rig.signIn(username)).token;
  tokens.set(username, token);
  return token;
}

async function call(username: string, method: string, path: string, body?: object): Promise<Response> {
  return fetch(`${rig.origin}/team-announcement/announcement${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await tokenOf(username)}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function found<T = WireAnnouncement>(response: Promise<Response>): Promise<T> {
  const answer = await response;
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

const team = (name: string) => ({ teamId: rig.idOf('teams', name), teamName: name });

/** As a desk of the family posts it. */
const post = (text: string, rest: object = {}, by = 'supervisor1') =>
  call(by, 'POST', '', {
    announcementText: text,
    teams: [team('North')],
    expiryTime: null,
    scheduledTime: null,
    supervisorId: 'whoever',
    supervisorName: 'Somebody',
    ...rest,
  });

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

const created = (desk: Desk, id: string) =>
  desk.hear<WireAnnouncement>('ANNOUNCEMENT_CREATED', (one) => one.id === id);

describe('announcements', () => {
  it('reach the agents of the teams at once and at sign-in, and not who made them', async () => {
    const agent = await open('agent1');
    const boss = await open('supervisor1');
    const made = await found(post('Fire drill at noon'));
    expect(made).toMatchObject({ status: 'active', supervisorId: rig.agentId('supervisor1'), seenBy: [] });
    expect(made.supervisorName).not.toBe('Somebody');
    expect(Date.parse(made.expiryTime) - Date.parse(made.scheduledTime)).toBe(600_000);
    expect((await created(agent, made.id)).announcementText).toBe('Fire drill at noon');
    expect(boss.all('ANNOUNCEMENT_CREATED')).toEqual([]);
    const later = await open('agent1');
    await created(later, made.id);
    const teamIds = `${team('North').teamId},`;
    const listed = await found<WireAnnouncement[]>(
      call('agent1', 'GET', `/?teamIds=${teamIds}&status=active`),
    );
    expect(listed.map(({ id }) => id)).toContain(made.id);
    const own = `?page=1&limit=1000,&supervisorIds=${rig.agentId('supervisor1')}`;
    expect((await found<WireAnnouncement[]>(call('supervisor1', 'GET', own))).map(({ id }) => id)).toContain(
      made.id,
    );
  });

  it('are marked as seen by each for themselves, and not told again', async () => {
    await open('agent1');
    const made = await found(post('Read me'));
    const userId = rig.agentId('agent1');
    const mark = (by: string) => call(by, 'PUT', `/seenStatus/${made.id}`, { userId });
    const { result } = await found<{ result: WireAnnouncement }>(mark('agent1'));
    expect(result.seenBy).toEqual([userId]);
    expect((await found<{ result: WireAnnouncement }>(mark('agent1'))).result.seenBy).toEqual([userId]);
    expect((await mark('supervisor1')).status).toBe(403);
    const other = await found(post('And me'));
    const later = await open('agent1');
    await created(later, other.id);
    await expect
      .poll(async () => {
        const next = await open('agent1');
        await created(next, other.id);
        return next.all<WireAnnouncement>('ANNOUNCEMENT_CREATED').some(({ id }) => id === made.id);
      })
      .toBe(false);
  });

  it('begin when their time has come, are changed while they stand, and end when they are removed', async () => {
    const agent = await open('agent1');
    agent.clear();
    const made = await found(post('Soon', { scheduledTime: inMs(1_500), expiryTime: inMs(3_600_000) }));
    expect(made.status).toBe('scheduled');
    expect(agent.all('ANNOUNCEMENT_CREATED')).toEqual([]);
    expect((await created(agent, made.id)).status).toBe('active');
    const changed = await found(call('supervisor1', 'PUT', `/${made.id}`, { announcementText: 'Now' }));
    expect(changed).toMatchObject({ announcementText: 'Now', scheduledTime: made.scheduledTime });
    await agent.hear<WireAnnouncement>('ANNOUNCEMENT_CREATED', (one) => one.announcementText === 'Now');
    expect(agent.all('ANNOUNCEMENT_DELETED')).toHaveLength(1);
    await found(call('supervisor1', 'DELETE', `/${made.id}`));
    await agent.until(() => agent.all('ANNOUNCEMENT_DELETED').length === 2, 'the end');
    expect((await call('supervisor1', 'GET', `/${made.id}`)).status).toBe(404);
  });

  it('are for supervisors and their own teams alone', async () => {
    const stranger = await open('supervisor2');
    const made = await found(post('For North'));
    expect((await post('no', {}, 'agent1')).status).toBe(403);
    expect((await post('no', {}, 'supervisor2')).status).toBe(403);
    expect((await call('agent1', 'PUT', `/${made.id}`, { announcementText: 'no' })).status).toBe(403);
    expect((await call('agent1', 'DELETE', `/${made.id}`)).status).toBe(403);
    for (const method of ['GET', 'DELETE']) {
      expect((await call('supervisor2', method, `/${made.id}`)).status).toBe(404);
    }
    const seen = { userId: rig.agentId('supervisor2') };
    expect((await call('supervisor2', 'PUT', `/seenStatus/${made.id}`, seen)).status).toBe(404);
    expect(await found<WireAnnouncement[]>(call('supervisor2', 'GET', ''))).toEqual([]);
    expect(stranger.all('ANNOUNCEMENT_CREATED')).toEqual([]);
  });

  it('have a text of at most 500 characters and stand for five days at most', async () => {
    for (const wrong of [
      { announcementText: ' ' },
      { announcementText: 'x'.repeat(501) },
      { teams: [] },
      { expiryTime: inMs(-1_000) },
      { expiryTime: inMs(6 * 86_400_000) },
      { scheduledTime: 'soon' },
    ]) {
      expect((await post('text', wrong)).status, JSON.stringify(wrong).slice(0, 60)).toBe(400);
    }
    expect((await post('😀'.repeat(500))).status).toBe(200);
  });
});
