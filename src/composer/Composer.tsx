import { useTranslation } from 'react-i18next';
import { KeptWords } from '../desk/KeptWords.tsx';
import { useCustomerName } from '../desk/names.ts';
import type { Conversation } from '../store/model.ts';
import { composerBlock } from '../store/selectors.ts';
import styles from './Composer.module.css';
import type { ComposerMode } from './mode.ts';
import { ModeHost } from './ModeHost.tsx';
import { Writer } from './Writer.tsx';

/** Where the agent writes to the customer, or why nothing can be written. */
export function Composer({
  conversation,
  modes,
}: {
  conversation: Conversation;
  modes: readonly ComposerMode[];
}) {
  const { t } = useTranslation();
  const customerName = useCustomerName();
  const blocked = composerBlock(conversation) ?? 'blockedRole';
  return (
    // One field for each conversation: nothing of one can reach another.
    <ModeHost
      key={conversation.id}
      modes={modes}
      audience="customer"
      conversation={conversation}
      words={(mode) => <Writer conversation={conversation} mode={mode} />}
      none={
        <div className={styles.blocked}>
          <p>{t(`composer.${blocked}`, { name: customerName(conversation.customer) })}</p>
          <KeptWords id={conversation.id} />
        </div>
      }
    />
  );
}
