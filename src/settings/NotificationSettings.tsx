import { useTranslation } from 'react-i18next';
import { notifications } from '../base/browser-capabilities.ts';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { Switch } from '../ui/Switch.tsx';
import { SettingRow } from '../ui/SettingRow.tsx';

/** What the browser itself says: it may never have been asked, or have been told no for good. */
function permission(): NotificationPermission | 'missing' {
  return notifications()?.permission() ?? 'missing';
}

/** Notifications of the browser for offers, and why there can be none. */
export function NotificationSettings() {
  const { t } = useTranslation();
  const actions = useActions();
  const on = useDesk((state) => state.settings.notifications);
  const now = permission();
  const text =
    now === 'missing'
      ? 'settings.notificationsMissing'
      : now === 'denied'
        ? 'settings.notificationsDenied'
        : 'settings.notificationsText';
  const impossible = now === 'missing' || now === 'denied';
  return (
    <SettingRow name={t('settings.notifications')} text={t(text)}>
      {(labelledBy) => (
        <Switch
          labelledBy={labelledBy}
          checked={on && !impossible}
          disabled={impossible}
          onChange={(wanted) => {
            if (wanted) actions.askForNotifications();
            else actions.changeSettings({ notifications: false });
          }}
        />
      )}
    </SettingRow>
  );
}
