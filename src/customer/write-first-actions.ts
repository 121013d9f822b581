/** Writing to a customer first: by which channels it can be done, and the first words. */
import { fields, list, text } from '../base/fields.ts';
import type { ActionTools } from '../desk/actions/tools.ts';
import { open } from '../store/local.ts';

/** A channel by which customers can be written to first. */
export type ReachableChannel = { id: string; name: string; type: string; serviceIdentifier: string };

export type FirstWords = { customerId: string; channel: ReachableChannel; address: string; text: string };

export type WriteFirstActions = {
  /** Rejects with `RefusedError`. */
  channels: () => Promise<readonly ReachableChannel[]>;
  /** When the server has said yes, the dialog is closed and the conversation is opened as soon as it is here. */
  write: (first: FirstWords) => Promise<boolean>;
};

/** Where a refusal of it is shown. */
export const writeFirstControl = (customerId: string): string => `writeFirst:${customerId}`;

/** Types by which no message can go first: their customers are there by a page of theirs alone, or by voice. */
const NEVER_FIRST: ReadonlySet<string> = new Set(['WEB', 'CX_VOICE', 'CISCO_CC', 'WEB_RTC']);

function readChannels(answer: unknown): ReachableChannel[] {
  return list(answer)
    .map(fields)
    .filter(({ outbound }) => outbound === true)
    .map((wire) => ({
      id: text(wire.id),
      name: text(wire.name),
      type: text(fields(wire.channelType).name),
      serviceIdentifier: text(wire.serviceIdentifier),
    }))
    .filter(({ type }) => !NEVER_FIRST.has(type));
}

export function writeFirstActions(tools: ActionTools): WriteFirstActions {
  const { rest, attempt, newId, store, get } = tools;
  /** The same words sent again have the same id: they arrive once, also where the first answer was lost. */
  let sent = { words: '', id: '' };
  const idOf = (first: FirstWords): string => {
    const words = JSON.stringify([first.customerId, first.channel.id, first.address, first.text]);
    if (sent.words !== words) sent = { words, id: newId() };
    return sent.id;
  };
  const openWhenHere = (id: string) => {
    const { selected } = get();
    const isHere = () => get().conversations[id] !== undefined;
    if (isHere()) {
      store.setState((state) => open(state, id));
      return;
    }
    const stop = store.subscribe((state) => {
      // Whoever has gone on to another one meanwhile is not taken away from it.
      if (state.selected !== selected) stop();
      else if (isHere()) {
        stop();
        store.setState((now) => open(now, id));
      }
    });
  };
  return {
    channels: () => rest.get('/ccm/channels').then(readChannels),
    write: async (first) => {
      let conversationId = '';
      const done = await attempt(writeFirstControl(first.customerId), 'write', async () => {
        const answer = await rest.post('/ccm/message/receive', messageOf(tools, first, idOf(first)));
        conversationId = text(fields(answer).conversationId);
      });
      if (!done) return false;
      sent = { words: '', id: '' };
      if (get().overlay === 'writeFirst') store.setState({ overlay: null });
      openWhenHere(conversationId);
      return true;
    },
  };
}

function messageOf({ me, get, now }: ActionTools, first: FirstWords, id: string): object {
  return {
    id,
    header: {
      channelData: {
        channelCustomerIdentifier: first.address,
        serviceIdentifier: first.channel.serviceIdentifier,
        additionalAttributes: [],
      },
      customer: { _id: first.customerId },
      sender: { id: me(), type: 'AGENT', senderName: get().me?.username ?? '' },
      intent: 'AGENT_OUTBOUND',
      timestamp: now(),
    },
    body: { type: 'PLAIN', markdownText: first.text },
  };
}
