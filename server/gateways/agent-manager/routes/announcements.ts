/** `/team-announcement`: supervisors announce to their teams, agents read and mark as seen. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type * as z from 'zod/mini';
import * as wire from '../../../../protocol/agent-manager/announcements.ts';
import { idParams } from '../../../../protocol/agent-manager/rest.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import { requirePrincipal } from '../../../identity/require-principal.ts';
import type { Principal } from '../../../identity/principal.ts';
import type { Announcement } from '../../../store/announcements.ts';
import { teamsOfReader, wireAnnouncement } from '../announcement-board.ts';
import type { GatewayContext } from '../../shared/context.ts';

const MOST = 1_000;

const schema = <T extends z.ZodMiniType>(summary: string, answer: T) => ({
  tags: ['team-announcement'],
  summary,
  response: { 200: answer },
});

/** `changed`: tells those whom it concerns. */
export function announcementRoutes(
  instance: FastifyInstance,
  context: GatewayContext,
  changed: () => Promise<void>,
): void {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const { identity, announcements, engine, directory } = context;
  const signedIn = { onRequest: requirePrincipal(identity) };
  const supervisor = { onRequest: requirePrincipal(identity, ['supervisor']) };
  const shown = (one: Announcement): wire.WireAnnouncement =>
    wireAnnouncement(one, directory(), engine.now());

  /** One that concerns whoever asks; all others are not there. */
  const find = async (id: string, reader: Principal): Promise<Announcement> => {
    const one = await announcements.find(id);
    if (one === undefined || !mayRead(reader, one)) throw new ProtocolError('NOT_FOUND');
    return one;
  };

  app.get(
    '/team-announcement/announcement',
    {
      ...signedIn,
      schema: { ...schema('Announcements', wire.announcementList), querystring: wire.announcementsQuery },
    },
    async ({ principal, query }) => {
      const { teamIds, supervisorIds, status } = query;
      const found = await announcements.list({ limit: MOST, ...(supervisorIds && { supervisorIds }) });
      return found
        .filter((one) => mayRead(principal, one))
        .filter((one) => teamIds === undefined || one.teamIds.some((id) => teamIds.includes(id)))
        .map(shown)
        .filter((one) => status === undefined || one.status === status.toLowerCase());
    },
  );

  app.get(
    '/team-announcement/announcement/:id',
    { ...signedIn, schema: { ...schema('One announcement', wire.announcement), params: idParams } },
    async ({ principal, params }) => shown(await find(params.id, principal)),
  );

  app.post(
    '/team-announcement/announcement',
    {
      ...supervisor,
      schema: { ...schema('Announces to teams', wire.announcement), body: wire.announcementInput },
    },
    async ({ principal, body }) => {
      const now = engine.now();
      const startsAt = Math.max(now, Math.round(body.scheduledTime ?? now));
      const one: Announcement = {
        id: randomUUID(),
        supervisorId: principal.userId,
        teamIds: ownTeams(principal, body.teams),
        text: body.announcementText,
        startsAt,
        endsAt: Math.round(body.expiryTime ?? startsAt + wire.USUAL_ANNOUNCEMENT_MS),
        updatedAt: now,
        seenBy: [],
      };
      requireSpan(one, now);
      await announcements.add(one);
      await changed();
      return shown(one);
    },
  );

  app.put(
    '/team-announcement/announcement/:id',
    {
      ...supervisor,
      schema: {
        ...schema('Changes one that has not expired', wire.announcement),
        params: idParams,
        body: wire.announcementChange,
      },
    },
    async ({ principal, params, body }) => {
      const before = await find(params.id, principal);
      requireOwn(principal, before);
      const now = engine.now();
      if (before.endsAt <= now) throw new ProtocolError('CONFLICT', 'The announcement has expired.');
      const one: Announcement = {
        ...before,
        teamIds: body.teams === undefined ? before.teamIds : ownTeams(principal, body.teams),
        text: body.announcementText ?? before.text,
        startsAt: Math.round(body.scheduledTime ?? before.startsAt),
        endsAt: Math.round(body.expiryTime ?? before.endsAt),
        updatedAt: Math.max(now, before.updatedAt + 1),
        seenBy: [],
      };
      requireSpan(one, now);
      if (!(await announcements.change(one))) throw new ProtocolError('NOT_FOUND');
      await changed();
      return shown(one);
    },
  );

  app.delete(
    '/team-announcement/announcement/:id',
    { ...supervisor, schema: { ...schema('Removes one', wire.announcement), params: idParams } },
    async ({ principal, params }) => {
      const one = await find(params.id, principal);
      requireOwn(principal, one);
      await announcements.remove(one.id);
      await changed();
      return shown(one);
    },
  );

  app.put(
    '/team-announcement/announcement/seenStatus/:id',
    {
      ...signedIn,
      schema: { ...schema('Marks one as seen', wire.seenAnswer), params: idParams, body: wire.seenInput },
    },
    async ({ principal, params, body }) => {
      if (body.userId !== principal.userId) throw new ProtocolError('FORBIDDEN');
      await find(params.id, principal);
      await announcements.markSeen(params.id, principal.userId);
      const result = shown(await find(params.id, principal));
      return { ...result, result };
    },
  );
}

function mayRead(reader: Principal, { teamIds, supervisorId }: Announcement): boolean {
  const own = teamsOfReader(reader);
  return supervisorId === reader.userId || teamIds.some((id) => own.has(id));
}

/** Whoever announced it, or a supervisor of all its teams, may change it. */
function requireOwn(principal: Principal, { supervisorId, teamIds }: Announcement): void {
  const supervised = new Set(principal.supervises.map(({ id }) => id));
  const isOwn = supervisorId === principal.userId || teamIds.every((id) => supervised.has(id));
  if (!isOwn) throw new ProtocolError('FORBIDDEN');
}

function ownTeams(principal: Principal, teams: readonly { teamId: string }[]): string[] {
  const supervised = new Set(principal.supervises.map(({ id }) => id));
  const wanted = [...new Set(teams.map(({ teamId }) => teamId))];
  if (wanted.some((id) => !supervised.has(id))) throw new ProtocolError('FORBIDDEN');
  return wanted;
}

function requireSpan({ startsAt, endsAt }: Announcement, now: number): void {
  if (endsAt <= Math.max(now, startsAt)) {
    throw new ProtocolError('VALIDATION', 'expiryTime: It ends before it begins.');
  }
  if (endsAt - startsAt > wire.LONGEST_ANNOUNCEMENT_MS) {
    throw new ProtocolError('VALIDATION', 'expiryTime: An announcement stands for five days at most.');
  }
}
