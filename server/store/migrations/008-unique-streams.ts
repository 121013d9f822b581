import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * A place in a stream is taken once. Streams that an early version began a second time are numbered anew, in the
 * order in which it happened.
 */
export const uniqueStreams: Migration = {
  id: 8,
  name: 'unique-streams',
  up: async (db) => {
    await sql`
      update journal j set stream_seq = renumbered.place
      from (
        select tenant, seq, row_number() over (partition by tenant, stream order by seq) as place
        from journal
        where (tenant, stream) in (
          select tenant, stream from journal group by tenant, stream, stream_seq having count(*) > 1
        )
      ) renumbered
      where j.tenant = renumbered.tenant and j.seq = renumbered.seq;
      drop index journal_stream;
      create unique index journal_stream on journal (tenant, stream, stream_seq);
    `.execute(db);
  },
};
