/** What a desk knows of a conversation from everything it was told. */
import type { OnCimEvent, OnTopicData } from '../../../../protocol/agent-manager/server-events.ts';
import type { CimEvent } from '../../../../protocol/cim/event.ts';
import type { Desk } from './desk.ts';

/** What a desk has of a conversation: the newest whole, and what came live after it. */
export function transcript(desk: Desk, conversationId: string): { seqs: number[]; texts: string[] } {
  const events = new Map<number, CimEvent>();
  for (const { event, payload } of desk.heard) {
    if (event === 'onTopicData') {
      const { topicData, conversationId: id } = payload as OnTopicData;
      if (id !== conversationId) continue;
      for (const one of topicData.topicEvents) if (one.seq !== undefined) events.set(one.seq, one);
    } else if (event === 'onCimEvent') {
      const { cimEvent, conversationId: id } = payload as OnCimEvent<CimEvent>;
      if (id === conversationId && cimEvent.seq !== undefined) events.set(cimEvent.seq, cimEvent);
    }
  }
  const ordered = [...events].sort(([a], [b]) => a - b);
  return {
    seqs: ordered.map(([seq]) => seq),
    texts: ordered.flatMap(
      ([, { data }]) => (data as { body?: { markdownText?: string } }).body?.markdownText ?? [],
    ),
  };
}
