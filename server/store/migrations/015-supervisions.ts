import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Who monitored which conversation, when and from where (supervisions.ts). What was monitored before is known from its
 * tasks, without the place and the steps.
 */
export const supervisions: Migration = {
  id: 15,
  name: 'supervisions',
  up: async (db) => {
    await sql`
      create table supervisions (
        tenant text not null,
        seq bigint not null,
        conversation_id text not null,
        participant_id text not null,
        supervisor_id text not null,
        began_at bigint not null,
        whispered_at bigint,
        barged_in_at bigint,
        ended_at bigint,
        address text,
        device text,
        primary key (tenant, seq)
      );
      create index supervisions_participant on supervisions (tenant, conversation_id, participant_id);
      create index supervisions_supervisor on supervisions (tenant, supervisor_id, seq);
      create index supervisions_began on supervisions (tenant, began_at);
      insert into supervisions
        (tenant, seq, conversation_id, participant_id, supervisor_id, began_at, ended_at)
      select j.tenant, j.seq, j.data ->> 'conversationId', j.data -> 'participant' ->> 'id',
        j.data -> 'participant' ->> 'ref', j.at, t.closed_at
      from tasks t join journal j on j.tenant = t.tenant and j.type = 'participant.joined'
        and j.stream = 'conversation:' || t.conversation_id
        and j.data -> 'participant' ->> 'taskId' = t.id
      where t.direction = 'SILENT_MONITOR';
    `.execute(db);
  },
};
