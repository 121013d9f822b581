import { Clock, Hourglass, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AnswerClock } from '../desk/AnswerClock.tsx';
import { useDesk, useNow } from '../desk/desk-context.ts';
import { useFormat } from '../i18n/format.ts';
import type { Conversation } from '../store/model.ts';
import { Badge, type Tone } from '../ui/Badge.tsx';
import styles from './ConversationRow.module.css';
import { waitsForMe } from './list-view.ts';

/** From which part of the response limit on a waiting customer is shown warm. */
const NEAR = 0.5;
/** A wrap-up with less time left than this is shown hot, ms. */
const WRAPUP_ENDS = 10_000;

/** How urgent a wait is against the limit, both in ms. */
export function toneOf(waited: number, limit: number): Tone {
  if (waited >= limit) return 'hot';
  return waited >= limit * NEAR ? 'warm' : 'neutral';
}

function Waiting({ since }: { since: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const waited = useNow() - since;
  const limit = useDesk((state) => state.responseLimit);
  const time = format.duration(waited);
  const tone = toneOf(waited, limit);
  const label =
    tone === 'hot'
      ? t('list.waitsTooLong', { time, limit: format.duration(limit) })
      : t('list.waits', { time });
  return (
    <Badge
      tone={tone}
      icon={
        tone === 'hot' ? (
          <TriangleAlert size={12} aria-hidden="true" />
        ) : (
          <Clock size={12} aria-hidden="true" />
        )
      }
      label={label}
    >
      {time}
    </Badge>
  );
}

function WrapupLeft({ endsAt }: { endsAt: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const left = endsAt - useNow();
  const time = format.duration(left);
  return (
    <Badge
      tone={left < WRAPUP_ENDS ? 'hot' : 'warm'}
      icon={<Hourglass size={12} aria-hidden="true" />}
      label={t('list.wrapupLeft', { time })}
    >
      {time}
    </Badge>
  );
}

/** What needs this agent next in a conversation, and since or until when; else the time of the last message. */
export function RowDue({ conversation }: { conversation: Conversation }) {
  const format = useFormat();
  const { fold } = conversation.transcript;
  if (conversation.gone === null && conversation.wrapup !== null) {
    return <WrapupLeft endsAt={conversation.wrapup.endsAt} />;
  }
  if (conversation.awaited !== null && conversation.kind === 'mine') {
    return <AnswerClock awaited={conversation.awaited} />;
  }
  if (waitsForMe(conversation) && fold.waitingSince !== null) return <Waiting since={fold.waitingSince} />;
  return <span className={styles.at}>{format.time(fold.last?.at ?? conversation.startedAt)}</span>;
}
