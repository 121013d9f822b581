import { useTranslation } from 'react-i18next';
import { Composer } from '../composer/Composer.tsx';
import { PartBoundary, QuietBoundary } from '../desk/Boundary.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { useCustomerName } from '../desk/names.ts';
import { Company } from '../help/Company.tsx';
import { HelpThread } from '../help/HelpThread.tsx';
import { NarrowEnding } from '../offers/LatestEnding.tsx';
import { OfferStrip } from '../offers/OfferStrip.tsx';
import { ConversationFoot } from './ConversationFoot.tsx';
import { ConversationHeader } from './ConversationHeader.tsx';
import styles from './ConversationView.module.css';
import { GoneBar } from './GoneBar.tsx';
import { MODES } from './modes.ts';
import { RestBar } from './RestBar.tsx';
import { StayBar } from './StayBar.tsx';
import { Timeline } from './Timeline.tsx';
import { WhisperWords } from './WhisperWords.tsx';

/** One conversation: who, what was said, and where to answer. */
export function ConversationView({ id }: { id: string }) {
  const { t } = useTranslation();
  const conversation = useDesk((state) => state.conversations[id]);
  const customerName = useCustomerName();
  if (conversation?.transcript.based !== true) {
    return <p className={styles.waiting}>{t('conversation.waiting')}</p>;
  }
  return (
    <section
      className={styles.view}
      aria-label={t('conversation.with', { name: customerName(conversation.customer) })}
      data-open-conversation={id}
    >
      <ConversationHeader conversation={conversation} />
      <QuietBoundary of={conversation.agents}>
        <Company conversation={conversation} />
      </QuietBoundary>
      <QuietBoundary of={conversation}>
        <RestBar conversation={conversation} />
        <StayBar conversation={conversation} />
      </QuietBoundary>
      <NarrowEnding />
      <OfferStrip />
      <PartBoundary of={conversation.transcript}>
        <Timeline key={id} conversation={conversation} />
      </PartBoundary>
      <QuietBoundary of={conversation}>
        <ConversationFoot conversation={conversation} />
      </QuietBoundary>
      <QuietBoundary of={conversation.transcript}>
        <HelpThread
          key={id}
          conversation={conversation}
          modes={MODES}
          words={(entry) => <WhisperWords conversationId={id} entry={entry} />}
        />
      </QuietBoundary>
      {conversation.gone === null ? (
        <Composer conversation={conversation} modes={MODES} />
      ) : (
        <GoneBar conversation={conversation} />
      )}
    </section>
  );
}
