import { ArrowLeft, LogOut, PanelRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions.ts';
import { ChannelIcon, channelName } from '../desk/ChannelIcon.tsx';
import { useActions, useAsking, useDesk, useNow } from '../desk/desk-context.ts';
import { useCustomerName } from '../desk/names.ts';
import { Refused } from '../desk/Refused.tsx';
import { useFormat } from '../i18n/format.ts';
import { currentSession } from '../store/conversation.ts';
import type { Conversation } from '../store/model.ts';
import { canDo } from '../store/selectors.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Popover } from '../ui/Popover.tsx';
import styles from './ConversationHeader.module.css';
import { ConversationMenu } from './ConversationMenu.tsx';

/** How long the conversation has been running. */
function Running({ since }: { since: number }) {
  const format = useFormat();
  return <span className={styles.running}>{format.duration(useNow() - since)}</span>;
}

/**
 * Leaving ends the customer's chat, which can't be undone, so it asks once; when the customer has gone already
 * there is nothing to end and it does not ask.
 */
function Leave({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const actions = useActions();
  const customerName = useCustomerName();
  const [asked, setAsked] = useState(false);
  const { id } = conversation;
  const asking = useAsking(control.leave(id));
  const online = useDesk((state) => state.link.status === 'online');
  const here = currentSession(conversation)?.active === true;
  const button = (
    <Button
      size="small"
      pending={asking !== null}
      disabled={!online}
      data-control={control.leave(id)}
      icon={<LogOut className="mirror" size={15} aria-hidden="true" />}
      title={online ? undefined : t('conversation.offline')}
      onClick={here ? undefined : () => actions.leave(id)}
    >
      {t('conversation.leave')}
    </Button>
  );
  if (!here) return button;
  const name = customerName(conversation.customer);
  return (
    <Popover trigger={button} label={t('conversation.leave')} open={asked} onOpenChange={setAsked}>
      <p className={styles.question}>{t('conversation.leaveAsk', { name })}</p>
      <div className={styles.answers}>
        <Button
          look="danger"
          onClick={() => {
            setAsked(false);
            actions.leave(id);
          }}
        >
          {t('conversation.leaveYes')}
        </Button>
        <Button
          look="quiet"
          onClick={() => {
            setAsked(false);
          }}
        >
          {t('conversation.leaveNo')}
        </Button>
      </div>
    </Popover>
  );
}

/** Whom this is with, by which way, since when, and what can be done with the whole of it. */
export function ConversationHeader({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const actions = useActions();
  const customerName = useCustomerName();
  const contextOpen = useDesk((state) => state.contextOpen);
  const session = currentSession(conversation);
  const name = customerName(conversation.customer);
  const away = session?.active === true && session.connected === false;
  return (
    <>
      <header className={styles.head}>
        <IconButton
          className={styles.back}
          label={t('conversation.back')}
          icon={<ArrowLeft className="mirror" size={18} />}
          onClick={() => {
            actions.open(null);
          }}
        />
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
            {conversation.queue !== '' && <span className={styles.queue}>· {conversation.queue}</span>}
            <span>
              · <Running since={conversation.startedAt} />
            </span>
            {away && <span className={styles.away}>· {t('conversation.away')}</span>}
          </p>
        </div>
        {canDo(conversation, 'LEAVE') && <Leave conversation={conversation} />}
        <ConversationMenu id={conversation.id} />
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
