import { MessageSquarePlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../desk/desk-context.ts';
import type { Customer } from '../store/events.ts';
import { may } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';

/** Leads to the dialog in which the agent writes to this customer first; nothing for whoever may not. */
export function WriteButton({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const actions = useActions();
  const mayWrite = useDesk((state) => may(state, 'agent-conversation-control/view_initiate_chat'));
  const online = useDesk((state) => state.link.status === 'online');
  if (!mayWrite || customer.id === '') return null;
  return (
    <Button
      size="small"
      data-write-first
      disabled={!online}
      title={online ? undefined : t('conversation.offline')}
      icon={<MessageSquarePlus size={15} aria-hidden="true" />}
      onClick={() => {
        actions.show('writeFirst');
      }}
    >
      {t('writeFirst.open')}
    </Button>
  );
}
