/** Taking work and giving it back. */
import * as local from '../../store/local.ts';
import { control, type OfferActions } from './actions.ts';
import type { ActionTools } from './tools.ts';

export function offerActions({ store, get, me, newId, ask }: ActionTools): OfferActions {
  const take = async (taskId: string) => {
    const offer = get().offers[taskId];
    if (offer === undefined) return;
    const { conversationId } = offer;
    const { selected, drafts } = get();
    const done = await ask(control.offer(taskId), 'accept', 'topicSubscription', {
      conversationId,
      taskId,
      agentId: me(),
      roomInfo: { id: offer.roomId, mode: 'CONTACT_CENTER' },
      topicParticipant: {
        id: newId(),
        type: 'AGENT',
        participant: { id: me(), participantType: 'CCUser' },
        conversationId,
        role: 'PRIMARY',
        state: 'SUBSCRIBED',
      },
    });
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
