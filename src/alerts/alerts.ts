/**
 * What makes an agent look up: sound, the page's title and icon, the browser's notification. All follow from the
 * state; an offer rings until it ends, in one tab only (B3).
 */
import type { i18n } from 'i18next';
import type { Ringer } from './ringer.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { DeskState, Offer } from '../store/model.ts';
import { offersInOrder, unreadInAll } from '../store/selectors.ts';
import calm from '../shell/icon.svg?no-inline';
import urgent from './icon-offer.svg?no-inline';
import type { Leader } from './leader.ts';

/** How often an offer rings, ms. */
const RINGS_EVERY = 3000;

function nameOf(words: i18n, offer: Offer): string {
  return offer.customer.name === '' ? words.t('customer.unnamed') : offer.customer.name;
}

function setIcon(address: string): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (link !== null && link.getAttribute('href') !== address) link.setAttribute('href', address);
}

function titleOf(words: i18n, state: DeskState): string {
  const [offer] = offersInOrder(state);
  if (offer !== undefined) return `● ${words.t('alert.offer', { name: nameOf(words, offer) })}`;
  const unread = unreadInAll(state);
  return unread > 0 ? `(${unread}) ${words.t('app.name')}` : words.t('app.name');
}

function notify(words: i18n, offer: Offer): void {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return;
  // The tag lets a second tab replace the notification instead of adding one.
  const notification = new Notification(words.t('alert.offer', { name: nameOf(words, offer) }), {
    body: [offer.queue, offer.preview].filter((text) => text !== '').join('\n'),
    tag: offer.taskId,
    icon: calm,
  });
  notification.onclick = () => {
    window.focus();
    notification.close();
  };
}

function heard(before: DeskState, after: DeskState): boolean {
  return Object.values(after.conversations).some((conversation) => {
    const known = before.conversations[conversation.id];
    if (known?.transcript.based !== true || conversation.transcript === known.transcript) return false;
    return conversation.transcript.fold.customerSeqs.some((seq) => seq > known.transcript.head);
  });
}

/** Watches the store and speaks up. The answer stops it. */
export function startAlerts(options: {
  store: DeskStore;
  words: i18n;
  ringer: Ringer;
  leader: Leader;
}): () => void {
  const { store, words, ringer, leader } = options;
  let ringing: ReturnType<typeof setInterval> | undefined;

  const volume = () => {
    const { sounds } = store.getState().settings;
    return sounds.enabled ? sounds.volume : 0;
  };
  const ringOnce = () => {
    if (leader.leads()) ringer.ring(volume());
  };

  const show = (state: DeskState) => {
    document.title = titleOf(words, state);
    setIcon(Object.keys(state.offers).length > 0 ? urgent : calm);
  };

  const unsubscribe = store.subscribe((state, before) => {
    if (
      state.offers === before.offers &&
      state.conversations === before.conversations &&
      state.seen === before.seen
    ) {
      return;
    }
    show(state);
    const fresh = Object.values(state.offers).filter((offer) => before.offers[offer.taskId] === undefined);
    if (fresh.length > 0) {
      ringOnce();
      clearInterval(ringing);
      ringing = setInterval(ringOnce, RINGS_EVERY);
      if (leader.leads() && state.settings.notifications && document.hidden) {
        for (const offer of fresh) notify(words, offer);
      }
    }
    if (Object.keys(state.offers).length === 0) clearInterval(ringing);
    else return;
    if (
      state.link.status === 'online' &&
      state.unconfirmed === null &&
      heard(before, state) &&
      leader.leads()
    ) {
      ringer.tick(volume());
    }
  });

  const touched = () => {
    ringer.unlock();
    leader.stand();
  };
  window.addEventListener('pointerdown', touched);
  window.addEventListener('keydown', touched);
  show(store.getState());

  return () => {
    unsubscribe();
    clearInterval(ringing);
    window.removeEventListener('pointerdown', touched);
    window.removeEventListener('keydown', touched);
    leader.stop();
  };
}
