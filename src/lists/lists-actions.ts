/** What an agent does with pull lists. */
import { fields, list, text } from '../base/fields.ts';
import type { ActionTools } from '../desk/actions/tools.ts';

/** Where a request is taken or ended, and refused. */
export const requestControl = (id: string): string => `list:${id}`;

export type ListsActions = {
  /** Looks at all lists; resolves with their ids in the order of the configuration. Rejects when that fails. */
  look: () => Promise<readonly string[]>;
  /** Joins the conversation of a request; resolves with whether the server said yes. */
  take: (id: string) => Promise<boolean>;
  /** Ends it for everybody who is in it. */
  end: (id: string) => void;
};

export function listsActions({ rest, connection, ask, me }: ActionTools): ListsActions {
  return {
    look: async () => {
      const ids = list(await rest.get('/unified-admin/pull-mode-list')).map((one) => text(fields(one).id));
      await Promise.all(
        ids.map((listId) => connection.ask('subscribePullModeList', { agentId: me(), listId })),
      );
      return ids;
    },
    take: (id) =>
      ask(requestControl(id), 'take', 'joinPullModeRequest', {
        agentId: me(),
        requestId: id,
        channelSession: { conversationId: id },
        topicParticipant: { conversationId: id },
      }),
    end: (id) => void ask(requestControl(id), 'end', 'deletePullModeRequest', { id }),
  };
}
