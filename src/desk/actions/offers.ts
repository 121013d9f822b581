/** Taking work and giving it back. */
import * as local from '../../store/local.ts';
import type { Offer } from '../../store/model.ts';
import { control, type OfferActions } from './actions.ts';
import type { ActionTools } from './tools.ts';

/** The request by which an offer is accepted. */
export function acceptance(
  { conversationId, taskId, roomId }: Offer,
  { me, newId }: Pick<ActionTools, 'me' | 'newId'>,
): object {
  return {
    conversationId,
    taskId,
    agentId: me(),
    roomInfo: { id: roomId, mode: 'CONTACT_CENTER' },
    topicParticipant: {
      id: newId(),
      type: 'AGENT',
      participant: { id: me(), participantType: 'CCUser' },
      conversationId,
      role: 'PRIMARY',
      state: 'SUBSCRIBED',
    },
  };
}

export function offerActions(tools: ActionTools): OfferActions {
  const { store, get, me, ask } = tools;
  const take = async (taskId: string) => {
    const offer = get().offers[taskId];
    if (offer === undefined) return;
    const { conversationId } = offer;
    const { selected, drafts } = get();
    const request = acceptance(offer, tools);
    const done = await ask(control.offer(taskId), 'accept', 'topicSubscription', request);
    // Whoever has gone on writing meanwhile, or has gone elsewhere, is not taken out of it.
    const busy =
      get().selected !== selected || (selected !== null && get().drafts[selected] !== drafts[selected]);
    if (done && !busy) store.setState((state) => local.open(state, conversationId));
  };
  return {
    accept: (taskId) => void take(taskId),
    reject: (taskId) => {
      const offer = get().offers[taskId];
      if (offer === undefined) return;
      void ask(control.offer(taskId), 'reject', 'rejectTask', {
        conversationId: offer.conversationId,
        taskId,
        agentId: me(),
        reason: null,
      });
    },
  };
}
