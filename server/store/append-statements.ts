/**
 * The two statements that append to the journal. Both move the ownership row first; everything else joins the
 * row that was moved, so when the fence or the head is not the expected one, nothing at all is written.
 *
 * Parameters: $1 tenant, $2 owner, $3 fence, $4 head before, $5 head after, $6 version, then JSON arrays:
 * $7 journal, $8 messages, $9 customers, $10 sessions, $11 new conversations, $12 conversations,
 * $13 new tasks, $14 tasks, $15 agent states, $16 what was entered for wrap-ups, $17 messages whose content changes,
 * $18 new supervisions, $19 supervisions, $20 supervisions on the telephone.
 */
const core = `
  with moved as (
    update ownership set head = $5
    where tenant = $1 and owner = $2 and fence = $3 and head = $4
    returning tenant
  ), journalled as (
    insert into journal (tenant, seq, at, stream, stream_seq, type, version, cause, data)
    select moved.tenant, e.seq, e.at, e.stream, e.stream_seq, e.type, $6::integer, e.cause, e.data
    from moved, json_to_recordset($7::json) as e(
      seq bigint, at bigint, stream text, stream_seq bigint, type text, cause text, data json)
  ), messaged as (
    insert into messages
      (tenant, id, conversation_id, seq, at, sender_kind, sender_id, kind, visibility, content)
    select moved.tenant, m.id, m.conversation_id, m.seq, m.at, m.sender_kind, m.sender_id, m.kind,
      m.visibility, m.content
    from moved, json_to_recordset($8::json) as m(
      id text, conversation_id text, seq bigint, at bigint, sender_kind text, sender_id text, kind text,
      visibility text, content json)
    on conflict do nothing
  )`;

/** Facts and messages. Its plan depends on no table's size, so it is prepared once. */
export const appendMessages = `${core} select from moved`;

/** Everything. Planned each time, because a plan made for small tables would scan them when they have grown. */
export const appendAll = `${core}, new_customers as (
    insert into customers (tenant, id, first_name, last_name, is_anonymous, identifiers, attributes)
    select moved.tenant, c.* from moved, json_to_recordset($9::json) as c(
      id text, first_name text, last_name text, is_anonymous boolean, identifiers jsonb, attributes json)
    on conflict (tenant, id) do update set
      first_name = excluded.first_name, last_name = excluded.last_name,
      is_anonymous = excluded.is_anonymous, identifiers = excluded.identifiers,
      attributes = excluded.attributes, erased_at = null
  ), new_sessions as (
    insert into channel_sessions (tenant, id, customer_id, conversation_id, channel_id,
      channel_customer_identifier, service_identifier, additional_attributes, token_hash)
    select moved.tenant, s.* from moved, json_to_recordset($10::json) as s(
      id text, customer_id text, conversation_id text, channel_id text, channel_customer_identifier text,
      service_identifier text, additional_attributes json, token_hash text)
    on conflict (tenant, id) do update set
      customer_id = excluded.customer_id,
      conversation_id = coalesce(excluded.conversation_id, channel_sessions.conversation_id),
      channel_id = excluded.channel_id,
      channel_customer_identifier = excluded.channel_customer_identifier,
      service_identifier = excluded.service_identifier,
      additional_attributes = excluded.additional_attributes, token_hash = excluded.token_hash
  ), new_conversations as (
    insert into conversations
      (tenant, id, customer_id, direction, opened_at, closed_at, channel_id, queue_id, list_id, agent_ids)
    select moved.tenant, c.* from moved, json_to_recordset($11::json) as c(
      id text, customer_id text, direction text, opened_at bigint, closed_at bigint, channel_id text,
      queue_id text, list_id text, agent_ids text[])
    on conflict (tenant, id) do update set closed_at = excluded.closed_at
  ), changed_conversations as (
    update conversations c set
      customer_id = coalesce(n.customer_id, c.customer_id),
      closed_at = coalesce(n.closed_at, c.closed_at),
      channel_id = coalesce(c.channel_id, n.channel_id),
      queue_id = coalesce(n.queue_id, c.queue_id),
      list_id = coalesce(n.list_id, c.list_id),
      agent_ids = c.agent_ids || array(
        select a from unnest(n.agent_ids) as a where a <> all (c.agent_ids))
    from moved, json_to_recordset($12::json) as n(
      id text, customer_id text, closed_at bigint, channel_id text, queue_id text, list_id text,
      agent_ids text[])
    where c.tenant = moved.tenant and c.id = n.id
  ), new_tasks as (
    insert into tasks (tenant, id, media_id, request_id, attempt, conversation_id, queue_id, mrd_id,
      direction, target_agent_id, requested_by_kind, requested_by_id, note_id, priority, agent_id, enqueued_at, offered_at, accepted_at, wrapup_started_at, closed_at,
      reason, revoke)
    select moved.tenant, t.* from moved, json_to_recordset($13::json) as t(
      id text, media_id text, request_id text, attempt integer, conversation_id text, queue_id text,
      mrd_id text, direction text, target_agent_id text, requested_by_kind text, requested_by_id text,
      note_id text, priority integer, agent_id text, enqueued_at bigint, offered_at bigint,
      accepted_at bigint, wrapup_started_at bigint, closed_at bigint, reason text, revoke text)
    on conflict do nothing
  ), changed_tasks as (
    update tasks t set
      agent_id = coalesce(n.agent_id, t.agent_id),
      offered_at = coalesce(n.offered_at, t.offered_at),
      accepted_at = coalesce(n.accepted_at, t.accepted_at),
      wrapup_started_at = coalesce(n.wrapup_started_at, t.wrapup_started_at),
      closed_at = coalesce(n.closed_at, t.closed_at),
      reason = coalesce(n.reason, t.reason),
      revoke = coalesce(n.revoke, t.revoke)
    from moved, json_to_recordset($14::json) as n(
      id text, agent_id text, offered_at bigint, accepted_at bigint, wrapup_started_at bigint,
      closed_at bigint, reason text, revoke text)
    where t.tenant = moved.tenant and t.id = n.id
  ), new_agent_states as (
    insert into agent_states (tenant, seq, part, agent_id, mrd_id, state, reason, since)
    select moved.tenant, a.* from moved, json_to_recordset($15::json) as a(
      seq bigint, part integer, agent_id text, mrd_id text, state text, reason text, since bigint)
  ), new_entered_wrapups as (
    insert into entered_wrapups (tenant, task_id, conversation_id, agent_id, message_id, content)
    select moved.tenant, e.* from moved, json_to_recordset($16::json) as e(
      task_id text, conversation_id text, agent_id text, message_id text, content jsonb)
    on conflict (tenant, task_id) do update set
      agent_id = excluded.agent_id, message_id = excluded.message_id, content = excluded.content
  ), ended_entered_wrapups as (
    delete from entered_wrapups e using moved, json_to_recordset($14::json) as n(id text, closed_at bigint)
    where e.tenant = moved.tenant and e.task_id = n.id and n.closed_at is not null
  ), changed_messages as (
    update messages m set content = n.content
    from moved, json_to_recordset($17::json) as n(id text, conversation_id text, content jsonb)
    where m.tenant = moved.tenant and m.conversation_id = n.conversation_id and m.id = n.id
      and m.content is not null
  ), new_supervisions as (
    insert into supervisions (tenant, seq, conversation_id, participant_id, phone_agent_id, supervisor_id,
      began_at, whispered_at, barged_in_at, ended_at, address, device)
    select moved.tenant, s.* from moved, json_to_recordset($18::json) as s(
      seq bigint, conversation_id text, participant_id text, phone_agent_id text, supervisor_id text,
      began_at bigint, whispered_at bigint, barged_in_at bigint, ended_at bigint, address text, device text)
  ), changed_supervisions as (
    update supervisions s set
      whispered_at = coalesce(s.whispered_at, n.whispered_at),
      barged_in_at = coalesce(s.barged_in_at, n.barged_in_at),
      ended_at = n.ended_at
    from moved, json_to_recordset($19::json) as n(
      conversation_id text, participant_id text, whispered_at bigint, barged_in_at bigint, ended_at bigint)
    where s.tenant = moved.tenant and s.conversation_id = n.conversation_id
      and s.participant_id = n.participant_id and s.ended_at is null
  ), changed_phone_supervisions as (
    update supervisions s set
      barged_in_at = coalesce(s.barged_in_at, n.barged_in_at),
      ended_at = n.ended_at
    from moved, json_to_recordset($20::json) as n(
      supervisor_id text, barged_in_at bigint, ended_at bigint)
    where s.tenant = moved.tenant and s.supervisor_id = n.supervisor_id
      and s.phone_agent_id is not null and s.ended_at is null
  ) select from moved`;
