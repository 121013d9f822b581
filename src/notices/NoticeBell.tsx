import { Bell } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { useLate } from '../desk/late.ts';
import { lateNotices } from './late-notices.ts';
import { useKeys } from '../desk/keys/use-keys.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { unreadNotices } from './unread-notices.ts';

/** The bell with the number of unread entries; until the list behind it has come it only counts. */
export function NoticeBell() {
  const { t } = useTranslation();
  const count = useDesk(unreadNotices);
  const keys = useKeys('notices');
  const Full = useLate(lateNotices);
  if (Full !== null) return <Full />;
  return (
    <IconButton
      label={t('notices.button', { count })}
      icon={<Bell size={18} />}
      count={count}
      {...(keys !== undefined && { shortcut: keys })}
    />
  );
}
