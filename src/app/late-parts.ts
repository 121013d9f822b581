/** Which parts of the desk come after the first screen. */
import { late } from '../desk/late.ts';
import { lateFigures } from '../home/late-figures.ts';
import { lateNotices } from '../notices/late-notices.ts';
import { lateEnding } from '../offers/late-ending.ts';
import { lateMrdMenu, lateStateMenu, lateTakeBack, lateTakeBackMrd } from '../presence/late-menus.ts';

export const lateConversation = late(
  async () => (await import('../conversation/ConversationView.tsx')).ConversationView,
);
export const lateSignOut = late(async () => (await import('./shell/SignOutQuestion.tsx')).SignOutQuestion);
export const lateSplitter = late(async () => (await import('../ui/Splitter.tsx')).Splitter);
export const lateWhileAway = late(async () => (await import('../away/WhileAway.tsx')).WhileAway);
export const lateContext = late(async () => (await import('../customer/ContextPane.tsx')).ContextPane);
export const lateSettings = late(async () => (await import('../settings/SettingsPage.tsx')).SettingsPage);
export const lateShortcuts = late(async () => (await import('../shortcuts/ShortcutSheet.tsx')).ShortcutSheet);
export const latePalette = late(async () => (await import('../palette/Palette.tsx')).Palette);
export const lateGuide = late(async () => (await import('../guide/Guide.tsx')).Guide);
export const lateLinkDetails = late(async () => (await import('./shell/LinkDetails.tsx')).LinkDetails);
export const latePrint = late(async () => (await import('../print/PrintView.tsx')).PrintView);
export const lateUserMenu = late(async () => (await import('./shell/UserMenu.tsx')).UserMenu);

/** Fetches all of them while nobody waits. */
export function loadLateParts(): Promise<unknown> {
  return Promise.allSettled([
    lateEnding.load(),
    lateSignOut.load(),
    lateStateMenu.load(),
    lateTakeBack.load(),
    lateTakeBackMrd.load(),
    lateMrdMenu.load(),
    lateUserMenu.load(),
    lateWhileAway.load(),
    lateSplitter.load(),
    lateFigures.load(),
    lateConversation.load(),
    lateContext.load(),
    lateSettings.load(),
    lateShortcuts.load(),
    latePalette.load(),
    lateGuide.load(),
    lateLinkDetails.load(),
    latePrint.load(),
    lateNotices.load(),
  ]);
}
