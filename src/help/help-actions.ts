/** What agents ask the server about each other, and what they write to each other alone. */
import { fields, list, text } from '../base/fields.ts';
import { agentMessage } from '../connection/publish.ts';
import type { ActionTools } from '../desk/actions/tools.ts';
import type { OutgoingBody } from '../store/outgoing.ts';
import { helpControl } from './help-control.ts';

/** Queues, and who could take a request of each now. */
export type HelpTargets = {
  queues: readonly { id: string; name: string; agents: readonly { id: string; name: string }[] }[];
};

export type HelpActions = {
  /** Asks for somebody, or about somebody who is there; true when the server said yes. */
  ask: (conversationId: string, event: string, payload: object) => Promise<boolean>;
  /** Writes to the colleagues alone; true when it has arrived. */
  whisper: (conversationId: string, body: OutgoingBody) => Promise<boolean>;
  /** Who could be asked now. */
  targets: (conversationId: string) => Promise<HelpTargets>;
};

function readTargets(answer: unknown): HelpTargets {
  return {
    queues: list(answer).map((each) => {
      const wire = fields(each);
      return {
        id: text(wire.queueId),
        name: text(wire.queueName),
        agents: list(wire.availableAgents).map((agent) => {
          const { id, name } = fields(agent);
          return { id: text(id), name: text(name) };
        }),
      };
    }),
  };
}

export function helpActions(tools: ActionTools): HelpActions {
  const { ask, about, conversation, get, newId, now, rest } = tools;
  return {
    ask: (id, event, payload) => ask(helpControl.ask(id), event, event, { ...about(id), ...payload }),
    whisper: async (id, body) => {
      const known = conversation(id);
      if (known === undefined) return false;
      const message = agentMessage({ id: newId(), at: now(), body, replyTo: null }, known, get());
      return ask(helpControl.whisper(id), 'whisper', 'publishCimEvent', message);
    },
    targets: async (id) => {
      const query = new URLSearchParams({ conversationId: id }).toString();
      return readTargets(await rest.get(`/routing-engine/precision-queues/available-agents?${query}`));
    },
  };
}
