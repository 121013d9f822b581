import { PanelRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions/actions.ts';
import { AnswerClock } from '../desk/AnswerClock.tsx';
import { ChannelIcon, channelName } from '../desk/ChannelIcon.tsx';
import { useActions, useDesk, useNow } from '../desk/desk-context.ts';
import { useCustomerName } from '../desk/names.ts';
import { Refused } from '../desk/Refused.tsx';
import { HelpButton } from '../help/HelpButton.tsx';
import { useFormat } from '../i18n/format.ts';
import { useConfigured } from '../desk/use-configured.ts';
import { currentSession } from '../store/conversation.ts';
import type { Conversation } from '../store/model.ts';
import { canDo } from '../store/selectors.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { BackButton } from './BackButton.tsx';
import styles from './ConversationHeader.module.css';
import { ConversationMenu } from './ConversationMenu.tsx';
import { EndChat } from './EndChat.tsx';

/** How long the conversation has been running. */
function Running({ since }: { since: number }) {
  const format = useFormat();
  return <span className={styles.running}>{format.duration(useNow() - since)}</span>;
}

/** Whom this is with, by which way, since when, and what can be done with the whole of it. */
export function ConversationHeader({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const actions = useActions();
  const customerName = useCustomerName();
  const configured = useConfigured();
  const contextOpen = useDesk((state) => state.contextOpen);
  const session = currentSession(conversation);
  const name = customerName(conversation.customer);
  const away = session?.active === true && session.connected === false;
  return (
    <>
      <header className={styles.head}>
        <BackButton />
        <span className={styles.face}>
          <Avatar name={name} size="small" />
        </span>
        <div className={styles.who}>
          <h2 className={styles.name}>
            <bdi>{name}</bdi>
          </h2>
          <p className={styles.meta}>
            <ChannelIcon type={session?.channelType ?? ''} />
            <span>{channelName(session?.channelType ?? '')}</span>
            {conversation.awaited !== null && <AnswerClock awaited={conversation.awaited} />}
            {conversation.queue !== '' && (
              <span className={styles.queue}>
                · <bdi>{configured.queue(conversation.queue)}</bdi>
              </span>
            )}
            <span>
              · <Running since={conversation.startedAt} />
            </span>
            {away && <span className={styles.away}>· {t('conversation.away')}</span>}
          </p>
        </div>
        <HelpButton conversation={conversation} />
        {canDo(conversation, 'LEAVE') && <EndChat conversation={conversation} />}
        <ConversationMenu conversation={conversation} />
        {conversation.role !== 'WRAP_UP' && (
          <IconButton
            className={styles.context}
            label={t(contextOpen ? 'conversation.hideContext' : 'conversation.showContext')}
            icon={<PanelRight className="mirror" size={18} />}
            aria-expanded={contextOpen}
            onClick={() => {
              actions.toggleContext();
            }}
          />
        )}
      </header>
      <div className={styles.refusals}>
        <Refused control={control.leave(conversation.id)} />
      </div>
    </>
  );
}
