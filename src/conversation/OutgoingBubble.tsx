import { useTranslation } from 'react-i18next';
import { useActions } from '../desk/desk-context.ts';
import { useRefusalText } from '../desk/refusal-text.ts';
import { useFormat } from '../i18n/format.ts';
import { Markdown } from '../markdown/Markdown.tsx';
import type { Outgoing } from '../store/model.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import bubble from './MessageBubble.module.css';
import styles from './OutgoingBubble.module.css';
import { Ticks } from './Ticks.tsx';

/** A message that the transcript does not show yet: on its way, or refused with the reason and a retry. */
export function OutgoingBubble({ message, first }: { message: Outgoing; first: boolean }) {
  const { t } = useTranslation();
  const actions = useActions();
  const format = useFormat();
  const refusalText = useRefusalText();
  const { refusal } = message;
  return (
    <div
      className={cx(bubble.message, bubble.own, first && bubble.first, styles.outgoing)}
      data-outgoing={message.id}
      data-state={message.state}
    >
      <div className={bubble.bubble} dir="auto">
        <Markdown text={message.text} />
      </div>
      {refusal === null ? (
        <span className={bubble.foot}>
          {format.time(message.at)}
          <Ticks tick={message.state === 'accepted' ? 'sent' : 'waiting'} />
        </span>
      ) : (
        <span className={cx(bubble.foot, styles.refused)} role="alert">
          <Ticks tick="failed" />
          <span>{t('timeline.notSent', { reason: refusalText(refusal) })}</span>
          <Button size="small" onClick={() => actions.retry(message.id)}>
            {t('timeline.retry')}
          </Button>
          <Button size="small" look="quiet" onClick={() => actions.discard(message.id)}>
            {t('timeline.discard')}
          </Button>
        </span>
      )}
    </div>
  );
}
