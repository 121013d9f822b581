import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatsTo } from '../connection/publish.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { composerActions } from '../composer/composer-actions.ts';
import { useRefusalText } from '../desk/refusal-text.ts';
import { useFormat } from '../i18n/format.ts';
import { Markdown } from '../markdown/Markdown.tsx';
import type { MessageEntry } from '../store/fold.ts';
import { wordsOf } from '../store/outgoing.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import bubble from './MessageBubble.module.css';
import styles from './OutgoingBubble.module.css';
import { OutgoingFile } from './OutgoingFile.tsx';
import { QuotedMessage } from './QuotedMessage.tsx';
import type { OutgoingRow } from './rows.ts';
import { Ticks } from './Ticks.tsx';

/** A message that the transcript does not show yet: on its way, or refused with the reason and a retry. */
export const OutgoingBubble = memo(function OutgoingBubble({
  row,
  quoted,
}: {
  row: OutgoingRow;
  quoted: MessageEntry | null;
}) {
  const { t } = useTranslation();
  const composing = useSlice(composerActions);
  const format = useFormat();
  const refusalText = useRefusalText();
  const { message } = row;
  const { refusal } = message;
  const asSent = useDesk(({ conversations }) => {
    const conversation = conversations[message.conversationId];
    return conversation !== undefined && !formatsTo(conversation, message.sessionId);
  });
  // It has not left this desk: here, unlike later, it can be taken back for sure.
  const here = message.state === 'waiting' && message.tried !== true;
  const mayTakeBack = useDesk((state) => state.link.status !== 'online') && here;
  if (message.body.kind === 'file') {
    return <OutgoingFile message={message} body={message.body} first={row.first} />;
  }
  return (
    <div
      className={cx(bubble.message, bubble.own, row.first && bubble.first, styles.outgoing)}
      data-outgoing={message.id}
      data-state={message.state}
    >
      <div className={bubble.line}>
        <div className={bubble.bubble}>
          {message.replyTo !== null && <QuotedMessage messageId={message.replyTo} quoted={quoted} />}
          <Markdown text={wordsOf(message.body)} asSent={asSent || message.body.kind !== 'text'} />
        </div>
      </div>
      {refusal === null && (row.last || mayTakeBack) && (
        <span className={bubble.foot}>
          {mayTakeBack && (
            <Button size="small" look="quiet" onClick={() => composing.discard(message.id)}>
              {t('timeline.takeBack')}
            </Button>
          )}
          {row.last && (
            <>
              <time dateTime={new Date(message.at).toISOString()}>{format.time(message.at)}</time>
              <Ticks tick={message.state === 'accepted' ? 'sent' : 'waiting'} />
            </>
          )}
        </span>
      )}
      {refusal !== null && (
        <span className={cx(bubble.foot, styles.refused)} role="alert">
          <Ticks tick="failed" />
          <span>{t('timeline.notSent', { reason: refusalText(refusal) })}</span>
          <Button size="small" onClick={() => composing.retry(message.id)}>
            {t('timeline.retry')}
          </Button>
          <Button size="small" look="quiet" onClick={() => composing.discard(message.id)}>
            {t('timeline.discard')}
          </Button>
        </span>
      )}
    </div>
  );
});
