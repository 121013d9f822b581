import { useTranslation } from 'react-i18next';
import { useActions } from '../desk/desk-context.ts';
import { useCustomerName } from '../desk/names.ts';
import type { WordKey } from '../i18n/keys.ts';
import { isCall } from '../store/conversation.ts';
import type { Conversation } from '../store/model.ts';
import { Button } from '../ui/Button.tsx';
import styles from './GoneBar.module.css';
import { KeptWords } from '../desk/KeptWords.tsx';

/** Why a conversation ended without this agent's doing (protocol `UNSUBSCRIBE_REASONS` and ours) → its words. */
const WORDS: Readonly<Record<string, WordKey>> = {
  UNSUBSCRIBED: 'gone.customerLeft',
  'wrap Up Timer Expired': 'gone.wrapupExpired',
  'Wrap Up applied': 'gone.wrapupApplied',
  CLOSED: 'gone.closed',
  AGENT_SLA_EXPIRED: 'gone.notAnswered',
  UNKNOWN: 'gone.unknown',
};

/** A conversation that is over for this agent says why, and what of the agent's own words is still here. */
export function GoneBar({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const actions = useActions();
  const customerName = useCustomerName();
  const { id, gone } = conversation;
  if (gone === null) return null;
  const key = WORDS[gone.reason];
  const name = customerName(conversation.customer);
  const words = key === 'gone.customerLeft' && isCall(conversation) ? 'gone.callEnded' : key;
  return (
    <div className={styles.gone}>
      <p role="status">
        {words === undefined ? t('gone.other', { reason: gone.reason }) : t(words, { name })}
      </p>
      <KeptWords id={id} withWrapup={gone.reason !== 'Wrap Up applied'} />
      <Button
        size="small"
        data-close={id}
        onClick={() => {
          actions.close(id);
        }}
      >
        {t('gone.close')}
      </Button>
    </div>
  );
}
