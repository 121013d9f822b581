/** The supervision record as lines: who monitored whom, when, how and from where. */
import type { Directory } from '../configuration/directory.ts';
import { openSupervisions, type Supervision } from '../store/supervisions.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { AdministrationError } from './requests.ts';

/** User names, and epoch ms; undefined: all. */
type Wanted = {
  agent?: string | undefined;
  supervisor?: string | undefined;
  from?: number | undefined;
  until?: number | undefined;
};

const MOST = 500;

/** Newest first, at most 500. @throws AdministrationError for a name that nobody has or had */
export async function supervisionLines(
  db: Kysely<Schema>,
  directory: Directory,
  { agent, supervisor, from, until }: Wanted,
): Promise<string[]> {
  const idOfUser = (username: string | undefined): string | null => {
    if (username === undefined) return null;
    const wanted = username.toLowerCase();
    const found = directory.users.find((user) => user.username.toLowerCase() === wanted);
    if (found === undefined) throw new AdministrationError(`There is no user "${username}".`);
    return found.id;
  };
  const agentId = idOfUser(agent);
  const found = await openSupervisions(db, directory.tenant).list({
    agentIds: agentId === null ? null : [agentId],
    supervisorId: idOfUser(supervisor),
    from: from ?? null,
    until: until ?? null,
    before: null,
    limit: MOST + 1,
  });
  const lines = found.slice(0, MOST).map((one) => describe(one, directory));
  if (lines.length === 0) return ['Nobody has been monitored.'];
  return found.length > MOST ? [...lines, 'There is more: say --until.'] : lines;
}

function describe(one: Supervision, directory: Directory): string {
  const name = (id: string) => directory.user(id)?.username ?? id;
  const steps = [
    one.onPhone ? 'listened on the phone' : 'listened',
    ...(one.whisperedAt === null ? [] : ['whispered']),
    ...(one.bargedInAt === null ? [] : ['joined']),
  ];
  const ended = one.endedAt === null ? 'now' : new Date(one.endedAt).toISOString();
  const agents = one.agentIds.length === 0 ? '(nobody)' : one.agentIds.map(name).join(', ');
  return [
    `${new Date(one.beganAt).toISOString()} to ${ended}`,
    `${name(one.supervisorId)} > ${agents}`,
    steps.join(', '),
    one.conversationId === null ? 'no conversation' : `conversation ${one.conversationId}`,
    `from ${one.address ?? 'an unknown address'}${one.device === null || one.device === '' ? '' : ` (${one.device})`}`,
  ].join('  ');
}
