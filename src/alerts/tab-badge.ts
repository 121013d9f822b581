/** What a tab shows when it is not looked at: title and icon, with how much waits. */
import type { i18n } from 'i18next';
import { nameOfCall, phoneOf, ringingCall, type Call } from '../phone/read-phone.ts';
import type { DeskState } from '../store/model.ts';
import { offersInOrder, unreadInAll } from '../store/selectors.ts';
import calm from './icon.svg?no-inline';
import urgent from './icon-offer.svg?no-inline';
import { nameOf } from '../desk/names.ts';

const LINK = 'link[rel="icon"]';

/** The icon with a number in its corner. */
export function iconWith(count: number): string {
  const words = count > 9 ? '9+' : String(count);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#3f5bd8"/><path d="M6 9.500A2.500 2.500 0 0 1 8.500 7h9A2.500 2.500 0 0 1 20 9.500v6a2.500 2.500 0 0 1-2.500 2.500H13l-4.500 3.500V18A2.500 2.500 0 0 1 6 15.500z" fill="#fff"/><circle cx="22" cy="21.500" r="9.500" fill="#e5484d" stroke="#fff" stroke-width="1.500"/><text x="22" y="26.200" text-anchor="middle" font-family="system-ui,sans-serif" font-weight="700" font-size="${count > 9 ? 11 : 14}" fill="#fff">${words}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** A call that rings, in words. */
export function callTitle(words: i18n, call: Call): string {
  const name = nameOfCall(call);
  return name === null ? words.t('alert.callUnknown') : words.t('alert.call', { name });
}

/** The title: whose call rings, else who waits to be answered first, else how many messages are unread. */
export function titleOf(words: i18n, state: DeskState): string {
  const call = ringingCall(phoneOf(state));
  if (call !== undefined) return `● ${callTitle(words, call)}`;
  const offers = offersInOrder(state);
  const [first] = offers;
  if (first !== undefined) {
    const name = nameOf(first.customer) || words.t('customer.unnamed');
    const many = offers.length > 1 ? `(${offers.length}) ` : '';
    return `● ${many}${words.t('alert.offer', { name })}`;
  }
  const unread = unreadInAll(state);
  return unread > 0 ? `(${unread}) ${words.t('app.name')}` : words.t('app.name');
}

function iconOf(state: DeskState): string {
  const calls = ringingCall(phoneOf(state)) === undefined ? 0 : 1;
  const offers = Object.keys(state.offers).length + calls;
  if (offers === 1) return urgent;
  if (offers > 1) return iconWith(offers);
  const unread = unreadInAll(state);
  return unread > 0 ? iconWith(unread) : calm;
}

/** Puts title and icon on the page. */
export function showOnTab(words: i18n, state: DeskState): void {
  const title = titleOf(words, state);
  if (document.title !== title) document.title = title;
  const link = document.querySelector<HTMLLinkElement>(LINK);
  const icon = iconOf(state);
  if (link !== null && link.getAttribute('href') !== icon) link.setAttribute('href', icon);
}
