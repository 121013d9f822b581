import { Bell } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { useLate } from '../desk/late.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { lateNotices } from './late-parts.ts';

/** The bell: how many things happened elsewhere. What they were opens from it; until that has come it only counts. */
export function Notices() {
  const { t } = useTranslation();
  const count = useDesk((state) => state.notices.length);
  const Full = useLate(lateNotices);
  if (Full !== null) return <Full />;
  return <IconButton label={t('notices.button', { count })} icon={<Bell size={18} />} count={count} />;
}
