/**
 * How an agent is alerted: sound, the tab's title and icon, the browser's notification. All follow from the
 * state, in one tab for all (L-B3). The rules (L-B6):
 *
 * - a phone that rings sounds before all else, with a sound of its own;
 * - an offer sounds whether the desk is looked at or not, until it is answered;
 * - a message sounds unless its conversation is in view, and not while an offer sounds;
 * - a notification appears only while no tab of the desk is looked at.
 */
import type { i18n } from 'i18next';
import { toPlainText } from '../markdown/plain-text.ts';
import { addressTo } from '../desk/places.ts';
import { goToOffer } from '../offers/offer-focus.ts';
import { phoneOf, ringingCall, type Call } from '../phone/read-phone.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { DeskState, Offer } from '../store/model.ts';
import { afterPaint } from './after-paint.ts';
import { soundOf, volumeOf } from './choice.ts';
import { withNewMessages } from './new-messages.ts';
import { createLeader } from './leader.ts';
import type { Choice, Notifier } from './notifier.ts';
import { createOfferCall } from './offer-call.ts';
import type { Ringer } from './ringer.ts';
import { createSharedViews } from './shared-views.ts';
import { callToHear, createPhoneCall } from './phone-call.ts';
import { callTitle, showOnTab } from './tab-badge.ts';
import { nameOf } from '../desk/names.ts';

/** Messages sound at most this often, ms: a customer who writes line by line is one sound. */
const BLIPS_EVERY = 1500;

type AlertsOptions = {
  store: DeskStore;
  words: i18n;
  ringer: Ringer;
  notifier: (onChoice: (taskId: string, choice: Choice) => void) => Notifier;
  /** The locks that all tabs of the browser share; undefined where there are none. */
  locks: LockManager | undefined;
  actions: { accept: (taskId: string) => void; reject: (taskId: string) => void };
  now: () => number;
  /** Does something once what has changed is on the screen; at once where nobody looks. */
  afterPaint?: (act: () => void) => void;
};

function noticeOf(words: i18n, offer: Offer) {
  const name = nameOf(offer.customer) || words.t('customer.unnamed');
  return {
    taskId: offer.taskId,
    address: addressTo('conversations', offer.conversationId),
    title: words.t('alert.offer', { name }),
    body: [offer.queue, toPlainText(offer.preview)].filter((text) => text !== '').join('\n'),
    buttons: { accept: words.t('offer.accept'), reject: words.t('offer.reject') },
  };
}

const noticeId = ({ id }: Call): string => `call ${id}`;

/** A call is answered at the desk, by its button or key: Finesse knows no way to decline it. */
function callNotice(words: i18n, call: Call) {
  return {
    taskId: noticeId(call),
    address: addressTo('conversations', null),
    title: callTitle(words, call),
    body: [call.queue, call.number].filter((text) => text !== null).join('\n'),
    buttons: null,
  };
}

/** Watches the store and speaks up. The answer stops it. */
export function startAlerts(options: AlertsOptions): () => void {
  const { store, words, ringer, locks, actions, now } = options;
  const later = options.afterPaint ?? afterPaint;
  const views = createSharedViews(locks);
  const call = createOfferCall(ringer, now);
  const phone = createPhoneCall(ringer);
  const notifier = options.notifier((taskId, choice) => {
    if (choice === 'accept') actions.accept(taskId);
    else if (choice === 'reject') actions.reject(taskId);
    else if (!goToOffer(taskId)) document.querySelector<HTMLElement>('[data-call-action="ANSWER"]')?.focus();
  });
  let blipped = -Infinity;
  let stopped = false;

  const updateRing = () => {
    if (stopped) return;
    const state = store.getState();
    const may = ringing.leads() && ringer.audible() === true;
    phone.follow(state, may);
    call.follow(state, may && callToHear(state) === undefined);
  };
  const ringing = createLeader(locks, 'ring', updateRing);
  // Offers that were there before this tab came to speak for all.
  const notifying = createLeader(locks, 'notify', () => {
    void announce(Object.values(store.getState().offers));
  });

  /** A tab leads only while it can be heard. */
  const listen = () => {
    const audible = ringer.audible();
    if (audible === true) ringing.start();
    else ringing.stepDown();
    store.setState({ audio: audible === null ? 'unknown' : audible ? 'on' : 'blocked' });
    updateRing();
  };

  const updateView = () => {
    const { selected, place } = store.getState();
    const seen = document.visibilityState === 'visible' && document.hasFocus();
    views.show(seen ? { conversationId: place === 'conversations' ? selected : null } : null);
  };

  const playMessageSound = async (state: DeskState, before: DeskState) => {
    const waiting = Object.keys(state.offers).length > 0 || callToHear(state) !== undefined;
    if (waiting || !ringing.leads()) return;
    for (const conversation of withNewMessages(before, state)) {
      if (await views.inView(conversation.id)) continue;
      if (stopped || now() - blipped < BLIPS_EVERY) return;
      blipped = now();
      ringer.once(soundOf(state.settings, 'message', conversation.mrdId), 'blip', volumeOf(state.settings));
      return;
    }
  };

  const announce = async (fresh: readonly Offer[]) => {
    if (!store.getState().settings.notifications || !notifying.leads() || (await views.anyInView())) return;
    for (const offer of fresh) {
      if (store.getState().offers[offer.taskId] !== undefined) notifier.show(noticeOf(words, offer));
    }
  };

  const announceCall = async (rings: Call) => {
    if (!store.getState().settings.notifications || !notifying.leads() || (await views.anyInView())) return;
    if (ringingCall(phoneOf(store.getState()))?.id === rings.id) notifier.show(callNotice(words, rings));
  };

  const follow = (state: DeskState, before: DeskState) => {
    if (state.selected !== before.selected || state.place !== before.place) updateView();
    if (
      state.offers === before.offers &&
      state.conversations === before.conversations &&
      state.seen === before.seen &&
      state.settings === before.settings &&
      state.asking === before.asking &&
      state.slices === before.slices
    ) {
      return;
    }
    // Who is offered something sees it first: making a sound takes its time.
    later(() => {
      if (stopped) return;
      showOnTab(words, store.getState());
      updateRing();
    });
    const rings = ringingCall(phoneOf(state));
    const rang = ringingCall(phoneOf(before));
    if (rings?.id !== rang?.id) {
      if (rang !== undefined) notifier.clear(noticeId(rang));
      if (rings !== undefined) void announceCall(rings);
    }
    void playMessageSound(state, before);
    if (state.offers === before.offers) return;
    const fresh = Object.values(state.offers).filter((offer) => before.offers[offer.taskId] === undefined);
    if (fresh.length > 0) void announce(fresh);
    for (const taskId of Object.keys(before.offers)) {
      if (state.offers[taskId] === undefined) notifier.clear(taskId);
    }
  };

  const onInput = () => {
    if (ringer.audible() !== true) void ringer.unlock();
  };

  const onLanguageChanged = () => {
    showOnTab(words, store.getState());
  };

  const unsubscribe = store.subscribe(follow);
  const stopListening = ringer.onChange(listen);
  window.addEventListener('pointerdown', onInput);
  window.addEventListener('keydown', onInput);
  window.addEventListener('focus', updateView);
  window.addEventListener('blur', updateView);
  document.addEventListener('visibilitychange', updateView);
  words.on('languageChanged', onLanguageChanged);
  notifying.start();
  updateView();
  showOnTab(words, store.getState());
  listen();
  if (notifying.leads()) void announce(Object.values(store.getState().offers));

  return () => {
    stopped = true;
    unsubscribe();
    words.off('languageChanged', onLanguageChanged);
    stopListening();
    window.removeEventListener('pointerdown', onInput);
    window.removeEventListener('keydown', onInput);
    window.removeEventListener('focus', updateView);
    window.removeEventListener('blur', updateView);
    document.removeEventListener('visibilitychange', updateView);
    call.silence();
    phone.silence();
    notifier.stop();
    views.stop();
    ringing.stop();
    notifying.stop();
    ringer.close();
  };
}
