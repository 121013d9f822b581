/** What the keys of the desk do (the keys themselves are in `src/desk/keys/table.ts`). */
import { useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { control, type Actions } from '../desk/actions/actions.ts';
import { helpControl } from '../help/help-control.ts';
import { waitsForMe } from '../conversations/list-view.ts';
import { replayEarlyKey } from './early-keys.ts';
import { useActions, useDeskContext } from '../desk/desk-context.ts';
import type { Action } from '../desk/keys/table.ts';
import { usePlaces } from '../desk/use-places.ts';
import { backFromOffer, goToOffer } from '../offers/offer-focus.ts';
import { ARMS_AFTER } from '../desk/use-arming.ts';
import { useKeyListener, useShortcut } from '../desk/keys/use-shortcut.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { DeskState, PlaceId } from '../store/model.ts';
import { goHome } from '../ui/focus-home.ts';
import { canDo, inOrder, offersInOrder } from '../store/selectors.ts';

type DeskHands = { store: DeskStore; actions: Actions };

/** Moves the focus to the first that is there and can be seen. */
function focusOn(selector: string): boolean {
  const element = [...document.querySelectorAll<HTMLElement>(selector)].find(
    (each) => !('checkVisibility' in each) || each.checkVisibility(),
  );
  element?.focus();
  return element !== undefined;
}

/**
 * From the conversation that is open back to its row in the list; where only one of both is on the screen, to the
 * list. What was begun is kept, and typing goes on in it.
 */
function backToList({ store, actions }: DeskHands): boolean {
  const { selected } = store.getState();
  if (selected === null || document.activeElement?.closest('[data-conversation]') != null) return false;
  const row = `[data-conversation="${CSS.escape(selected)}"]`;
  if (focusOn(row)) return true;
  const elsewhere = document.querySelector(row)?.checkVisibility() === false;
  if (!elsewhere) return focusOn('[data-conversation][tabindex="0"]');
  flushSync(() => {
    actions.open(null);
  });
  focusOn(row);
  return true;
}

/** Whether the customer's pane lies over the conversation, to be shown and hidden; else it is always there. */
function contextIsDrawer(): boolean {
  const pane = document.querySelector('#pane-context');
  return pane !== null && getComputedStyle(pane).position === 'absolute';
}

/** The conversations from the open one on or back, without it, in the order of the list, round and round. */
function around(state: DeskState, by: 1 | -1): string[] {
  // As it stands in the list, which holds still while it is looked at.
  const order = state.list.order.length > 0 ? state.list.order : inOrder(state);
  const at = order.indexOf(state.selected ?? '');
  if (at === -1) return by === 1 ? [...order] : order.toReversed();
  const after = [...order.slice(at + 1), ...order.slice(0, at)];
  return by === 1 ? after : after.reverse();
}

function waits(state: DeskState, id: string): boolean {
  const conversation = state.conversations[id];
  return conversation !== undefined && waitsForMe(conversation);
}

/** The next, or the one before, whose customer waits for an answer. */
function waitingNeighbour(state: DeskState, by: 1 | -1): string | undefined {
  return around(state, by).find((id) => waits(state, id));
}

/** Goes to what is named, if anything is. */
function open(actions: Actions, id: string | undefined): boolean {
  if (id === undefined) return false;
  actions.open(id);
  return true;
}

/** The conversation that is open and known, or undefined. */
function opened(state: DeskState) {
  return state.selected === null ? undefined : state.conversations[state.selected];
}

function useOfferKeys(): void {
  const { store, actions } = useDeskContext();
  const first = () => offersInOrder(store.getState())[0];
  useShortcut('offer', () => {
    if (first() === undefined) return false;
    if (store.getState().overlay !== null) actions.show(null);
    // The same key goes there and back.
    return backFromOffer() || goToOffer();
  });
  const firstChanged = useRef(-Infinity);
  useEffect(
    () =>
      store.subscribe((state, before) => {
        const [now, was] = [offersInOrder(state)[0], offersInOrder(before)[0]];
        if (was !== undefined && was.taskId !== now?.taskId) firstChanged.current = performance.now();
      }),
    [store],
  );
  /** Another offer has just been first: that one was meant, and nobody can have seen that it no longer is. */
  const meantAnother = () => performance.now() - firstChanged.current < ARMS_AFTER;
  useShortcut('accept', () => {
    const offer = first();
    if (offer === undefined) return false;
    if (meantAnother()) return true;
    actions.show(null);
    actions.accept(offer.taskId);
    return true;
  });
  useShortcut('reject', () => {
    const offer = first();
    if (offer === undefined) return false;
    if (meantAnother()) return true;
    actions.reject(offer.taskId);
    return true;
  });
}

function useConversationKeys(): void {
  const { store, actions } = useDeskContext();
  useShortcut('next', () => open(actions, around(store.getState(), 1)[0]));
  useShortcut('previous', () => open(actions, around(store.getState(), -1)[0]));
  useShortcut('waiting', () => {
    const state = store.getState();
    return open(
      actions,
      inOrder(state).find((id) => waits(state, id)),
    );
  });
  useShortcut('nextWaiting', () => open(actions, waitingNeighbour(store.getState(), 1)));
  useShortcut('previousWaiting', () => open(actions, waitingNeighbour(store.getState(), -1)));
  useShortcut('list', () => focusOn('[data-conversation][tabindex="0"], [data-conversation] [tabindex="0"]'));
  useShortcut('message', goHome);
  useShortcut('context', () => {
    if (opened(store.getState()) === undefined) return false;
    if (!contextIsDrawer()) return focusOn('#pane-context :is(button, a, input, textarea, [tabindex="0"])');
    actions.toggleContext();
    return true;
  });
  useShortcut('leave', () => {
    const conversation = opened(store.getState());
    if (conversation === undefined) return false;
    if (conversation.gone !== null) return press(`[data-close="${CSS.escape(conversation.id)}"]`);
    if (!canDo(conversation, 'LEAVE')) return false;
    // By its button, which asks first where the customer would lose the chat.
    return press(`[data-control="${control.leave(conversation.id)}"]`);
  });
  useShortcut('help', () => {
    const { selected } = store.getState();
    return selected !== null && press(`[data-control="${CSS.escape(helpControl.ask(selected))}"]`);
  });
  useShortcut('print', () => {
    const conversation = opened(store.getState());
    if (conversation === undefined) return false;
    actions.print(conversation.id);
    return true;
  });
}

function press(selector: string): boolean {
  const button = document.querySelector<HTMLElement>(selector);
  button?.focus();
  button?.click();
  return button !== null;
}

/** A menu opens by the key that opens it when it has the focus. */
function openMenu(selector: string): boolean {
  if (!focusOn(selector)) return false;
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }),
  );
  return true;
}

function useDeskKeys(): void {
  const { store, actions } = useDeskContext();
  useKeyListener();
  useOfferKeys();
  useConversationKeys();
  useShortcut('palette', () => {
    actions.show(store.getState().overlay === 'palette' ? null : 'palette');
    return true;
  });
  useShortcut('sheet', () => {
    actions.show('shortcuts');
    return true;
  });
  useShortcut('state', () => openMenu('#state-menu'));
  useShortcut('notices', () => press('#notices'));
  useShortcut('back', () => {
    if (backFromOffer()) return true;
    if (store.getState().contextOpen && contextIsDrawer()) {
      actions.toggleContext();
      return true;
    }
    if (store.getState().place !== 'conversations') {
      actions.go('conversations');
      return true;
    }
    return backToList({ store, actions });
  });
}

/** The keys that lead to a place. */
function PlaceKeys({ id, action }: { id: PlaceId; action: Action }) {
  const actions = useActions();
  useShortcut(action, () => {
    actions.go(id);
    return true;
  });
  return null;
}

/** Lets the keys of the desk work. To be drawn once; it comes after the first screen. */
export function DeskKeys() {
  const places = usePlaces();
  useDeskKeys();
  useEffect(replayEarlyKey, []);
  return places.map(
    ({ id, action }) => action !== undefined && <PlaceKeys key={id} id={id} action={action} />,
  );
}
