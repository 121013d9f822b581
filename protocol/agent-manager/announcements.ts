/** What supervisors announce to teams: the REST of `/team-announcement`, and the two events that tell it. */
import * as z from 'zod/mini';
import { id, maybe, timestamp } from '../cim/primitives.ts';
import { isBlank } from '../shared/visible.ts';

/** The longest text, in code points. */
export const MAX_ANNOUNCEMENT = 500;
/** How long one stands when nothing else is said, and at most, ms. */
export const USUAL_ANNOUNCEMENT_MS = 600_000;
export const LONGEST_ANNOUNCEMENT_MS = 5 * 86_400_000;

const announcementText = z.string().check(
  z.refine((text) => !isBlank(text), 'a text'),
  z.refine((text) => Array.from(text).length <= MAX_ANNOUNCEMENT, `at most ${MAX_ANNOUNCEMENT} characters`),
  z.refine((text) => !text.includes('\u0000'), 'no null byte'),
);
const teams = z.array(z.looseObject({ teamId: id })).check(z.minLength(1), z.maxLength(1_000));

/**
 * A new announcement. `scheduledTime` null or absent: at once; `expiryTime` null or absent: ten minutes after that, at
 * most five days. Who announces is who is signed in, whatever `supervisorId` says.
 */
export const announcementInput = z.looseObject({
  announcementText,
  teams,
  scheduledTime: maybe(timestamp),
  expiryTime: maybe(timestamp),
});

/** A change of what is given; the rest stays. */
export const announcementChange = z.looseObject({
  announcementText: z.optional(announcementText),
  teams: z.optional(teams),
  scheduledTime: maybe(timestamp),
  expiryTime: maybe(timestamp),
});

const ids = z.pipe(
  z.string().check(z.maxLength(20_000)),
  z.transform((text) => text.split(',').filter((one) => one !== '')),
);

/**
 * `teamIds`: those of one's own teams; `supervisorIds`: by whom; `status`: active, scheduled or expired. Other
 * parameters (`page`, `limit`) are taken and change nothing: there are at most 1000.
 */
export const announcementsQuery = z.looseObject({
  teamIds: z.optional(ids),
  supervisorIds: z.optional(ids),
  status: z.optional(z.string()),
});

export const seenInput = z.looseObject({ userId: id });

/** As desks get it. Times are ISO 8601; `seenBy` are ids of agents. */
export const announcement = z.looseObject({
  id: z.string(),
  announcementText: z.string(),
  scheduledTime: z.string(),
  expiryTime: z.string(),
  status: z.enum(['scheduled', 'active', 'expired']),
  supervisorId: z.string(),
  supervisorName: z.string(),
  teams: z.array(z.looseObject({ teamId: z.string(), teamName: z.string() })),
  seenBy: z.array(z.string()),
});
export const announcementList = z.array(announcement);
/** `result` is the announcement once more: desks of the family read it there. */
export const seenAnswer = z.looseObject({ result: announcement });

export type WireAnnouncement = z.output<typeof announcement>;
