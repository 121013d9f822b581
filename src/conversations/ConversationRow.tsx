import { Clock, PenLine } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { ChannelIcon, channelName } from '../desk/ChannelIcon.tsx';
import { useActions, useDesk, useNow } from '../desk/desk-context.ts';
import { useCustomerName } from '../desk/names.ts';
import { useFormat } from '../i18n/format.ts';
import { toPlainText } from '../markdown/plain-text.ts';
import { currentSession } from '../store/conversation.ts';
import type { MessageEntry } from '../store/fold.ts';
import { unreadOf } from '../store/local.ts';
import type { Conversation } from '../store/model.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Badge, type Tone } from '../ui/Badge.tsx';
import styles from './ConversationRow.module.css';

/** From when on a waiting customer is shown warm, and hot, ms. */
const WARM_AFTER = 60_000;
const HOT_AFTER = 180_000;

function toneOf(waited: number): Tone {
  if (waited >= HOT_AFTER) return 'hot';
  return waited >= WARM_AFTER ? 'warm' : 'neutral';
}

/** What needs this agent next, and since when or until when. */
function Due({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  if (conversation.wrapup !== null) {
    const left = conversation.wrapup.endsAt - now;
    const time = format.duration(left);
    return (
      <Badge
        tone={left < 10_000 ? 'hot' : 'warm'}
        icon={<Clock size={12} aria-hidden="true" />}
        label={t('list.wrapupLeft', { time })}
      >
        {time}
      </Badge>
    );
  }
  const since = conversation.transcript.fold.waitingSince;
  if (since === null || conversation.gone !== null) {
    const { last } = conversation.transcript.fold;
    return <span className={styles.at}>{format.time(last?.at ?? conversation.startedAt)}</span>;
  }
  const time = format.duration(now - since);
  return (
    <Badge
      tone={toneOf(now - since)}
      icon={<Clock size={12} aria-hidden="true" />}
      label={t('list.waits', { time })}
    >
      {time}
    </Badge>
  );
}

function preview(last: MessageEntry | null): string {
  if (last === null) return '';
  return last.body.text === '' ? last.body.type.toLowerCase() : toPlainText(last.body.text);
}

function Words({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const now = useNow();
  const draft = useDesk((state) => state.drafts[conversation.id]);
  const selected = useDesk((state) => state.selected === conversation.id);
  const { last } = conversation.transcript.fold;
  if (conversation.gone !== null) return <>{t('list.over')}</>;
  if (conversation.role === 'WRAP_UP') return <>{t('list.wrapup')}</>;
  if (conversation.typing !== null && conversation.typing.until > now) {
    return <em>{t('list.typing')}</em>;
  }
  if (draft !== undefined && !selected) {
    return (
      <>
        <PenLine className={styles.pen} size={12} aria-hidden="true" />
        <span className="sr-only">{t('list.draft')} </span>
        <bdi>{draft}</bdi>
      </>
    );
  }
  if (currentSession(conversation)?.active !== true) return <>{t('list.customerLeft')}</>;
  return (
    <>
      {last?.author.kind === 'agent' && <span className={styles.you}>{t('list.you')} </span>}
      <bdi>{preview(last)}</bdi>
    </>
  );
}

/** One conversation: who, by which channel, the last words, what waits. */
export const ConversationRow = memo(function ConversationRow({
  id,
  focusable,
}: {
  id: string;
  focusable: boolean;
}) {
  const { t } = useTranslation();
  const actions = useActions();
  const conversation = useDesk((state) => state.conversations[id]);
  const selected = useDesk((state) => state.selected === id);
  const unread = useDesk((state) => {
    const known = state.conversations[id];
    return known === undefined ? 0 : unreadOf(state, known);
  });
  const customerName = useCustomerName();
  if (conversation === undefined) return null;
  const channel = currentSession(conversation)?.channelType ?? '';
  const name = customerName(conversation.customer);
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        aria-current={selected ? 'true' : undefined}
        tabIndex={focusable ? 0 : -1}
        data-conversation={id}
        data-unread={unread > 0 || undefined}
        onClick={() => {
          actions.open(id);
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
          </span>
          <span className={styles.words}>
            <Words conversation={conversation} />
          </span>
        </span>
        <span className={styles.end}>
          <Due conversation={conversation} />
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
