/**
 * The announcements that are active now, and who is told when one begins, changes or ends, or when their teams change.
 * Every process looks for itself: one that was made, changed or removed by another, or whose time has come, is found
 * within `LOOK_EVERY_MS`.
 */
import type { WireAnnouncement } from '../../../protocol/agent-manager/announcements.ts';
import type { Directory } from '../../configuration/directory.ts';
import type { Principal } from '../../identity/principal.ts';
import type { Announcement } from '../../store/announcements.ts';
import { agentName } from '../shared/cim-parties.ts';
import type { GatewayContext } from '../shared/context.ts';

/** How often a process with desks looks for what others have announced, ms. */
export const LOOK_EVERY_MS = 2_000;

export type AnnouncementEvent = 'ANNOUNCEMENT_CREATED' | 'ANNOUNCEMENT_DELETED';

type Duties = {
  /** Whether somebody has a desk here. */
  isHere: (agentId: string) => boolean;
  tell: (agentId: string, event: AnnouncementEvent, payload: WireAnnouncement) => void;
};

/** Teams whose announcements somebody reads: the own one, and those that they supervise. */
export function teamsOfReader({ team, supervises }: Pick<Principal, 'team' | 'supervises'>): Set<string> {
  return new Set([...(team === null ? [] : [team.id]), ...supervises.map(({ id }) => id)]);
}

/** Who is told of an announcement: those of its teams and their supervisors, as they are now, but for who made it. */
function readersOf({ teamIds, supervisorId }: Announcement, { users }: Directory): Set<string> {
  const isOf = (id: string | null) => id !== null && teamIds.includes(id);
  const readers = users.filter(({ teamId, supervises }) => isOf(teamId) || supervises.some(isOf));
  return new Set(readers.flatMap(({ id }) => (id === supervisorId ? [] : id)));
}

type Active = { one: Announcement; readers: ReadonlySet<string> };

/** An announcement as desks get it. */
export function wireAnnouncement(one: Announcement, directory: Directory, now: number): WireAnnouncement {
  return {
    id: one.id,
    announcementText: one.text,
    scheduledTime: new Date(one.startsAt).toISOString(),
    expiryTime: new Date(one.endsAt).toISOString(),
    status: now < one.startsAt ? 'scheduled' : now < one.endsAt ? 'active' : 'expired',
    supervisorId: one.supervisorId,
    supervisorName: agentName(directory, one.supervisorId),
    teams: one.teamIds.map((teamId) => ({ teamId, teamName: directory.team(teamId)?.name ?? teamId })),
    seenBy: one.seenBy,
  };
}

/** One per gateway. */
export class AnnouncementBoard {
  readonly #context: Pick<GatewayContext, 'announcements' | 'directory' | 'logger' | 'engine'>;
  readonly #duties: Duties;
  #active = new Map<string, Active>();
  /** From which the readers of the active ones were taken. */
  #directory: Directory | null = null;
  #looking: Promise<void> | null = null;
  #again = false;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(
    context: Pick<GatewayContext, 'announcements' | 'directory' | 'logger' | 'engine'>,
    duties: Duties,
  ) {
    this.#context = context;
    this.#duties = duties;
    this.#later();
  }

  /** What somebody who connects has not seen yet. */
  unseenBy({ userId }: Pick<Principal, 'userId'>): WireAnnouncement[] {
    const now = this.#context.engine.now();
    return [...this.#active.values()]
      .filter(({ one, readers }) => one.endsAt > now && readers.has(userId) && !one.seenBy.includes(userId))
      .map(({ one }) => wireAnnouncement(one, this.#context.directory(), now));
  }

  /** Looks at once, as something has been changed here. Resolves when everybody concerned has been told. */
  look(): Promise<void> {
    if (this.#looking !== null) {
      this.#again = true;
      return this.#looking;
    }
    this.#looking = this.#lookAround().finally(() => {
      this.#looking = null;
      this.#later();
    });
    return this.#looking;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #later(): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.look(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  async #lookAround(): Promise<void> {
    do {
      this.#again = false;
      try {
        const found = await this.#context.announcements.activeAt(this.#context.engine.now());
        this.#tellDifference(new Map(found.map((one) => [one.id, one])));
      } catch (error) {
        this.#context.logger.debug({ err: error }, 'announcements could not be read');
      }
    } while (this.#isAskedAgain());
  }

  /** Whether something was changed while the store was read. */
  #isAskedAgain(): boolean {
    return this.#again && !this.#closed;
  }

  /**
   * Who has it from before an edit loses it and gets it anew: desks of the family know no change. So does who comes to its
   * teams, or leaves them.
   */
  #tellDifference(found: Map<string, Announcement>): void {
    const directory = this.#context.directory();
    const active = new Map<string, Active>();
    const [gone, fresh]: [Active[], Active[]] = [[], []];
    for (const [id, before] of this.#active) if (!found.has(id)) gone.push(before);
    for (const [id, one] of found) {
      const before = this.#active.get(id);
      const isSame = before?.one.updatedAt === one.updatedAt;
      if (isSame && directory === this.#directory) {
        active.set(id, { one, readers: before.readers });
        continue;
      }
      const readers = readersOf(one, directory);
      active.set(id, { one, readers });
      const but = (from: ReadonlySet<string>, others: ReadonlySet<string> | undefined) =>
        isSame && others !== undefined ? new Set([...from].filter((each) => !others.has(each))) : from;
      if (before !== undefined) gone.push({ one: before.one, readers: but(before.readers, readers) });
      fresh.push({ one, readers: but(readers, before?.readers) });
    }
    this.#active = active;
    this.#directory = directory;
    for (const each of gone) this.#tell('ANNOUNCEMENT_DELETED', each);
    for (const each of fresh) this.#tell('ANNOUNCEMENT_CREATED', each);
  }

  #tell(event: AnnouncementEvent, { one, readers }: Active): void {
    const payload = wireAnnouncement(one, this.#context.directory(), this.#context.engine.now());
    for (const id of readers) if (this.#duties.isHere(id)) this.#duties.tell(id, event, payload);
  }
}
