import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/Dialog.tsx';
import { ShortcutList } from './ShortcutList.tsx';

/** All keys of the desk, to read and to change. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog wide title={t('shortcuts.title')} closeLabel={t('common.close')} onClose={onClose}>
      <ShortcutList />
    </Dialog>
  );
}
