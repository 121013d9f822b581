/** What facts add up to of who monitored whom: rows of `supervisions`, and changes of rows of earlier batches. */
import type { DomainEvent } from '../core/events.ts';
import type { SupervisionsTable } from './schema.ts';

/** A new row, without the tenant and the place, which travels beside the facts. */
export type SupervisionRow = Omit<SupervisionsTable, 'tenant' | 'address' | 'device'>;

type Moments = Partial<Pick<SupervisionRow, 'whispered_at' | 'barged_in_at' | 'ended_at'>>;

/** What becomes of a row that is open in the store. What has happened first counts. */
export type SupervisionChange = { conversation_id: string; participant_id: string } & Moments;

/** What one batch has brought about so far; `open`: rows of this batch whose supervisor has not gone. */
export type OpenSupervisions = {
  rows: SupervisionRow[];
  changes: Map<string, SupervisionChange>;
  open: Map<string, SupervisionRow>;
};

function change(
  all: OpenSupervisions,
  conversationId: string,
  participantId: string,
  moments: Moments,
): void {
  const key = `${conversationId} ${participantId}`;
  const row: Moments = all.open.get(key) ?? all.changes.get(key) ?? {};
  row.whispered_at ??= moments.whispered_at ?? null;
  row.barged_in_at ??= moments.barged_in_at ?? null;
  row.ended_at ??= moments.ended_at ?? null;
  if (all.open.get(key) === row) {
    if (row.ended_at !== null) all.open.delete(key);
    return;
  }
  all.changes.set(key, { ...row, conversation_id: conversationId, participant_id: participantId });
}

/** Adds what a fact says of supervisors in conversations. */
export function projectSupervision(all: OpenSupervisions, event: DomainEvent): void {
  if (event.type === 'participant.joined') {
    const { kind, role, id, ref } = event.participant;
    if (kind !== 'AGENT' || role !== 'SILENT_MONITOR') return;
    const row: SupervisionRow = {
      seq: event.seq,
      conversation_id: event.conversationId,
      participant_id: id,
      phone_agent_id: null,
      supervisor_id: ref,
      began_at: event.at,
      whispered_at: null,
      barged_in_at: null,
      ended_at: null,
    };
    all.rows.push(row);
    all.open.set(`${event.conversationId} ${id}`, row);
  } else if (event.type === 'participant.roleChanged') {
    const { conversationId, participantId, role, previousRole, at } = event;
    const watched = previousRole === 'SILENT_MONITOR' || previousRole === 'WHISPER';
    if (role === 'WHISPER') change(all, conversationId, participantId, { whispered_at: at });
    else if (role === 'PRIMARY' && watched) change(all, conversationId, participantId, { barged_in_at: at });
    else if (role === 'WRAP_UP') change(all, conversationId, participantId, { ended_at: at });
  } else if (event.type === 'participant.left' && event.participant.kind === 'AGENT') {
    change(all, event.conversationId, event.participant.id, { ended_at: event.at });
  }
}
