import { useTranslation } from 'react-i18next';
import { copyText } from '../desk/browser-capabilities.ts';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { toPlainText } from '../markdown/plain-text.ts';
import type { Conversation } from '../store/model.ts';
import { outgoingOf } from '../store/selectors.ts';
import { wrapupText } from '../store/unsent.ts';
import { useShallow } from 'zustand/react/shallow';
import { Button } from '../ui/Button.tsx';
import styles from './GoneBar.module.css';

/** Why a conversation ended without this agent's doing (protocol `UNSUBSCRIBE_REASONS` and ours) → its words. */
const WORDS: Readonly<Record<string, string>> = {
  'wrap Up Timer Expired': 'wrapupExpired',
  CLOSED: 'closed',
  UNKNOWN: 'unknown',
};

/** A conversation that is over for this agent says why, and what of the agent's own words is still here. */
export function GoneBar({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const actions = useActions();
  const begun = useDesk((state) => state.drafts[conversation.id] ?? '');
  const wrapup = useDesk((state) => state.wrapupDrafts[conversation.id]);
  const lost = useDesk(useShallow((state) => outgoingOf(state, conversation.id))).filter(
    (message) => message.state !== 'accepted',
  );
  if (conversation.gone === null) return null;
  const key = WORDS[conversation.gone.reason];
  const kept = [...lost.map((message) => toPlainText(message.text)), begun, wrapupText(wrapup)].filter(
    (text) => text !== '',
  );
  return (
    <div className={styles.gone} role="status">
      <p>{key === undefined ? t('gone.other', { reason: conversation.gone.reason }) : t(`gone.${key}`)}</p>
      {kept.length > 0 && (
        <div className={styles.kept}>
          <p>{t('gone.kept')}</p>
          <blockquote dir="auto">{kept.join('\n')}</blockquote>
          <Button size="small" onClick={() => void copyText(kept.join('\n'))}>
            {t('gone.copy')}
          </Button>
        </div>
      )}
      <Button
        size="small"
        onClick={() => {
          actions.open(null);
        }}
      >
        {t('gone.close')}
      </Button>
    </div>
  );
}
