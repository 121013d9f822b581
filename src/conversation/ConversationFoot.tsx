import { useTranslation } from 'react-i18next';
import { useNow } from '../desk/desk-context.ts';
import { useCustomerName } from '../desk/names.ts';
import type { Conversation } from '../store/model.ts';
import styles from './ConversationFoot.module.css';

/** One line under the timeline: who types. Its room is always there, so nothing jumps. */
export function ConversationFoot({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const now = useNow();
  const customerName = useCustomerName();
  const { typing } = conversation;
  const name = typing?.name === '' ? customerName(conversation.customer) : (typing?.name ?? '');
  return (
    <p className={styles.foot}>
      {typing !== null && typing.until > now && (
        <>
          <span className={styles.dots} aria-hidden="true">
            <span />
            <span />
            <span />
          </span>
          {t('conversation.typing', { name })}
        </>
      )}
    </p>
  );
}
