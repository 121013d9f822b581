/** Which parts of the desk come after the first screen. */
import { late } from '../desk/late.ts';
import type { Place } from '../desk/places.ts';
import { lateNotices } from '../notices/late-notices.ts';
import { lateMrdMenu, lateStateMenu, lateTakeBack, lateTakeBackMrd } from '../presence/late-menus.ts';

export const lateConversation = late(
  async () => (await import('../conversation/ConversationView.tsx')).ConversationView,
  'conversations',
);
export const lateKeys = late(async () => (await import('./DeskKeys.tsx')).DeskKeys);
export const lateTooltip = late(async () => (await import('../ui/Tooltip.tsx')).Tooltip);
export const lateSignOut = late(async () => (await import('./shell/SignOutQuestion.tsx')).SignOutQuestion);
export const lateSplitter = late(async () => (await import('../ui/Splitter.tsx')).Splitter);
export const lateWhileAway = late(
  async () => (await import('../away/WhileAway.tsx')).WhileAway,
  'conversations',
);
export const lateContext = late(
  async () => (await import('../customer/ContextPane.tsx')).ContextPane,
  'conversations',
);
export const lateSettings = late(
  async () => (await import('../settings/SettingsPage.tsx')).SettingsPage,
  'settings',
);
export const lateTeam = late(async () => (await import('../team/TeamPage.tsx')).TeamPage, 'team');
export const lateAnnouncements = late(
  async () => (await import('../announcements/AnnouncementBar.tsx')).AnnouncementBar,
);
export const lateInactivity = late(async () => (await import('../idle/InactivityBar.tsx')).InactivityBar);
export const lateShortcuts = late(async () => (await import('../shortcuts/ShortcutSheet.tsx')).ShortcutSheet);
export const lateWriteFirst = late(
  async () => (await import('../customer/WriteFirst.tsx')).WriteFirst,
  'conversations',
);
export const latePalette = late(async () => (await import('../palette/Palette.tsx')).Palette);
export const lateGuide = late(async () => (await import('../guide/Guide.tsx')).Guide, 'conversations');
export const lateLinkDetails = late(async () => (await import('./shell/LinkDetails.tsx')).LinkDetails);
export const latePrint = late(
  async () => (await import('../print/PrintView.tsx')).PrintView,
  'conversations',
);
export const lateUserMenu = late(async () => (await import('./shell/UserMenu.tsx')).UserMenu);

/** What every place has around it. */
const COMMON = [
  lateKeys,
  lateSignOut,
  lateTooltip,
  lateStateMenu,
  lateTakeBack,
  lateTakeBackMrd,
  lateMrdMenu,
  lateUserMenu,
  lateShortcuts,
  latePalette,
  lateLinkDetails,
  lateNotices,
  lateAnnouncements,
  lateInactivity,
];

/** Fetches what all places have in common, and what these places need, while nobody waits. */
export function loadLateParts(places: readonly Place[]): Promise<unknown> {
  const own = places.flatMap(({ page, parts = [] }) => [page, ...parts]);
  return Promise.allSettled([...COMMON, ...own].map((part) => part.load()));
}
