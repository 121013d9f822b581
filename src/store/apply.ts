/**
 * `apply(state, frame)`: the only way by which anything from the server changes what the desk knows. Pure; what
 * has to be done in answer (fetching what is missing, ringing) is derived from the state elsewhere. Each domain has a file
 * of its own; what only one place needs is a slice beside it (`server-slice.ts`).
 */
import { endedWhileAway } from './away.ts';
import { endConversation } from './endings.ts';
import type { Frame, FrameOf } from './frames.ts';
import { linkDown, linkUp, settled } from './link.ts';
import type { DeskState } from './model.ts';
import * as offers from './offers.ts';
import * as topics from './topics.ts';

function presence(state: DeskState, frame: FrameOf<'presence'>): DeskState {
  return {
    ...state,
    presence: frame.presence,
    clockOffset: frame.serverTime === null ? state.clockOffset : frame.serverTime - frame.at,
  };
}

function sliceChanged(state: DeskState, { change }: FrameOf<'slice'>): DeskState {
  const slices = change(state.slices);
  return slices === state.slices ? state : { ...state, slices };
}

/** What `frame` makes of `state`. */
export function apply(state: DeskState, frame: Frame): DeskState {
  switch (frame.type) {
    case 'me':
      return { ...state, me: frame.me };
    case 'link.up':
      return linkUp(state, frame.at);
    case 'link.down':
      return linkDown(state, frame.at);
    case 'link.settled':
      return settled(state, frame.at);
    case 'presence':
      return presence(state, frame);
    case 'slice':
      return sliceChanged(state, frame);
    case 'away':
      return endedWhileAway(state, frame);
    case 'offer':
      return offers.offered(state, frame);
    case 'offer.preview':
      return offers.previewed(state, frame);
    case 'offer.ended':
      return offers.offerEnded(state, frame);
    case 'topic':
      return topics.topic(state, frame);
    case 'event':
      return topics.event(state, frame);
    case 'events':
      return topics.events(state, frame);
    case 'page':
      return topics.page(state, frame);
    case 'wrapup':
      return topics.wrapup(state, frame);
    case 'monitored':
      return topics.monitored(state, frame);
    case 'topic.left':
      return endConversation(state, frame.conversationId, frame.reason, frame.at);
  }
}
