/** What was said before what is known of a conversation. */
import { fields } from '../base/fields.ts';
import { readKept } from '../connection/read-topics.ts';
import { control } from '../desk/actions/actions.ts';
import type { ActionTools } from '../desk/actions/tools.ts';
import { receive } from '../store/desk-store.ts';

/** Older events are fetched in pages of this many. */
const PAGE = 100;

export type EarlierActions = {
  /** Fetches the page before the oldest event that is known. */
  load: (conversationId: string) => void;
};

export function earlierActions({ store, rest, now, conversation, attempt }: ActionTools): EarlierActions {
  return {
    load: (id) => {
      const first = conversation(id)?.transcript.events[0]?.seq;
      if (first === undefined) return;
      void attempt(control.earlier(id), 'load', async () => {
        const path = `/conversation-manager/conversations/${encodeURIComponent(id)}/events`;
        const page = fields(await rest.get(`${path}?before=${first}&limit=${PAGE}`));
        receive(store, {
          type: 'page',
          at: now(),
          conversationId: id,
          events: readKept(page.events, now()),
          earlier: page.earlier === true,
        });
      });
    },
  };
}
