/** What facts add up to of who listened to whose calls: rows of `supervisions` without a part in a conversation. */
import type { DomainEvent } from '../core/events.ts';
import type { SupervisionRow } from './supervision-projection.ts';

/** What becomes of the one row of a supervisor that is open in the store. What has happened first counts. */
export type PhoneSupervisionChange = {
  supervisor_id: string;
  barged_in_at: number | null;
  ended_at: number | null;
};

/** By supervisor: what one batch has brought about so far; `open`: rows of this batch that go on. */
export type OpenPhoneSupervisions = {
  rows: SupervisionRow[];
  changes: Map<string, PhoneSupervisionChange>;
  open: Map<string, SupervisionRow>;
};

/** The row that goes on: of this batch, or the one in the store. */
function current(all: OpenPhoneSupervisions, supervisorId: string): PhoneSupervisionChange {
  const row = all.open.get(supervisorId) ?? all.changes.get(supervisorId);
  if (row !== undefined) return row;
  const change = { supervisor_id: supervisorId, barged_in_at: null, ended_at: null };
  all.changes.set(supervisorId, change);
  return change;
}

/** The row of a supervisor who was in no call of others. */
function begin(
  all: OpenPhoneSupervisions,
  event: Extract<DomainEvent, { type: 'agent.callMonitored' }>,
): void {
  const { seq, at, agentId, supervisorId, act, callConversationId } = event;
  const row: SupervisionRow = {
    seq,
    conversation_id: callConversationId,
    participant_id: null,
    phone_agent_id: agentId,
    supervisor_id: supervisorId,
    began_at: at,
    whispered_at: null,
    barged_in_at: act === 'BARGE_IN' ? at : null,
    ended_at: null,
  };
  all.rows.push(row);
  all.open.set(supervisorId, row);
}

/** Adds what a fact says of supervisors on the telephone. */
export function projectPhoneSupervision(all: OpenPhoneSupervisions, event: DomainEvent): void {
  if (event.type === 'agent.callMonitored') {
    if (event.begins) begin(all, event);
    else current(all, event.supervisorId).barged_in_at ??= event.at;
  } else if (event.type === 'agent.callMonitoringEnded') {
    current(all, event.supervisorId).ended_at ??= event.at;
    all.open.delete(event.supervisorId);
  }
}
