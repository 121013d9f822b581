/**
 * Where in the desk the agent was, or wanted to go by a link, while the page is at the provider's: providers compare
 * the address to come back to character by character, so that it can't be a part of it.
 */
import { tabStore } from '../base/browser-capabilities.ts';

const KEPT = 'desk.address';

/** Keeps it while the page is away. One that was never gone to is still wanted where the page has none itself. */
export function keepAddress(): void {
  const { hash } = window.location;
  if (hash !== '' || tabStore.getItem(KEPT) === null) tabStore.setItem(KEPT, hash);
}

/** Gives it back, once. */
export function takeKeptAddress(): string {
  const kept = tabStore.getItem(KEPT) ?? '';
  tabStore.removeItem(KEPT);
  return kept;
}
