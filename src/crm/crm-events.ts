/** What a CRM is told of the server's events: the family's names and shapes, with the event whole. */
import type { CrmEvent } from '../../protocol/crm/messages.ts';
import { fields, list, text, under } from '../base/fields.ts';
import type { Me } from '../store/model.ts';

export type CrmEvents = {
  /** What an event of the server is to the CRM. */
  of: (name: string, payload: unknown) => CrmEvent[];
  /** The agent looks at another conversation; null: at none. One that the server has yet to tell of is told then. */
  switched: (from: string | null, to: string | null) => CrmEvent[];
};

/** @param me the agent, whose name stands in events about the agent */
export function createCrmEvents({ id, firstName }: Pick<Me, 'id' | 'firstName'>): CrmEvents {
  /** Conversations that rang here and are not accepted yet. */
  const ringing = new Set<string>();
  /** The customers of open conversations, as the server told them. */
  const customers = new Map<string, unknown>();
  /** A change of conversation that waits for its customer. */
  let waiting: { from: string | null; to: string } | null = null;
  let isKnown = false;
  const task = (agentData: object): CrmEvent => ({ eventName: 'AGENT_TASK_STATE', agentData });

  function presence(event: Record<string, unknown>): CrmEvent[] {
    const changed = event.agentStateChanged === true || list(event.mrdStateChanges).length > 0;
    const isNews = changed || !isKnown;
    isKnown = true;
    const state = text(under(event, 'agentPresence', 'state').name);
    return [
      // The documents have the event in `agentData` itself, the family's desks one step below.
      ...(isNews
        ? [
            {
              eventName: 'AGENT_STATE_CHANGE' as const,
              agentData: { ...event, id, firstName, agentData: event },
            },
          ]
        : []),
      ...(state === 'LOGOUT' ? [{ eventName: 'LOGOUT' as const, agentData: { id, firstName } }] : []),
    ];
  }

  return {
    of: (name, payload) => {
      const event = { ...fields(payload) };
      const conversationId = text(event.conversationId);
      switch (name) {
        case 'agentPresence':
          return presence(event);
        case 'taskRequest':
          ringing.add(conversationId);
          return [task(event)];
        case 'revokeTask':
          if (!ringing.delete(conversationId)) return [];
          return [task({ ...event, taskState: { name: 'CLOSED', reasonCode: event.reason ?? null } })];
        case 'onTopicData':
          customers.set(conversationId, under(event, 'topicData').customer);
          return [...(ringing.delete(conversationId) ? [task(event)] : []), ...awaited(conversationId)];
        case 'onCimEvent': {
          const cim = fields(event.cimEvent);
          const state = text(under(cim, 'data', 'task', 'state').name);
          return cim.name === 'TASK_STATE_CHANGED' && state === 'WRAP_UP' ? [task({ ...cim })] : [];
        }
        case 'topicUnsubscription':
          customers.delete(conversationId);
          return [{ eventName: 'END_CONVERSATION', agentData: event }];
        default:
          return [];
      }
    },
    switched: (from, to) => {
      waiting = to === null || customers.has(to) ? null : { from, to };
      return waiting === null ? [switching(from, to)] : [];
    },
  };

  function switching(from: string | null, to: string | null): CrmEvent {
    const shown = (one: string | null) =>
      one === null ? null : { conversationId: one, customer: customers.get(one) ?? null };
    const agentData = { currentCustomer: shown(to), previousCustomer: shown(from) };
    return { event: 'CHAT_SWITCHING', eventName: 'CHAT_SWITCHING', agentData };
  }

  function awaited(conversationId: string): CrmEvent[] {
    if (waiting?.to !== conversationId) return [];
    const { from, to } = waiting;
    waiting = null;
    return [switching(from, to)];
  }
}
