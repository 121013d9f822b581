/** @jsxImportSource preact */
import type { VNode } from 'preact';
import { Fragment } from 'preact';
import type { ChatMessage, ChatState, MessageStatus } from '../../../packages/customer-client/state.ts';
import { ChangingText } from './ChangingText.tsx';
import { Choices } from './Choices.tsx';
import { useChat } from './context.ts';
import { errorText } from './error-text.ts';
import { initials, timeOfDay } from './format.ts';
import type { EntryGroup } from './group-entries.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './Icon.tsx';
import { Markdown } from './Markdown.tsx';
import { Quote } from './Quote.tsx';
import type { TextKey } from './texts/index.ts';
import { Thing } from './Thing.tsx';

const STATUS: Record<MessageStatus, { key: TextKey; icon: IconName }> = {
  sending: { key: 'statusSending', icon: 'clock' },
  sent: { key: 'statusSent', icon: 'check' },
  delivered: { key: 'statusDelivered', icon: 'checks' },
  read: { key: 'statusRead', icon: 'checks' },
  failed: { key: 'statusFailed', icon: 'alert' },
};

/** What one person said in one go, with the time once and the ticks of the newest. */
export function MessageGroup({ group, state }: { group: EntryGroup; state: ChatState }): VNode | null {
  const { t, locale } = useChat().speech;
  const last = group.messages.at(-1);
  if (last === undefined) return null;
  const name = group.mine ? t('you') : group.senderName === '' ? t('assistant') : group.senderName;
  return (
    <div class={group.mine ? 'mine' : 'theirs'}>
      {!group.mine && (
        <span class="small-avatar" aria-hidden>
          {initials(name)}
        </span>
      )}
      <div class="column">
        <p class={group.mine ? 'hidden' : 'name'}>
          <bdi>{name}</bdi>
        </p>
        {group.messages.map((message) => (
          <Fragment key={message.id}>
            <Bubble message={message} tail={message === last} state={state} />
            {message.choices !== null && (
              <Choices message={message} offered={message.choices} state={state} />
            )}
            {message.status === 'failed' && <Failure message={message} canRetry={state.phase === 'open'} />}
          </Fragment>
        ))}
        <p class="foot">
          <time dateTime={new Date(last.at).toISOString()}>
            <ChangingText text={timeOfDay(last.at, locale)} />
          </time>
          {last.status !== null && <Tick status={last.status} offline={state.connection !== 'online'} />}
        </p>
      </div>
    </div>
  );
}

function Bubble({ message, tail, state }: { message: ChatMessage; tail: boolean; state: ChatState }): VNode {
  const { t } = useChat().speech;
  const classes = ['bubble', tail ? 'tail' : '', message.status === 'sending' ? 'pending' : ''];
  return (
    <div class={classes.join(' ').trim()}>
      <Quote message={message} state={state} />
      <Content message={message} />
      {message.edited === true && <small class="edited">{t('edited')}</small>}
    </div>
  );
}

/** Words, and what comes with them; the words of a link are its name. */
function Content({ message }: { message: ChatMessage }): VNode {
  const { t } = useChat().speech;
  const { text, thing } = message;
  if (thing === undefined && text === '') return <em class="other">{t('otherContent')}</em>;
  return (
    <>
      {text !== '' && thing?.kind !== 'link' && <Markdown text={text} />}
      {thing !== undefined && <Thing thing={thing} message={message} />}
    </>
  );
}

function Failure({ message, canRetry }: { message: ChatMessage; canRetry: boolean }): VNode {
  const { client, speech } = useChat();
  const { t } = speech;
  const { error, id } = message;
  return (
    <p class="failure">
      <Icon name="alert" />
      <span>
        <ChangingText text={`${t(errorText(error ?? ''))} `} />
        {error !== null && <small>{t('errorCode', { code: error })}</small>}
      </span>
      {canRetry && (
        <button
          type="button"
          class="retry"
          onClick={() => {
            client.retry(id);
          }}
        >
          {t('retry')}
        </button>
      )}
    </p>
  );
}

function Tick({ status, offline }: { status: MessageStatus; offline: boolean }): VNode {
  const { t } = useChat().speech;
  const label = t(status === 'sending' && offline ? 'statusWaiting' : STATUS[status].key);
  return (
    <span class={`tick ${status}`} title={label}>
      <Icon name={STATUS[status].icon} />
      <span key={label} class="hidden">
        {label}
      </span>
    </span>
  );
}
