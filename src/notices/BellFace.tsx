import { Bell } from 'lucide-react';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { useKeys } from '../desk/keys/use-keys.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { unreadNotices } from './unread-notices.ts';

/** The bell with the number of unread entries. */
export function BellFace(rest: Partial<ComponentProps<typeof IconButton>>) {
  const { t } = useTranslation();
  const count = useDesk(unreadNotices);
  const keys = useKeys('notices');
  return (
    <IconButton
      {...rest}
      id="notices"
      label={t('notices.button', { count })}
      icon={<Bell size={18} />}
      count={count}
      {...(keys !== undefined && { shortcut: keys })}
    />
  );
}
