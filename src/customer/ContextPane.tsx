import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { isWrappingUp, may } from '../store/selectors.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Tabs, type Tab } from '../ui/Tabs.tsx';
import { WrapupForm } from '../wrapup/WrapupForm.tsx';
import styles from './ContextPane.module.css';
import { CustomerCard } from './CustomerCard.tsx';
import { History } from './history/History.tsx';

/** Beside the conversation: who the customer is, what was before, and the wrap-up when it is due. */
export function ContextPane({ id }: { id: string }) {
  const { t } = useTranslation();
  const actions = useActions();
  const drawer = useDesk((state) => state.contextOpen);
  const conversation = useDesk((state) => state.conversations[id]);
  const mayReadPast = useDesk(
    (state) =>
      may(state, 'agent-conversation-control/view_history') ||
      may(state, 'agent-conversation-control/view_history_active_customer'),
  );
  const [chosen, setChosen] = useState<string | null>(null);
  if (conversation === undefined) return null;
  const wrapping = isWrappingUp(conversation);
  const past = mayReadPast && conversation.customer.id !== '';
  const tabs: Tab[] = [
    ...(wrapping
      ? [
          {
            id: 'wrapup',
            name: t('wrapup.title'),
            content: <WrapupForm key={id} conversation={conversation} />,
          },
        ]
      : []),
    {
      id: 'customer',
      name: t('customer.title'),
      content: (
        <CustomerCard
          conversation={conversation}
          onAllPast={
            past
              ? () => {
                  setChosen('history');
                }
              : null
          }
        />
      ),
    },
    ...(past
      ? [
          {
            id: 'history',
            name: t('history.title'),
            content: <History key={conversation.customer.id} conversation={conversation} />,
          },
        ]
      : []),
  ];
  const first = wrapping ? 'wrapup' : 'customer';
  const value = tabs.some((tab) => tab.id === chosen) && chosen !== null ? chosen : first;
  return (
    <Tabs
      label={t('customer.pane')}
      tabs={tabs}
      value={value}
      onChange={setChosen}
      aside={
        drawer && (
          <IconButton
            className={styles.close}
            label={t('conversation.hideContext')}
            icon={<X size={18} />}
            onClick={() => {
              actions.toggleContext();
            }}
          />
        )
      }
    />
  );
}
