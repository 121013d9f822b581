import { useTranslation } from 'react-i18next';
import { KeptWords } from '../desk/KeptWords.tsx';
import { useCustomerName } from '../desk/names.ts';
import type { Conversation } from '../store/model.ts';
import { composerBlock } from '../store/selectors.ts';
import styles from './Composer.module.css';
import { modesOf } from './modes.ts';
import { Writer } from './Writer.tsx';

/** Where the agent writes to the customer, or why nothing can be written. */
export function Composer({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const customerName = useCustomerName();
  const blocked = composerBlock(conversation);
  const [mode] = modesOf(conversation);
  if (blocked !== null || mode === undefined) {
    return (
      <div className={styles.blocked}>
        <p>{t(`composer.${blocked ?? 'blockedRole'}`, { name: customerName(conversation.customer) })}</p>
        <KeptWords id={conversation.id} />
      </div>
    );
  }
  // One field for each conversation: nothing of one can reach another.
  return <Writer key={conversation.id} conversation={conversation} mode={mode} />;
}
