import { Bell } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { LatePart } from '../desk/LatePart.tsx';
import { lateNotices } from './late-notices.ts';
import { useKeys } from '../desk/keys/use-keys.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { unreadNotices } from './unread-notices.ts';

function Bare() {
  const { t } = useTranslation();
  const count = useDesk(unreadNotices);
  const keys = useKeys('notices');
  return (
    <IconButton
      label={t('notices.button', { count })}
      icon={<Bell size={18} />}
      count={count}
      {...(keys !== undefined && { shortcut: keys })}
    />
  );
}

/** The bell with the number of unread entries; until the list behind it has come it only counts. */
export function NoticeBell() {
  return <LatePart of={lateNotices} props={{}} meanwhile={<Bare />} />;
}
