/** Which parts of the desk come after the first screen. */
import { late } from '../desk/late.ts';
import { lateMrdMenu, lateStateMenu } from '../presence/late-menus.ts';

export const lateConversation = late(
  async () => (await import('../conversation/ConversationView.tsx')).ConversationView,
);
export const lateContext = late(async () => (await import('../customer/ContextPane.tsx')).ContextPane);
export const lateSettings = late(async () => (await import('../settings/SettingsPage.tsx')).SettingsPage);
export const lateShortcuts = late(async () => (await import('./ShortcutSheet.tsx')).ShortcutSheet);
export const lateUserMenu = late(async () => (await import('./UserMenu.tsx')).UserMenu);
export const lateNotices = late(async () => (await import('./NoticesPopover.tsx')).NoticesPopover);

/** Fetches all of them while nobody waits. */
export function loadLateParts(): Promise<unknown> {
  return Promise.allSettled([
    lateStateMenu.load(),
    lateMrdMenu.load(),
    lateUserMenu.load(),
    lateConversation.load(),
    lateContext.load(),
    lateSettings.load(),
    lateShortcuts.load(),
    lateNotices.load(),
  ]);
}
