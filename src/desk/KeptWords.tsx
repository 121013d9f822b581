import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { copyText } from '../base/browser-capabilities.ts';
import { useDesk } from './desk-context.ts';
import { toLines } from '../markdown/plain-text.ts';
import { wordsOf } from '../store/outgoing.ts';
import { outgoingOf } from '../store/selectors.ts';
import { wrapupText } from '../store/unsent.ts';
import { Button } from '../ui/Button.tsx';
import styles from './KeptWords.module.css';

/** What the agent has written and can no longer send, word for word and line by line, to be copied. */
export function KeptWords({ id, withWrapup = false }: { id: string; withWrapup?: boolean }) {
  const { t } = useTranslation();
  const begun = useDesk((state) => state.drafts[id] ?? '');
  const wrapup = useDesk((state) => (withWrapup ? state.wrapupDrafts[id] : undefined));
  const outgoing = useDesk(useShallow((state) => outgoingOf(state, id)));
  const lost = outgoing.filter((message) => message.state !== 'accepted');
  const kept = [...lost.map((message) => toLines(wordsOf(message.body))), begun, wrapupText(wrapup)]
    .filter((text) => text.trim() !== '')
    .join('\n');
  if (kept === '') return null;
  return (
    <div className={styles.kept}>
      <p>{t('gone.kept')}</p>
      <blockquote dir="auto">{kept}</blockquote>
      <Button size="small" onClick={() => void copyText(kept)}>
        {t('gone.copy')}
      </Button>
    </div>
  );
}
