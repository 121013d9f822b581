/** What the tools, keys and the bar of a timeline do with messages: answer, copy, choose, go to, keep in place. */
import { useCallback, useMemo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../base/browser-capabilities.ts';
import { wordsOf } from '../desk/message-words.ts';
import { useBodyKind } from '../desk/use-message-words.ts';
import { useFormat } from '../i18n/format.ts';
import { perform } from '../desk/keys/use-shortcut.ts';
import { useSlice } from '../desk/use-slice.ts';
import { composerActions } from '../composer/composer-actions.ts';
import type { MessageEntry } from '../store/fold.ts';
import type { Conversation } from '../store/model.ts';
import { composerBlock } from '../store/selectors.ts';
import { changeActions } from './change-actions.ts';
import { transcriptOf } from './plain.ts';
import type { MessageActions } from './message-actions.ts';
import { useWho } from './use-who.ts';
import type { Selecting } from './use-selecting.ts';

type TimelineActions = {
  actions: MessageActions;
  /** A key on a message that has the focus. Gives whether it was for it. */
  onKey: (key: string, entry: MessageEntry, event: KeyboardEvent) => boolean;
  /** Any other key in the log; `focused` is the message that has the focus. */
  onLogKey: (event: KeyboardEvent, focused: MessageEntry | null) => void;
  /** Begins the answer to a message. False when that can't be. */
  replyTo: (entry: MessageEntry | null) => boolean;
  copyChosen: () => void;
  /** What has just been done, for who can't see it. */
  announcement: string;
};

export function useTimelineActions(options: {
  conversation: Conversation;
  messages: () => readonly MessageEntry[];
  selecting: Selecting;
  goTo: (messageId: string) => void;
  hold: (key: string) => void;
}): TimelineActions {
  const { conversation, messages, selecting, goTo, hold } = options;
  const { t } = useTranslation();
  const composing = useSlice(composerActions);
  const changing = useSlice(changeActions);
  const format = useFormat();
  const who = useWho();
  const kind = useBodyKind();
  const [announcement, setAnnouncement] = useState('');
  const { id } = conversation;
  const mayWrite = composerBlock(conversation) === null;
  const { choose, end, ids } = selecting;

  const put = useCallback(
    (text: string) => {
      void copyText(text).then((copied) => {
        setAnnouncement(t(copied ? 'timeline.copied' : 'timeline.copyFailed'));
      });
    },
    [t],
  );

  const actions = useMemo<MessageActions>(
    () => ({
      reply: mayWrite
        ? (entry) => {
            composing.quote(id, entry.id);
            perform('message');
          }
        : null,
      change: mayWrite
        ? (entry, how) => {
            changing.begin(id, entry, how);
          }
        : null,
      copy: (entry) => {
        put(wordsOf(entry.body) || kind(entry.body));
      },
      choose,
      goTo,
      hold: (element) => {
        const key = element.closest<HTMLElement>('[data-row]')?.dataset.row;
        if (key !== undefined) hold(key);
      },
    }),
    [changing, composing, choose, goTo, hold, id, kind, mayWrite, put],
  );

  const copyChosen = () => {
    if (ids === null || ids.size === 0) return;
    const chosen = messages().filter((message) => ids.has(message.id));
    put(transcriptOf(chosen, { name: who, time: format.moment, kind }));
  };

  const onKey = (key: string, entry: MessageEntry, event: KeyboardEvent): boolean => {
    switch (key) {
      case ' ':
        choose(entry, event.shiftKey ? 'range' : 'one');
        return true;
      case 'Enter': {
        const row = event.target instanceof Element ? event.target : null;
        const tool = row?.querySelector<HTMLElement>('[data-tools] button');
        tool?.focus();
        return tool != null;
      }
      default:
        return false;
    }
  };

  const onLogKey = (event: KeyboardEvent, focused: MessageEntry | null) => {
    const copies = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c';
    if (copies && (document.getSelection()?.isCollapsed ?? true)) {
      if (ids !== null) copyChosen();
      else if (focused !== null) actions.copy(focused);
      else return;
      event.preventDefault();
    } else if (event.key === 'Escape' && ids !== null) {
      event.preventDefault();
      event.stopPropagation();
      end();
    }
  };

  const replyTo = (entry: MessageEntry | null): boolean => {
    if (actions.reply === null || entry === null || entry.whisper) return false;
    actions.reply(entry);
    return true;
  };

  return { actions, onKey, onLogKey, replyTo, copyChosen, announcement };
}
