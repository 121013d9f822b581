/** A customer's earlier conversations as a list: when, by which way, who served them, what came of it. */
import type { PastConversation } from '../../../../protocol/agent-manager/rest-services.ts';
import type { ConversationData } from '../../../store/people.ts';
import type { JsonObject } from '../../../store/json.ts';
import type { HistorySources } from '../../shared/conversation-history.ts';
import { publicUser } from '../../shared/cim-parties.ts';

type Page = { limit: number; before: number | undefined };

type WrapUp = { codes: PastConversation['wrapUps']; note: string };

/** Newest first; `before` is the start of the last one that is known already, epoch ms. */
export async function pastConversations(
  sources: HistorySources,
  customerId: string,
  { limit, before }: Page,
): Promise<{ docs: PastConversation[]; more: boolean }> {
  const found = await sources.people.conversationsOfCustomer(customerId, { limit: limit + 1, before });
  const rows = found.slice(0, limit);
  const wrapUps = await wrapUpsOf(
    sources,
    rows.map(({ id }) => id),
  );
  return {
    docs: rows.map((row) => described(sources, row, wrapUps.get(row.id))),
    more: found.length > limit,
  };
}

function described(
  { directory, queueName }: HistorySources,
  row: ConversationData,
  wrapUp: WrapUp | undefined,
): PastConversation {
  const channel = row.channel_id === null ? undefined : directory().channel(row.channel_id);
  return {
    conversationId: row.id,
    direction: row.direction,
    startedAt: row.opened_at,
    endedAt: row.closed_at,
    channel: channel === undefined ? null : { id: channel.id, name: channel.name, type: channel.type },
    queue: row.queue_id === null ? null : { id: row.queue_id, name: queueName(row.queue_id) },
    agents: row.agent_ids.map((id) => publicUser(directory(), id)),
    wrapUps: wrapUp?.codes ?? [],
    note: wrapUp?.note ?? '',
  };
}

/** By conversation, what was chosen and noted at its end. */
async function wrapUpsOf({ pastWork }: HistorySources, ids: readonly string[]): Promise<Map<string, WrapUp>> {
  const byConversation = new Map<string, WrapUp>();
  for (const { conversationId: id, content } of await pastWork.wrapUps(ids)) {
    const { codes, note } = wrapUpIn(content);
    const known = byConversation.get(id);
    const notes = [known?.note ?? '', note].filter((text) => text !== '');
    byConversation.set(id, { codes: [...(known?.codes ?? []), ...codes], note: notes.join('\n') });
  }
  return byConversation;
}

/** An erased one has nothing to say. */
function wrapUpIn(content: JsonObject | null): WrapUp {
  const body = content?.body;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { codes: [], note: '' };
  const codes = Array.isArray(body.wrapups) ? body.wrapups : [];
  return {
    codes: codes.flatMap((code) =>
      typeof code === 'object' &&
      code !== null &&
      !Array.isArray(code) &&
      typeof code.categoryName === 'string' &&
      typeof code.value === 'string'
        ? [{ categoryName: code.categoryName, value: code.value }]
        : [],
    ),
    note: typeof body.note === 'string' ? body.note : '',
  };
}
