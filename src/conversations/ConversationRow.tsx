import { memo, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { WordsBoundary } from '../desk/Boundary.tsx';
import { DeferredPart } from '../desk/DeferredPart.tsx';
import { ChannelIcon, channelName } from '../desk/ChannelIcon.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { useCustomerName } from '../desk/names.ts';
import { currentSession } from '../store/conversation.ts';
import { unreadOf } from '../store/local.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Badge } from '../ui/Badge.tsx';
import styles from './ConversationRow.module.css';
import { deferredLabel } from './deferred-label.ts';
import { RowDue } from './RowDue.tsx';
import { RowWords } from './RowWords.tsx';
import { useOpenAndWrite } from './use-open-and-write.ts';

type ConversationRowProps = {
  id: string;
  /** Whether Tab stops here. */
  focusable: boolean;
  /** Its place in the list, from 1, and how many there are: not all of them may be drawn. */
  position: number;
  of: number;
  /** Where it stands, CSS px from the top; null: after the row before it. */
  top: number | null;
};

/** One conversation: who, by which channel, the last words, what waits. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { id, focusable, position, of, top } = props;
  const { t } = useTranslation();
  const openAndWrite = useOpenAndWrite();
  const conversation = useDesk((state) => state.conversations[id]);
  const selected = useDesk((state) => state.selected === id);
  const unread = useDesk((state) => {
    const known = state.conversations[id];
    return known === undefined ? 0 : unreadOf(state, known);
  });
  const customerName = useCustomerName();
  if (conversation === undefined) return null;
  const channel = currentSession(conversation)?.channelType ?? '';
  const { labels } = conversation.customer;
  const name = customerName(conversation.customer);
  const place: CSSProperties | undefined =
    top === null ? undefined : { position: 'absolute', insetBlockStart: `${top}px`, insetInline: 0 };
  return (
    <li style={place} aria-posinset={position} aria-setsize={of}>
      <button
        type="button"
        className={styles.row}
        aria-current={selected ? 'true' : undefined}
        tabIndex={focusable ? 0 : -1}
        data-conversation={id}
        data-unread={unread > 0 || undefined}
        data-over={conversation.gone !== null || undefined}
        onClick={() => {
          openAndWrite(id);
        }}
      >
        <Avatar
          name={name}
          mark={
            <span title={channelName(channel)}>
              <ChannelIcon type={channel} size={12} />
            </span>
          }
        />
        <span className={styles.middle}>
          <span className={styles.name}>
            <bdi>{name}</bdi>
            {labels !== undefined && <DeferredPart of={deferredLabel} props={{ ids: labels }} />}
          </span>
          <span className={styles.words}>
            <WordsBoundary of={conversation}>
              <RowWords conversation={conversation} />
            </WordsBoundary>
          </span>
        </span>
        <span className={styles.end}>
          <RowDue conversation={conversation} />
          {unread > 0 && (
            <Badge tone="accent" label={t('list.unread', { count: unread })}>
              {unread > 99 ? '99+' : unread}
            </Badge>
          )}
        </span>
      </button>
    </li>
  );
});
