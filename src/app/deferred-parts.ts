/** Which parts of the desk come after the first screen. */
import { deferred } from '../desk/deferred.ts';
import type { Place } from '../desk/places.ts';
import { deferredNotices } from '../notices/deferred-notices.ts';
import {
  deferredMrdMenu,
  deferredStateMenu,
  deferredTakeBack,
  deferredTakeBackMrd,
} from '../presence/deferred-menus.ts';

export const deferredConversation = deferred(
  async () => (await import('../conversation/ConversationView.tsx')).ConversationView,
  'conversations',
);
export const deferredKeys = deferred(async () => (await import('./DeskKeys.tsx')).DeskKeys);
export const deferredTooltip = deferred(async () => (await import('../ui/Tooltip.tsx')).Tooltip);
export const deferredSignOut = deferred(
  async () => (await import('./shell/SignOutQuestion.tsx')).SignOutQuestion,
);
export const deferredSplitter = deferred(async () => (await import('../ui/Splitter.tsx')).Splitter);
export const deferredWhileAway = deferred(
  async () => (await import('../away/WhileAway.tsx')).WhileAway,
  'conversations',
);
export const deferredContext = deferred(
  async () => (await import('../customer/ContextPane.tsx')).ContextPane,
  'conversations',
);
export const deferredSettings = deferred(
  async () => (await import('../settings/SettingsPage.tsx')).SettingsPage,
  'settings',
);
export const deferredLists = deferred(
  async () => (await import('../lists/ListsPage.tsx')).ListsPage,
  'conversations',
);
export const deferredTeam = deferred(async () => (await import('../team/TeamPage.tsx')).TeamPage, 'team');
export const deferredNews = deferred(async () => (await import('./shell/News.tsx')).News);
export const deferredShortcuts = deferred(
  async () => (await import('../shortcuts/ShortcutSheet.tsx')).ShortcutSheet,
);
export const deferredWriteFirst = deferred(
  async () => (await import('../customer/WriteFirst.tsx')).WriteFirst,
  'conversations',
);
export const deferredPalette = deferred(async () => (await import('../palette/Palette.tsx')).Palette);
export const deferredGuide = deferred(
  async () => (await import('../guide/Guide.tsx')).Guide,
  'conversations',
);
export const deferredLinkDetails = deferred(
  async () => (await import('./shell/LinkDetails.tsx')).LinkDetails,
);
export const deferredPrint = deferred(
  async () => (await import('../print/PrintView.tsx')).PrintView,
  'conversations',
);
export const deferredUserMenu = deferred(async () => (await import('./shell/UserMenu.tsx')).UserMenu);

/** What every place has around it. */
const COMMON = [
  deferredKeys,
  deferredSignOut,
  deferredTooltip,
  deferredStateMenu,
  deferredTakeBack,
  deferredTakeBackMrd,
  deferredMrdMenu,
  deferredUserMenu,
  deferredShortcuts,
  deferredPalette,
  deferredLinkDetails,
  deferredNotices,
  deferredNews,
];

/** Fetches what all places have in common, and what these places need, while nobody waits. */
export function loadDeferredParts(places: readonly Place[]): Promise<unknown> {
  const own = places.flatMap(({ page, parts = [] }) => [page, ...parts]);
  return Promise.allSettled([...COMMON, ...own].map((part) => part.load()));
}
