import { Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { useKeys } from '../desk/keys/use-keys.ts';
import type { Conversation } from '../store/model.ts';
import { canDo } from '../store/selectors.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Popover } from '../ui/Popover.tsx';
import { HELP_KINDS, OF_KIND } from './help-targets.ts';
import { HelpPanel } from './HelpPanel.tsx';
import { helpControl } from './help-control.ts';

/** Opens the panel by which somebody else is asked; there only while the server lets the agent ask. */
export function HelpButton({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const actions = useActions();
  const keys = useKeys('help');
  const [open, setOpen] = useState(false);
  const online = useDesk((state) => state.link.status === 'online');
  const { id } = conversation;
  if (!HELP_KINDS.some((kind) => canDo(conversation, OF_KIND[kind].action))) return null;
  const close = () => {
    setOpen(false);
    actions.dismissRefusal(helpControl.ask(id));
  };
  return (
    <Popover
      label={t('help.open')}
      open={open}
      onOpenChange={(next) => {
        if (next) setOpen(true);
        else close();
      }}
      first="[role=combobox]"
      trigger={
        <IconButton
          label={t('help.open')}
          {...(keys !== undefined && { shortcut: keys })}
          icon={<Users size={18} />}
          disabled={!online}
          data-control={helpControl.ask(id)}
        />
      }
    >
      <HelpPanel conversation={conversation} onDone={close} />
    </Popover>
  );
}
