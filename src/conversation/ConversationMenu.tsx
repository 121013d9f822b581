import { Ellipsis, Printer, Search, Volume2, VolumeX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { useKeys } from '../desk/keys/use-keys.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';

/** What is seldom done with a whole conversation. */
export function ConversationMenu({ id }: { id: string }) {
  const { t } = useTranslation();
  const actions = useActions();
  const muted = useDesk((state) => state.muted[id] === true);
  const searchKeys = useKeys('search');
  const printKeys = useKeys('print');
  return (
    <Menu
      align="end"
      label={t('conversation.more')}
      trigger={<IconButton label={t('conversation.more')} icon={<Ellipsis size={18} />} />}
    >
      <MenuItem
        icon={<Search size={16} />}
        hint={searchKeys}
        onSelect={() => {
          actions.search(id);
        }}
      >
        {t('search.open')}
      </MenuItem>
      <MenuItem
        icon={muted ? <Volume2 size={16} /> : <VolumeX size={16} />}
        onSelect={() => actions.mute(id, !muted)}
      >
        {t(muted ? 'conversation.unmute' : 'conversation.mute')}
      </MenuItem>
      <MenuItem
        icon={<Printer size={16} aria-hidden="true" />}
        hint={printKeys}
        onSelect={() => {
          actions.print(id);
        }}
      >
        {t('palette.print')}
      </MenuItem>
    </Menu>
  );
}
