import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../../desk/desk-context.ts';
import { ownOpenConversations } from '../../store/kind.ts';
import { hasUnsentWords } from '../../store/unsent.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './SignOutQuestion.module.css';

/** Asks before a sign-out that gives conversations to others. */
export function SignOutQuestion() {
  const { t } = useTranslation();
  const actions = useActions();
  const asked = useDesk((state) => state.signingOut);
  const count = useDesk((state) => ownOpenConversations(state).length);
  const unsent = useDesk((state) =>
    Object.values(state.conversations).some((each) => hasUnsentWords(state, each.id)),
  );
  if (asked === null) return null;
  return (
    <Dialog
      title={t('signOut.title')}
      closeLabel={t('common.close')}
      first="[data-cancel]"
      onClose={() => {
        actions.answerSignOut(false);
      }}
      footer={
        <div className={styles.answers}>
          <Button
            data-cancel
            onClick={() => {
              actions.answerSignOut(false);
            }}
          >
            {t('common.cancel')}
          </Button>
          <Button
            look="danger"
            onClick={() => {
              actions.answerSignOut(true);
            }}
          >
            {t('user.signOut')}
          </Button>
        </div>
      }
    >
      <p>{t('signOut.open', { count })}</p>
      {unsent && <p className={styles.warning}>{t('signOut.unsent')}</p>}
    </Dialog>
  );
}
