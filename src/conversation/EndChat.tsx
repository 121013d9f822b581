import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions/actions.ts';
import { useActions, useAsking, useDesk } from '../desk/desk-context.ts';
import { useCustomerName } from '../desk/names.ts';
import { currentSession, isCall } from '../store/conversation.ts';
import type { Conversation } from '../store/model.ts';
import { hasUnsentWords } from '../store/unsent.ts';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../ui/Popover.tsx';
import styles from './EndChat.module.css';

/** Roles in which an agent serves the customer: the chat goes on with them. */
const SERVING: ReadonlySet<string> = new Set(['PRIMARY', 'ASSISTANT']);

/**
 * Ends the chat; leaves it where another agent stays with the customer, and where they are on the phone: a call is ended
 * there. What can't be undone is asked once, with the focus on Cancel; when the customer has gone already there is
 * nothing to end and it does not ask.
 */
export function EndChat({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const actions = useActions();
  const customerName = useCustomerName();
  const [asked, setAsked] = useState(false);
  const { id } = conversation;
  const asking = useAsking(control.leave(id));
  const online = useDesk((state) => state.link.status === 'online');
  const me = useDesk((state) => state.me?.id);
  const unsent = useDesk((state) => hasUnsentWords(state, id));
  const here = currentSession(conversation)?.active === true;
  // Who only listens ends nothing.
  const watches = conversation.kind === 'watched';
  const others =
    watches || conversation.agents.some((agent) => agent.userId !== me && SERVING.has(agent.role));
  const calls = isCall(conversation);
  const words = others || calls ? 'conversation.leave' : 'conversation.endChat';
  const button = (
    <Button
      size="small"
      className={styles.end}
      pending={asking !== null}
      disabled={!online}
      data-control={control.leave(id)}
      icon={<LogOut className="mirror" size={15} aria-hidden="true" />}
      title={online ? t(words) : t('conversation.offline')}
      onClick={here && !watches ? undefined : () => actions.leave(id)}
    >
      <span className={styles.words}>{t(words)}</span>
    </Button>
  );
  if (!here || watches) return button;
  const name = customerName(conversation.customer);
  return (
    <Popover trigger={button} label={t(words)} open={asked} onOpenChange={setAsked} first="[data-cancel]">
      <p className={styles.question}>
        {t(
          calls ? 'conversation.leaveCallAsk' : others ? 'conversation.leaveAsk' : 'conversation.endChatAsk',
          {
            name,
          },
        )}
      </p>
      {unsent && <p className={styles.warning}>{t('conversation.unsentAsk')}</p>}
      <div className={styles.answers}>
        <Button
          data-cancel
          onClick={() => {
            setAsked(false);
          }}
        >
          {t('common.cancel')}
        </Button>
        <Button
          look="danger"
          onClick={() => {
            setAsked(false);
            actions.leave(id);
          }}
        >
          {t(words)}
        </Button>
      </div>
    </Popover>
  );
}
