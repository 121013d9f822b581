/** What a CRM is told of the server's events: the family's names and shapes, with the event whole. */
import type { CrmEvent } from '../../protocol/crm/messages.ts';
import { fields, list, text, under } from '../base/fields.ts';
import type { Me } from '../store/model.ts';

export type CrmEvents = {
  /** What an event of the server is to the CRM. */
  of: (name: string, payload: unknown) => CrmEvent[];
  /** The desk has asked the server for something; what comes of it tells the CRM. */
  asked: (name: string, payload: unknown) => void;
  /** The agent looks at another conversation; null: at none. One that the server has yet to tell of is told then. */
  switched: (from: string | null, to: string | null) => CrmEvent[];
};

/** What the family calls a request for another agent. */
const TASK_TYPES: Readonly<Record<string, string>> = {
  transfer: 'DirectTransfer',
  conference: 'DirectConference',
  consult: 'Consult',
};
const REQUESTS: ReadonlySet<string> = new Set([
  'directTransferRequest',
  'directConferenceRequest',
  'consultRequest',
]);

/** @param me the agent, whose name stands in events about the agent */
export function createCrmEvents({ id, firstName }: Pick<Me, 'id' | 'firstName'>): CrmEvents {
  /** Conversations that rang here and are not accepted yet. */
  const ringing = new Set<string>();
  /** The customers of open conversations, as the server told them. */
  const customers = new Map<string, unknown>();
  /** Requests for another agent, by conversation, until the server has taken them. */
  const requests = new Map<string, Record<string, unknown>>();
  /** What the connection before had and this one has not told of yet; null: it has told all. */
  let before: { ringing: Set<string>; open: Set<string> } | null = null;
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

  const ended = (agentData: Record<string, unknown>): CrmEvent => {
    const id = text(agentData.conversationId);
    customers.delete(id);
    requests.delete(id);
    before?.open.delete(id);
    return { eventName: 'END_CONVERSATION', agentData };
  };
  const endedAs = (conversationId: string, reason: string): CrmEvent =>
    ended({ task: 'topicUnsubscription', conversationId, statusCode: 200, reason });
  const silent = (event: Record<string, unknown>): CrmEvent =>
    task({ ...event, taskState: { name: 'CLOSED', reasonCode: event.reason ?? null } });

  /** All is told again after a lost connection: what is missing then ended meanwhile. */
  function missing(): CrmEvent[] {
    const gone = before;
    before = null;
    if (gone === null) return [];
    for (const id of gone.ringing) ringing.delete(id);
    return [
      ...[...gone.ringing].map((conversationId) => silent({ conversationId })),
      ...[...gone.open].map((id) => endedAs(id, 'ENDED_WHILE_AWAY')),
    ];
  }

  return {
    asked: (name, payload) => {
      const request = { ...fields(payload) };
      if (REQUESTS.has(name)) requests.set(text(request.conversationId), request);
    },
    of: (name, payload) => {
      const event = { ...fields(payload) };
      const conversationId = text(event.conversationId);
      switch (name) {
        // The first that a new connection tells.
        case 'onChannelTypes':
          before = { ringing: new Set(ringing), open: new Set(customers.keys()) };
          return [];
        case 'snapshotComplete':
          return missing();
        case 'endedWhileAway':
          return list(event.conversations).map((value) => {
            const one = fields(value);
            return endedAs(text(one.conversationId), text(one.reason));
          });
        case 'agentAssistanceRequestPlaced': {
          const request = requests.get(conversationId);
          requests.delete(conversationId);
          const taskType = TASK_TYPES[text(event.requestAction)] ?? '';
          return [{ eventName: 'TASK_STATE_CHANGED', agentData: { ...event, ...request, taskType } }];
        }
        case 'agentPresence':
          return presence(event);
        case 'taskRequest':
          ringing.add(conversationId);
          before?.ringing.delete(conversationId);
          return [task(event)];
        case 'revokeTask':
          if (!ringing.delete(conversationId)) return [];
          before?.ringing.delete(conversationId);
          return [silent(event)];
        case 'onTopicData':
          customers.set(conversationId, under(event, 'topicData').customer);
          before?.open.delete(conversationId);
          before?.ringing.delete(conversationId);
          return [...(ringing.delete(conversationId) ? [task(event)] : []), ...awaited(conversationId)];
        case 'onCimEvent': {
          const cim = fields(event.cimEvent);
          const state = text(under(cim, 'data', 'task', 'state').name);
          return cim.name === 'TASK_STATE_CHANGED' && state === 'WRAP_UP' ? [task({ ...cim })] : [];
        }
        case 'topicUnsubscription':
          return [ended(event)];
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
