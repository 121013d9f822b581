import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import { buildDirectory, type Directory } from '../../configuration/directory.ts';
import { parseConfiguration } from '../../configuration/parse.ts';
import demo from '../../demo.json' with { type: 'json' };
import type { Announcement } from '../../store/announcements.ts';
import { AnnouncementBoard } from './announcement-board.ts';

const boards: AnnouncementBoard[] = [];

afterEach(() => {
  for (const board of boards.splice(0)) board.close();
});

/** The demo's people, one of them in another team. */
function directoryWith(username: string, team: string): Directory {
  const users = demo.users.map((user) => (user.username === username ? { ...user, team } : user));
  return buildDirectory(parseConfiguration({ ...demo, users }));
}

it('tells who comes to a team and who leaves it, without a new sign-in, and nobody twice', async () => {
  let directory = directoryWith('agent1', 'South');
  const idOf = (username: string) => directory.userByName(username)?.id ?? '';
  const teamIds = directory.teams.flatMap(({ id, name }) => (name === 'North' ? [id] : []));
  const one: Announcement = {
    id: 'drill',
    supervisorId: idOf('supervisor1'),
    teamIds,
    text: 'Fire drill',
    startsAt: 0,
    endsAt: 1_000_000,
    updatedAt: 1,
    seenBy: [],
  };
  let active: Announcement[] = [one];
  const told: string[] = [];
  const board = new AnnouncementBoard(
    {
      announcements: { activeAt: () => Promise.resolve(active) } as never,
      directory: () => directory,
      logger: pino({ level: 'silent' }),
      engine: { now: () => 1000 } as never,
    },
    {
      isHere: (id) => ['agent1', 'agent2', 'supervisor1'].some((username) => idOf(username) === id),
      tell: (id, event) => told.push(`${directory.user(id)?.username ?? ''} ${event}`),
    },
  );
  boards.push(board);
  const looks = async (): Promise<string[]> => {
    told.length = 0;
    await board.look();
    return [...told].sort();
  };
  expect(await looks()).toEqual(['agent2 ANNOUNCEMENT_CREATED']);
  expect(await looks()).toEqual([]);
  expect(board.unseenBy({ userId: idOf('agent1') })).toEqual([]);
  directory = directoryWith('agent2', 'South');
  expect(await looks()).toEqual(['agent1 ANNOUNCEMENT_CREATED', 'agent2 ANNOUNCEMENT_DELETED']);
  expect(board.unseenBy({ userId: idOf('agent1') })).toHaveLength(1);
  active = [{ ...one, text: 'Fire drill at noon', updatedAt: 2 }];
  expect(await looks()).toEqual(['agent1 ANNOUNCEMENT_CREATED', 'agent1 ANNOUNCEMENT_DELETED']);
  active = [];
  expect(await looks()).toEqual(['agent1 ANNOUNCEMENT_DELETED']);
});
