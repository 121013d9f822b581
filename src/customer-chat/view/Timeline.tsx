/** @jsxImportSource preact */
import { Component } from 'preact';
import type { ComponentChild, VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChatMessage, ChatState } from '../../../packages/customer-client/state.ts';
import { ChangingText } from './ChangingText.tsx';
import { standingOf } from './Choices.tsx';
import { useChat } from './context.ts';
import { dayName, startOfDay } from './format.ts';
import { groupEntries } from './group-entries.ts';
import type { EntryGroup } from './group-entries.ts';
import { Icon } from './Icon.tsx';
import { MessageGroup } from './MessageGroup.tsx';
import { QueueCard } from './QueueCard.tsx';
import type { Speech } from './texts/index.ts';

/** So close to the end counts as being there. */
const NEAR_END_PX = 48;

/** The conversation. It stays at the newest message, or leaves alone whoever has scrolled up. */
export function Timeline({ state, now }: { state: ChatState; now: number }): VNode {
  const { speech } = useChat();
  const { t } = speech;
  const { entries, typing, phase } = state;
  const scrollerRef = useRef<HTMLDivElement>(null);
  /** How many entries there were when the person left the end; null: they are at the end. */
  const [seen, setSeen] = useState<number | null>(null);
  const followsEnd = seen === null;
  const unseen = seen === null ? 0 : Math.max(0, entries.length - seen);
  const newest = entries.at(-1);
  const justSent = newest?.kind === 'message' && newest.mine && newest.status === 'sending';

  const toEnd = (): void => {
    if (scrollerRef.current !== null) scrollerRef.current.scrollTop = scrollerRef.current.scrollHeight;
  };
  // After every drawing: what was drawn may have grown.
  useLayoutEffect(() => {
    if (followsEnd || justSent) toEnd();
  });
  useLayoutEffect(() => {
    if (scrollerRef.current === null || !followsEnd) return;
    // The keyboard of a telephone and a growing composer take room away below.
    const observer = new ResizeObserver(toEnd);
    observer.observe(scrollerRef.current);
    return () => {
      observer.disconnect();
    };
  }, [followsEnd]);
  const onScroll = (): void => {
    if (scrollerRef.current === null) return;
    const { scrollHeight, scrollTop, clientHeight } = scrollerRef.current;
    if (scrollHeight - scrollTop - clientHeight < NEAR_END_PX) setSeen(null);
    else if (followsEnd) setSeen(entries.length);
  };

  const waits = state.agents.length === 0 && phase !== 'ended' && phase !== 'resuming';
  const newMessages = speech.plural('newMessages', unseen);
  return (
    <div class="place">
      <div
        class="scroller"
        // A list that scrolls must be reachable by keyboard.
        tabindex={0}
        role="group"
        aria-label={t('conversation')}
        ref={scrollerRef}
        onScroll={onScroll}
      >
        <div class={entries.length === 0 ? 'stage' : 'lines'}>
          <div
            class="log"
            role="log"
            aria-label={t('conversation')}
            // What was said before is no news, nor is a tick that changes.
            aria-live={phase === 'resuming' ? 'off' : 'polite'}
            aria-relevant="additions"
            aria-busy={phase === 'resuming'}
          >
            <Groups state={state} now={now} />
          </div>
          {waits && <QueueCard state={state} />}
          {typing !== null && <TypingLine words={t('typing', { name: typing })} />}
        </div>
      </div>
      {unseen > 0 && (
        <button type="button" class="newer" aria-label={`${newMessages}. ${t('toNewest')}`} onClick={toEnd}>
          <Icon name="down" />
          <ChangingText text={newMessages} />
        </button>
      )}
    </div>
  );
}

function Groups({ state, now }: { state: ChatState; now: number }): VNode {
  const { speech } = useChat();
  const common = `${state.phase} ${state.connection} ${startOfDay(now)}`;
  const standing = standingOf(state);
  const here = new Set(state.entries.map(({ id }) => id));
  const quotes = ({ replyTo }: ChatMessage): string =>
    replyTo !== null && here.has(replyTo) ? ' quotes' : '';
  return (
    <>
      {groupEntries(state.entries).map((group) => (
        <Group
          key={group.key}
          group={group}
          facts={`${common}${group.messages.map((message) => standing(message) + quotes(message)).join('')}`}
          state={state}
          now={now}
          speech={speech}
        />
      ))}
    </>
  );
}

type GroupProps = {
  group: EntryGroup;
  /** What the drawing depends on besides the group's entries, as one word. */
  facts: string;
  state: ChatState;
  now: number;
  speech: Speech;
};

/** One group. It is drawn again only when one of its entries, or what they depend on, is another. */
class Group extends Component<GroupProps> {
  override shouldComponentUpdate(next: GroupProps): boolean {
    return next.facts !== this.props.facts || !isSame(next.group, this.props.group);
  }

  override render(): ComponentChild {
    const { group, state, now, speech } = this.props;
    return (
      <div class="group">
        {group.newDay && (
          <p class="day">
            <ChangingText text={dayName(group.at, now, speech)} />
          </p>
        )}
        {group.notice === null ? (
          <MessageGroup group={group} state={state} />
        ) : (
          <p class="notice">{speech.t(group.notice.what, { name: group.notice.name })}</p>
        )}
      </div>
    );
  }
}

function TypingLine({ words }: { words: string }): VNode {
  return (
    <p class="typing">
      <span class="dots" aria-hidden>
        <i />
        <i />
        <i />
      </span>
      <span key={words}>{words}</span>
    </p>
  );
}

/** Entries are replaced, never changed. */
function isSame(a: EntryGroup, b: EntryGroup): boolean {
  return (
    a.notice === b.notice &&
    a.newDay === b.newDay &&
    a.messages.length === b.messages.length &&
    b.messages.every((message, index) => message === a.messages[index])
  );
}
