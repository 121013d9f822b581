import { Pencil, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { DeferredPart } from '../desk/DeferredPart.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import type { MessageEntry } from '../store/fold.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { changeActions } from './change-actions.ts';
import { deferredEdit, deferredUnsend } from './deferred-changes.ts';
import styles from './WhisperWords.module.css';

/** The words of one whisper in the thread of colleagues; whoever wrote them changes them or takes them back. */
export function WhisperWords({ conversationId, entry }: { conversationId: string; entry: MessageEntry }) {
  const { t } = useTranslation();
  const actions = useSlice(changeActions);
  const own = useDesk((state) => state.me?.id === entry.author.id);
  const how = useDesk(({ changing }) => (changing?.messageId === entry.id ? changing.how : null));
  const gone = entry.body.type === 'DELETEDNOTIFICATION';
  const words = gone ? <em className={styles.gone}>{t('body.deleted')}</em> : entry.body.text;
  if (how === 'edit') return <DeferredPart of={deferredEdit} props={{ entry }} meanwhile={words} />;
  return (
    <>
      <span className={styles.line}>
        <span className={styles.words} dir="auto">
          {words}
        </span>
        {entry.edited === true && !gone && <small className={styles.edited}>{t('timeline.edited')}</small>}
        {own && !gone && how === null && (
          <span className={styles.tools} role="group" aria-label={t('timeline.tools')}>
            <IconButton
              className={styles.tool}
              label={t('timeline.edit')}
              icon={<Pencil size={14} />}
              onClick={() => {
                actions.begin(conversationId, entry, 'edit');
              }}
            />
            <IconButton
              className={styles.tool}
              label={t('timeline.takeBack')}
              icon={<Undo2 className="mirror" size={14} />}
              onClick={() => {
                actions.begin(conversationId, entry, 'unsend');
              }}
            />
          </span>
        )}
      </span>
      {how === 'unsend' && <DeferredPart of={deferredUnsend} props={{ entry }} />}
    </>
  );
}
