import type { ChatMessage, ChatState } from '../../../packages/customer-client/state.ts';
import { dayName, startOfDay } from './format.ts';
import { groupEntries } from './group-entries.ts';
import type { EntryGroup } from './group-entries.ts';
import { standingOf } from './choices.ts';
import type { ViewContext } from './context.ts';
import { h } from './dom.ts';
import type { View } from './dom.ts';
import { icon } from './icons.ts';
import { messageGroup } from './message.ts';
import { queueCard } from './queue-card.ts';

/** So close to the end counts as being there. */
const NEAR_END_PX = 48;

type Timeline = {
  view: (state: ChatState) => View;
  /** Once the drawing stands: stays at the newest message, or leaves alone whoever has scrolled up. */
  settle: (state: ChatState) => void;
  dispose: () => void;
};

/** The conversation. */
export function createTimeline(context: ViewContext): Timeline {
  const { speech, redraw } = context;
  const { t } = speech;
  let scroller: HTMLElement | null = null;
  let observer: ResizeObserver | null = null;
  let atEnd = true;
  let seen = 0;
  let unseen = 0;

  const toEnd = (): void => {
    if (scroller !== null) scroller.scrollTop = scroller.scrollHeight;
  };
  const watch = (element: HTMLElement): void => {
    scroller = element;
    atEnd = true;
    seen = 0;
    observer?.disconnect();
    // The keyboard of a telephone and a growing composer take room away below.
    observer = new ResizeObserver(() => {
      if (atEnd) toEnd();
    });
    observer.observe(element);
  };
  const onScroll = (): void => {
    if (scroller === null) return;
    atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END_PX;
    if (atEnd && unseen > 0) {
      unseen = 0;
      redraw();
    }
  };

  /** What was drawn of a group, as long as nothing in it is another. */
  let drawn = new Map<string, { group: EntryGroup; facts: string; view: View }>();
  const drawGroup = (group: EntryGroup, state: ChatState): View =>
    h(
      'div',
      { key: group.key, class: 'group' },
      group.newDay && h('p', { key: 'day', class: 'day' }, dayName(group.at, Date.now(), speech)),
      group.notice === null
        ? messageGroup(context, group, state)
        : h('p', { class: 'notice' }, t(group.notice.what, { name: group.notice.name })),
    );
  const groups = (state: ChatState): View[] => {
    const common = `${state.phase} ${state.connection} ${startOfDay(Date.now())}`;
    const standing = standingOf(state);
    const next: typeof drawn = new Map();
    const here = new Set(state.entries.map(({ id }) => id));
    const quotes = ({ replyTo }: ChatMessage): string =>
      replyTo !== null && here.has(replyTo) ? ' quotes' : '';
    const views = groupEntries(state.entries).map((group) => {
      const facts = `${common}${group.messages.map((message) => standing(message) + quotes(message)).join('')}`;
      const known = drawn.get(group.key);
      const same = known?.facts === facts && isSame(known.group, group);
      const view = same ? known.view : drawGroup(group, state);
      next.set(group.key, { group, facts, view });
      return view;
    });
    drawn = next;
    return views;
  };

  return {
    view: (state) => {
      const { entries, typing, phase } = state;
      const waits = state.agents.length === 0 && phase !== 'ended' && phase !== 'resuming';
      return h(
        'div',
        { key: 'timeline', class: 'place' },
        h(
          'div',
          {
            class: 'scroller',
            // A list that scrolls must be reachable by keyboard.
            tabindex: 0,
            role: 'group',
            'aria-label': t('conversation'),
            ref: watch,
            on: { scroll: onScroll },
          },
          h(
            'div',
            { class: entries.length === 0 ? 'stage' : 'lines' },
            h(
              'div',
              {
                class: 'log',
                role: 'log',
                'aria-label': t('conversation'),
                // What was said before is no news, nor is a tick that changes.
                'aria-live': phase === 'resuming' ? 'off' : 'polite',
                'aria-relevant': 'additions',
                'aria-busy': phase === 'resuming',
              },
              groups(state),
            ),
            waits && queueCard(context, state),
            typing !== null && typingLine(t('typing', { name: typing })),
          ),
        ),
        unseen > 0 &&
          h(
            'button',
            {
              key: 'newer',
              type: 'button',
              class: 'newer',
              'aria-label': `${speech.plural('newMessages', unseen)}. ${t('toNewest')}`,
              on: { click: toEnd },
            },
            icon('down'),
            speech.plural('newMessages', unseen),
          ),
      );
    },
    settle: ({ entries }) => {
      const newest = entries.at(-1);
      const own = newest?.kind === 'message' && newest.mine && newest.status === 'sending';
      const before = unseen;
      if (atEnd || own) {
        toEnd();
        atEnd = true;
        seen = entries.length;
        unseen = 0;
      } else {
        unseen = Math.max(0, entries.length - seen);
      }
      if (unseen !== before) redraw();
    },
    dispose: () => {
      observer?.disconnect();
    },
  };
}

function typingLine(words: string): View {
  return h(
    'p',
    { key: 'typing', class: 'typing' },
    h('span', { class: 'dots', 'aria-hidden': true }, h('i', {}), h('i', {}), h('i', {})),
    h('span', {}, words),
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
