import { useTranslation } from 'react-i18next';
import { ChannelIcon, channelName } from '../desk/ChannelIcon.tsx';
import type { Session } from '../store/events.ts';
import { Select } from '../ui/Select.tsx';
import styles from './Recipient.module.css';

/** Whom the message goes to and by which channel; a choice where the customer is here by several. */
export function Recipient({
  name,
  session,
  sessions,
  onChoose,
}: {
  name: string;
  session: Session | null;
  /** The open ones. */
  sessions: readonly Session[];
  onChoose: (sessionId: string) => void;
}) {
  const { t } = useTranslation();
  const channel = channelName(session?.channelType ?? '');
  if (sessions.length < 2) {
    return (
      <span className={styles.to}>
        {session !== null && <ChannelIcon type={session.channelType} />}
        <span>{t('composer.to', { name, channel })}</span>
      </span>
    );
  }
  return (
    <span className={styles.to} data-choice>
      <ChannelIcon type={session?.channelType ?? ''} />
      <span>{t('composer.toBy', { name })}</span>
      <Select
        aria-label={t('composer.channel', { name })}
        value={session?.id ?? ''}
        choices={sessions.map((each) => ({
          value: each.id,
          name:
            each.identifier === ''
              ? channelName(each.channelType)
              : `${channelName(each.channelType)} · ${each.identifier}`,
        }))}
        onChange={onChoose}
      />
    </span>
  );
}
