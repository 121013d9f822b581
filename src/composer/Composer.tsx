import { SendHorizontal } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ChannelIcon, channelName } from '../desk/ChannelIcon.tsx';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { useCustomerName } from '../desk/names.ts';
import { useFormat } from '../i18n/format.ts';
import { currentSession } from '../store/conversation.ts';
import type { Conversation } from '../store/model.ts';
import { composerBlock } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import styles from './Composer.module.css';

/** From which part of the longest text on the letters left are counted. */
const COUNT_FROM = 0.8;

/** Whether the pointer is a finger: there the on-screen keyboard is not opened unasked. */
function isTouch(): boolean {
  return typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches;
}

function sizesItself(): boolean {
  return typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content');
}

/** Where the agent writes to the customer, who is named. Enter sends, Shift+Enter makes a new line. */
export function Composer({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const actions = useActions();
  const format = useFormat();
  const customerName = useCustomerName();
  const field = useRef<HTMLTextAreaElement>(null);
  const { id } = conversation;
  const text = useDesk((state) => state.drafts[id] ?? '');
  const online = useDesk((state) => state.link.status === 'online');
  const limit = useDesk((state) => state.maxTextLength);
  const blocked = composerBlock(conversation);
  const session = currentSession(conversation);
  const name = customerName(conversation.customer);
  const tooLong = text.length > limit;
  const ready = blocked === null && text.trim() !== '' && !tooLong;

  // Where the browser does not size a field by what is in it, we do.
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null || sizesItself()) return;
    element.style.blockSize = 'auto';
    element.style.blockSize = `${element.scrollHeight}px`;
  }, [text]);

  useEffect(() => {
    if (!isTouch()) field.current?.focus({ preventScroll: true });
  }, [id]);

  const send = () => {
    if (ready) actions.send(id, text.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };

  if (blocked !== null) return <p className={styles.blocked}>{t(`composer.${blocked}`, { name })}</p>;
  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={cx(styles.box, tooLong && styles.tooLong)}>
        <textarea
          ref={field}
          className={styles.field}
          rows={1}
          dir="auto"
          value={text}
          placeholder={t('composer.placeholder', { name })}
          aria-label={t('composer.label', { name })}
          aria-invalid={tooLong || undefined}
          data-composer={id}
          onChange={(event) => {
            actions.draft(id, event.target.value);
            if (event.target.value !== '') actions.typing(id);
          }}
          onKeyDown={onKeyDown}
        />
        <div className={styles.foot}>
          <span className={styles.to}>
            {session !== null && <ChannelIcon type={session.channelType} />}
            <span>{t('composer.to', { name, channel: channelName(session?.channelType ?? '') })}</span>
          </span>
          <span className={styles.hint}>{online ? t('composer.hint') : t('composer.offline')}</span>
          {text.length > limit * COUNT_FROM && (
            <span className={styles.count} role="status">
              {t('composer.left', { left: format.number(limit - text.length) })}
            </span>
          )}
          <Button
            submit
            look="primary"
            size="small"
            disabled={!ready}
            icon={<SendHorizontal className="mirror" size={15} aria-hidden="true" />}
          >
            {t('composer.send')}
          </Button>
        </div>
      </div>
    </form>
  );
}
